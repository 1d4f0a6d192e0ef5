import { medianSorted } from 'simple-statistics';

/**
 * Draws hours that nothing else explains back to what is usual: spikes and short outages.
 *
 * An hour is compared with its witnesses: the same hour a day and a week before and after
 * it, three of them at the least, so that the first and the last day stay as they are: what
 * is new at the end may last. Only what lies outside the range of all witnesses counts, which
 * leaves weekends and trends alone. What exceeds the range by up to the allowance is kept,
 * what exceeds it by twice that is brought back to the range, in between gradually (in the
 * manner of Hampel's redescending functions, 1974).
 *
 * @param series logarithms of load, no gap
 */
export function withoutOutliers(series: Float64Array): Float64Array {
  const allowance = Math.max(LEAST_ALLOWANCE, DAILY_CHANGES * usualDailyChange(series));
  return series.map((z, hour) => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let witnesses = 0;
    for (const by of WITNESSES) {
      const at = hour + by;
      if (at < 0 || at >= series.length) continue;
      low = Math.min(low, series[at]);
      high = Math.max(high, series[at]);
      witnesses++;
    }
    if (witnesses < LEAST_WITNESSES) return z;
    const usual = Math.min(Math.max(z, low), high);
    return usual + redescend(z - usual, allowance);
  });
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

const WITNESSES = [-168, -24, 24, 168];
const LEAST_WITNESSES = 3;
const DAILY_CHANGES = 2;
/** Logarithms: about a fifth. */
const LEAST_ALLOWANCE = 0.2;
