import * as z from 'zod';
import type { Path } from '../model/json/path.ts';
import type { Service } from '../model/service.ts';
import { check } from './reading/check.ts';
import { boolean, number, text } from './reading/fields.ts';
import type { Problems } from './reading/problems.ts';
import { notYetAs } from './reading/refusals.ts';

const shape = z.object(
  {
    instanceType: text().optional(),
    pricePerHourUsd: number({ above: 0 }).optional(),
    requestsPerSecond: number({ atLeast: 0.01, atMost: 1_000_000 }),
    serviceTimeMs: notYetAs(
      ['mean', 'p95'],
      number({ above: 0, atMost: 600_000 }),
      'give the mean alone',
    ).default(40),
    timeoutSeconds: number({ above: 0, atMost: 3600 }).default(10),
    idleCpuPercent: number({ atLeast: 0, atMost: 99 }).default(0),
    bootCpuPercent: number({ atLeast: 0, atMost: 100 }).default(100),
    volumeGb: number({ atLeast: 0, atMost: 1_000_000 }).default(0),
    publicAddress: boolean().default(false),
    contention: number({ atLeast: 0, below: 1 }).default(0),
    coherency: number({ atLeast: 0 }).default(0),
  },
  { error: 'a mapping with at least requestsPerSecond and instanceType' },
);

/** More is a slip of the unit. */
const MOST_AT_A_TIME = 100_000;

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
  const atATime = (service.requestsPerSecond * service.serviceTimeMs) / 1000;
  if (atATime > MOST_AT_A_TIME) {
    const says = `of ${service.requestsPerSecond} at serviceTimeMs ${service.serviceTimeMs} means that one instance serves ${Math.round(atATime)} requests at a time, more than ${MOST_AT_A_TIME}: lower the one or the other`;
    problems.of([...at, 'requestsPerSecond'], says);
    return undefined;
  }
  return { at, service, instanceType, pricePerHourUsd };
}
