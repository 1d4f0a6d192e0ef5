import type { Random } from '../curve/random.ts';
import { standardNormal } from '../curve/standard-normal.ts';

/** How long something takes: always the same, or drawn from a log-normal distribution given by its mean and 95th percentile. */
export type Duration = number | { readonly mean: number; readonly p95: number };

/** 95th percentile of the standard normal distribution. */
const Z95 = 1.6448536269514722;

/**
 * The largest p95 / mean that a log-normal distribution can have: with mean m and
 * spread σ its p95 is m·exp(z·σ − σ²/2), which is greatest at σ = z.
 */
export const MAX_P95_TO_MEAN = Math.exp(Z95 ** 2 / 2);

/**
 * A duration in whole seconds, rounded to the nearest.
 *
 * With z the 95th percentile of the standard normal distribution, mean = e^(μ + σ²/2)
 * and p95 = e^(μ + zσ) give σ = z − √(z² − 2·ln(p95 / mean)).
 */
export function drawSeconds(duration: Duration, random: Random): number {
  if (typeof duration === 'number') return Math.round(duration);
  const sigma =
    Z95 - Math.sqrt(Math.max(0, Z95 * Z95 - 2 * Math.log(duration.p95 / duration.mean)));
  const mu = Math.log(duration.mean) - (sigma * sigma) / 2;
  return Math.round(Math.exp(mu + sigma * standardNormal(random)));
}
