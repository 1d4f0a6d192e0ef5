import { PlimsollError } from '../error.ts';
import type { Curve } from './curve.ts';
import { layOut } from './lay-out.ts';
import { defaultInterpolation } from './minutes.ts';

/** Load by the hour, as CloudWatch would sum it up. */
export interface HourlyLoad {
  /** Hours since the epoch of the first entry. */
  readonly startHour: number;
  /** Requests in each hour; NaN where unknown. */
  readonly requests: Float64Array;
}

/**
 * A curve's requests in each whole hour of UTC.
 *
 * The first and the last hour count only when the curve covers them to the end, so that
 * no part of an hour passes for a whole one. Inside, an hour of which less than
 * half is known is unknown, another takes the mean of what is known.
 *
 * Throws a `PlimsollError` (`bad-file`) where that leaves no hour.
 */
export function toHours(curve: Curve): HourlyLoad {
  const { source, stepSeconds, timestamps } = curve;
  const grid = { originSeconds: 0, stepSeconds: HOUR };
  const how = stepSeconds > HOUR ? defaultInterpolation(stepSeconds) : 'hold';
  const { first, requestsPerSecond } = layOut(curve, grid, how);
  const begins = timestamps[0];
  const ends = timestamps[timestamps.length - 1] + stepSeconds;
  const from = Math.max(first, Math.ceil(begins / HOUR));
  const to = Math.min(first + requestsPerSecond.length, Math.floor(ends / HOUR));
  if (to <= from)
    throw new PlimsollError(
      'bad-file',
      `${source}: holds no whole hour; give an hour at the least`,
    );
  return {
    startHour: from,
    requests: requestsPerSecond.subarray(from - first, to - first).map((rate) => rate * HOUR),
  };
}

const HOUR = 3600;
