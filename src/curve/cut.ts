import { PlimsollError } from '../error.ts';
import type { Curve } from './curve.ts';
import { formatTimestamp } from './timestamp.ts';

export interface Window {
  /** Epoch seconds: rows that begin earlier are left out. */
  readonly from?: number | undefined;
  /** Epoch seconds: rows that begin at this time or later are left out. */
  readonly to?: number | undefined;
}

/**
 * The rows of a curve that begin in [from, to).
 *
 * Throws a `PlimsollError` (`usage`) when fewer than two are left.
 */
export function cut(curve: Curve, { from, to }: Window): Curve {
  const { source, timestamps, requestsPerSecond } = curve;
  const start = from === undefined ? 0 : firstAtOrAfter(timestamps, from);
  const end = to === undefined ? timestamps.length : firstAtOrAfter(timestamps, to);
  if (end - start < 2) {
    const asked = [
      from === undefined ? '' : ` from ${formatTimestamp(from)}`,
      to === undefined ? '' : ` to ${formatTimestamp(to)}`,
    ].join('');
    const [first, last] = [timestamps[0], timestamps[timestamps.length - 1]].map(formatTimestamp);
    throw new PlimsollError(
      'usage',
      `${source}: fewer than two rows${asked}; the first begins at ${first}, the last at ${last}`,
    );
  }
  return {
    ...curve,
    timestamps: timestamps.subarray(start, end),
    requestsPerSecond: requestsPerSecond.subarray(start, end),
  };
}

function firstAtOrAfter(timestamps: Float64Array, seconds: number): number {
  const index = timestamps.findIndex((timestamp) => timestamp >= seconds);
  return index < 0 ? timestamps.length : index;
}
