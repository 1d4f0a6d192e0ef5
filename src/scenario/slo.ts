import * as z from 'zod';
import type { Path } from '../model/json/path.ts';
import type { Slo } from '../model/service.ts';
import { check } from './reading/check.ts';
import { number } from './reading/fields.ts';
import type { Problems } from './reading/problems.ts';

const shape = z.object(
  {
    p95LatencyMs: number({ above: 0 }),
    failedPercent: number({ atLeast: 0, atMost: 100 }).default(0.1),
    violationMinutes: number({ whole: true, atLeast: 0 }).optional(),
  },
  { error: 'a mapping with at least p95LatencyMs' },
);

/** Reads `slo`. What is slow is for its owner to say, so `p95LatencyMs` has no default. */
export function readSlo(value: unknown, at: Path, problems: Problems): Slo | undefined {
  const read = check(shape, value, at, problems);
  return read && { ...read, violationMinutes: read.violationMinutes };
}
