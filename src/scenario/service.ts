import * as z from 'zod';
import type { Service } from '../model/service.ts';
import { check } from './reading/check.ts';
import { number, text } from './reading/fields.ts';
import type { Path } from './reading/path.ts';
import type { Problems } from './reading/problems.ts';
import { notYetAs } from './reading/refusals.ts';

const shape = z.object(
  {
    instanceType: text().optional(),
    pricePerHourUsd: number({ above: 0 }).optional(),
    requestsPerSecond: number({ above: 0 }),
    serviceTimeMs: notYetAs(['mean', 'p95'], number({ above: 0 }), 'give the mean alone').default(
      40,
    ),
    timeoutSeconds: number({ above: 0 }).default(10),
    idleCpuPercent: number({ atLeast: 0, atMost: 99 }).default(0),
    bootCpuPercent: number({ atLeast: 0, atMost: 100 }).default(100),
    contention: number({ atLeast: 0, below: 1 }).default(0),
    coherency: number({ atLeast: 0 }).default(0),
  },
  { error: 'a mapping with at least requestsPerSecond and instanceType' },
);

/** How one instance behaves, and what its price is looked up by. */
export interface PricedService {
  readonly at: Path;
  readonly service: Service;
  readonly instanceType: string | undefined;
  readonly pricePerHourUsd: number | undefined;
}

/** Reads `service`: only what one instance can serve is nobody's to guess. */
export function readService(
  value: unknown,
  at: Path,
  problems: Problems,
): PricedService | undefined {
  const read = check(shape, value, at, problems);
  if (read === undefined) return undefined;
  const { instanceType, pricePerHourUsd, ...service } = read;
  return { at, service, instanceType, pricePerHourUsd };
}
