import { medianSorted } from 'simple-statistics';

/**
 * Draws hours that nothing else explains back to what is usual: spikes, outages, a missing
 * day reported as zeros.
 *
 * An hour is compared with its witnesses: the same hour a day and a week before and after
 * it. Only what lies outside the range of all of them counts, so that weekends, holidays
 * and trends are left alone. What exceeds the range by up to the allowance is kept, what
 * exceeds it by twice that is brought back to the range, in between gradually (Hampel's
 * redescending function, 1974). What still goes on at the end of the series is kept too:
 * it may be a new level.
 *
 * @param series logarithms of load, no gap
 */
export function withoutOutliers(series: Float64Array): Float64Array {
  const allowance = Math.max(LEAST_ALLOWANCE, DAILY_CHANGES * usualDailyChange(series));
  const out = series.map((z, hour) => {
    const witnesses = [hour - 168, hour - 24, hour + 24, hour + 168].flatMap((t) =>
      t >= 0 && t < series.length ? [series[t]] : [],
    );
    if (witnesses.length < 2) return z;
    const usual = Math.min(Math.max(z, Math.min(...witnesses)), Math.max(...witnesses));
    return usual + redescend(z - usual, allowance);
  });
  for (let t = series.length - 1; t >= 0 && out[t] !== series[t]; t--) out[t] = series[t];
  return out;
}

function redescend(excess: number, allowance: number): number {
  if (Math.abs(excess) <= allowance) return excess;
  return Math.sign(excess) * Math.max(0, 2 * allowance - Math.abs(excess));
}

function usualDailyChange(series: Float64Array): number {
  if (series.length <= 24) return 0;
  return medianSorted(
    Array.from(series.subarray(24), (z, i) => Math.abs(z - series[i])).sort((a, b) => a - b),
  );
}

const DAILY_CHANGES = 2;
/** Logarithms: about a fifth. */
const LEAST_ALLOWANCE = 0.2;
