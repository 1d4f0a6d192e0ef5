import * as z from 'zod';
import { number } from './reading/fields.ts';
import { refuse } from './reading/refusals.ts';

/** 95th percentile of the standard normal distribution. */
const Z95 = 1.6449;

/**
 * A log-normal distribution of mean m and spread σ has its 95th percentile at
 * m·exp(z·σ − σ²/2), which is greatest at σ = z: no such distribution has a
 * p95 of more than exp(z²/2) = 3.87 times its mean.
 */
const WIDEST = Math.exp(Z95 ** 2 / 2);

/** A `Duration`: seconds, or the mean and 95th percentile of a log-normal distribution. */
export function duration() {
  const spread = z
    .object({ mean: number({ above: 0 }), p95: number({ above: 0 }) })
    .superRefine(({ mean, p95 }, context) => {
      if (p95 <= mean) refuse(context, `has p95 ${p95}, not above its mean ${mean}: ${CURE}`);
      else if (p95 / mean >= WIDEST) {
        const times = WIDEST.toFixed(2);
        const says = `has p95 ${p95}, more than ${times} times its mean ${mean}, wider than log-normal can be: ${CURE}`;
        refuse(context, says);
      }
    });
  return z.union([number({ atLeast: 0 }), spread], {
    error: 'seconds, at least 0, or { mean, p95 }',
  });
}

const CURE = 'correct the one or the other';
