import { PlimsollError } from '../error.ts';

/**
 * Rates times a factor.
 *
 * Throws a `PlimsollError` (`usage`) when the factor is not a positive number, or
 * when a load comes out that nobody means.
 */
export function scaleRates(rates: Float64Array, factor: number): Float64Array {
  if (!(factor > 0 && factor < Number.POSITIVE_INFINITY))
    throw new PlimsollError('usage', `scale ${factor} is no positive number`);
  const scaled = new Float64Array(rates.length);
  let peak = 0;
  for (let i = 0; i < rates.length; i++) {
    scaled[i] = rates[i] * factor;
    if (scaled[i] > peak) peak = scaled[i];
  }
  if (peak > HIGHEST_RATE) {
    throw new PlimsollError(
      'usage',
      `a load of ${peak.toPrecision(3)} requests/s is more than ${HIGHEST_RATE}: lower the scale, or look for a slip in the curve`,
    );
  }
  return scaled;
}

/** Requests per second. */
const HIGHEST_RATE = 1e9;
