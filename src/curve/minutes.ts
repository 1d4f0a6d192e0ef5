import { PlimsollError } from '../error.ts';
import type { Curve, MinuteLoad } from './curve.ts';
import { type Grid, layOut, MOST_STEPS, stepsTouched } from './lay-out.ts';
import { scaleRates } from './scale.ts';
import { formatTimestamp } from './timestamp.ts';

/**
 * How a rate moves inside a step: `hold` keeps the row's value, `linear` joins
 * the steps by straight lines and keeps each step's total.
 */
export type Interpolation = 'hold' | 'linear';

export interface MinutesOptions {
  /** Default: `defaultInterpolation(curve.stepSeconds)`. */
  readonly interpolate?: Interpolation | undefined;
  /** Multiplies every rate; more than 0. Default 1. */
  readonly scale?: number | undefined;
  /** Epoch seconds: minutes that begin earlier are left out. Default: the curve's start. */
  readonly from?: number | undefined;
  /** Epoch seconds: minutes that begin at this time or later are left out. Default: the curve's end. */
  readonly to?: number | undefined;
}

/** Steps above five minutes are joined: held values would jump at the full hour, just when predictive scaling acts. */
export function defaultInterpolation(stepSeconds: number): Interpolation {
  return stepSeconds > 300 ? 'linear' : 'hold';
}

/**
 * Lays a curve out on whole UTC minutes, from its first known minute to its last;
 * `layOut` says how.
 *
 * Throws a `PlimsollError` (`usage`) when the scale is not a positive number or
 * when `from` and `to` leave no known minute, and (`bad-file`) when no minute of
 * the curve is known or it spans more than twenty years.
 */
export function toMinutes(curve: Curve, options: MinutesOptions = {}): MinuteLoad {
  const { interpolate = defaultInterpolation(curve.stepSeconds), scale = 1 } = options;
  if (stepsTouched(curve, MINUTES) > MOST_STEPS) throw tooLong(curve);
  const { first, requestsPerSecond } = layOut(curve, MINUTES, interpolate);
  if (requestsPerSecond.length === 0)
    throw new PlimsollError(
      'bad-file',
      `${curve.source}: its rows cover no minute by half; a step of ${curve.stepSeconds} s with such gaps is too sparse`,
    );
  const scaled = scaleRates(requestsPerSecond, scale);
  return slice({ startMinute: first, requestsPerSecond: scaled }, options, curve.source);
}

function tooLong({ source, timestamps, stepSeconds }: Curve): PlimsollError {
  const start = formatTimestamp(timestamps[0]);
  const end = formatTimestamp(timestamps[timestamps.length - 1] + stepSeconds);
  return new PlimsollError(
    'bad-file',
    `${source}: the rows span from ${start} to ${end}, more than twenty years; look for a wrong timestamp`,
  );
}

/** The minutes that begin in [from, to). */
function slice(load: MinuteLoad, { from, to }: MinutesOptions, source: string): MinuteLoad {
  if (from === undefined && to === undefined) return load;
  const length = load.requestsPerSecond.length;
  const index = (seconds: number) =>
    Math.min(Math.max(Math.ceil(seconds / 60) - load.startMinute, 0), length);
  const start = from === undefined ? 0 : index(from);
  const end = to === undefined ? length : index(to);
  const kept = load.requestsPerSecond.subarray(start, Math.max(start, end));
  if (kept.every(Number.isNaN)) {
    const asked = [
      from === undefined ? '' : ` from ${formatTimestamp(from)}`,
      to === undefined ? '' : ` to ${formatTimestamp(to)}`,
    ].join('');
    const begin = formatTimestamp(load.startMinute * 60);
    const finish = formatTimestamp((load.startMinute + length) * 60);
    throw new PlimsollError(
      'usage',
      `${source}: no known minute${asked}; the curve runs from ${begin} to ${finish}`,
    );
  }
  return { startMinute: load.startMinute + start, requestsPerSecond: kept };
}

const MINUTES: Grid = { originSeconds: 0, stepSeconds: 60 };
