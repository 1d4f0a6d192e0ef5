import * as z from 'zod';
import { MAX_P95_TO_MEAN } from '../model/duration.ts';
import { number } from './reading/fields.ts';
import { refuse } from './reading/refusals.ts';

/** A `Duration`: seconds, or the mean and 95th percentile of a log-normal distribution. */
export function duration() {
  const spread = z
    .object({ mean: number({ above: 0 }), p95: number({ above: 0 }) })
    .superRefine(({ mean, p95 }, context) => {
      if (p95 <= mean) refuse(context, `has p95 ${p95}, not above its mean ${mean}: ${CURE}`);
      else if (p95 / mean >= MAX_P95_TO_MEAN) {
        const times = MAX_P95_TO_MEAN.toFixed(2);
        const says = `has p95 ${p95}, more than ${times} times its mean ${mean}, wider than log-normal can be: ${CURE}`;
        refuse(context, says);
      }
    });
  return z.union([number({ atLeast: 0, atMost: 86_400 }), spread], {
    error: 'seconds from 0 to 86400, or { mean, p95 }',
  });
}

const CURE = 'correct the one or the other';
