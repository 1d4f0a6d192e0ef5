import { quantileSorted } from 'simple-statistics';
import type { Hindsight } from './hindsight.ts';
import { logScale } from './load-scale.ts';

/**
 * Quantiles of the load around a forecast: the factors by which the load came out above
 * or below what would have been forecast in the last six days, taken together for each
 * day of the horizon.
 *
 * @param load of each hour, relative to its mean
 */
export function intervals(
  load: Float64Array,
  { forecast, past }: Hindsight,
  quantiles: readonly number[],
): Record<string, Float64Array> {
  if (quantiles.length === 0) return {};
  const logs = logScale.to(load);
  const errors = Array.from({ length: Math.ceil(forecast.length / 24) }, (): number[] => []);
  for (const { origin, forecast } of past) {
    const expected = logScale.to(forecast);
    const known = Math.min(forecast.length, load.length - origin);
    for (let i = 0; i < known; i++)
      errors[Math.floor(i / 24)]?.push(logs[origin + i] - expected[i]);
  }
  const pools = filled(errors, logs).map((pool) => pool.sort((a, b) => a - b));
  const centre = logScale.to(forecast);
  return Object.fromEntries(
    quantiles.map((q) => {
      const shifts = pools.map((pool) => shift(pool, q));
      return [String(q), logScale.from(centre.map((z, hour) => z + shifts[Math.floor(hour / 24)]))];
    }),
  );
}

/** A day of the horizon that no past forecast reached takes the errors of the day before it; the first one, how far the load strayed from its median. */
function filled(errors: readonly number[][], logs: Float64Array): number[][] {
  const sorted = logs.slice().sort();
  let last = Array.from(sorted, (z) => z - sorted[sorted.length >> 1]);
  return errors.map((pool) => {
    if (pool.length > 0) last = pool;
    return last.slice();
  });
}

/** The forecast is the median: no upper quantile lies below it, no lower one above. */
function shift(sorted: number[], quantile: number): number {
  const tail = Math.min(quantile, 1 - quantile) * NARROWING;
  const error = quantileSorted(sorted, quantile < 0.5 ? tail : 1 - tail);
  return quantile < 0.5 ? Math.min(0, error) : quantile > 0.5 ? Math.max(0, error) : 0;
}

/**
 * The future is further off than the past that the models were fitted to: a tail of 10 %
 * is taken from errors of which this share of it lies beyond.
 */
const NARROWING = 0.7;
