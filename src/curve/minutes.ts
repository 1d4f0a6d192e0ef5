import { PlimsollError } from '../error.ts';
import type { Curve, MinuteLoad } from './curve.ts';
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
 * Lays a curve out on whole UTC minutes, from its first known minute to its last.
 *
 * A minute's value is the time-weighted mean of the rows covering it; a row
 * covers one step, or less where the next row begins sooner. A minute of which
 * less than half is covered is unknown: NaN.
 *
 * `linear` draws two straight lines through each row i of value vᵢ: from bᵢ at
 * its beginning over mᵢ in its middle to bᵢ₊₁ at its end, where
 *
 *     bᵢ = min((vᵢ₋₁ + vᵢ) / 2, 2·vᵢ₋₁, 2·vᵢ)      bᵢ = vᵢ beside a gap or the curve's end
 *     mᵢ = 2·vᵢ − (bᵢ + bᵢ₊₁) / 2
 *
 * The row's mean is then (bᵢ + 2·mᵢ + bᵢ₊₁) / 4 = vᵢ, so that its total is kept;
 * the bounds on b keep m from falling below zero, and a step of zero stays zero.
 * A minute gets the exact integral of these lines.
 *
 * Where all rows are equal every minute is that value to the last bit, whatever
 * the step: a sum divided by its weights would not be, hence the running mean in
 * `Minutes.lay`.
 *
 * Throws a `PlimsollError` (`usage`) when the scale is not a positive number or
 * when `from` and `to` leave no known minute, and (`bad-file`) when no minute of
 * the curve is known or it spans more than twenty years.
 */
export function toMinutes(curve: Curve, options: MinutesOptions = {}): MinuteLoad {
  const { interpolate = defaultInterpolation(curve.stepSeconds), scale = 1 } = options;
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY))
    throw new PlimsollError('usage', `scale ${scale} is no positive number`);

  const minutes = new Minutes(curve);
  if (interpolate === 'linear') layLinear(curve, minutes);
  else layHeld(curve, minutes);
  const known = minutes.finish(scale);
  if (known.requestsPerSecond.length === 0)
    throw new PlimsollError(
      'bad-file',
      `${curve.source}: its rows cover no minute by half; a step of ${curve.stepSeconds} s with such gaps is too sparse`,
    );
  return slice(known, options, curve.source);
}

function layHeld(curve: Curve, minutes: Minutes): void {
  const { timestamps, requestsPerSecond } = curve;
  for (let i = 0; i < timestamps.length; i++) {
    const rate = requestsPerSecond[i];
    minutes.lay(timestamps[i], rowEnd(curve, i), rate, rate);
  }
}

function layLinear(curve: Curve, minutes: Minutes): void {
  const { timestamps, requestsPerSecond } = curve;
  let begin = requestsPerSecond[0];
  for (let i = 0; i < timestamps.length; i++) {
    const rate = requestsPerSecond[i];
    const start = timestamps[i];
    const end = rowEnd(curve, i);
    const next = end === timestamps[i + 1] ? requestsPerSecond[i + 1] : undefined;
    const finish = next === undefined ? rate : border(rate, next);
    const middle = 2 * rate - (begin + finish) / 2;
    const half = start + (end - start) / 2;
    minutes.lay(start, half, begin, middle);
    minutes.lay(half, end, middle, finish);
    begin = next === undefined ? requestsPerSecond[i + 1] : finish;
  }
}

/** Where the lines of two neighbouring steps meet. */
function border(left: number, right: number): number {
  return Math.min((left + right) / 2, 2 * left, 2 * right);
}

function rowEnd({ timestamps, stepSeconds }: Curve, row: number): number {
  const end = timestamps[row] + stepSeconds;
  return row + 1 < timestamps.length && timestamps[row + 1] < end ? timestamps[row + 1] : end;
}

/** Minutes under way: the mean of what has been laid on each, and how much of it is covered. */
class Minutes {
  readonly #start: number;
  readonly #means: Float64Array;
  readonly #coveredSeconds: Float64Array;

  constructor(curve: Curve) {
    const last = rowEnd(curve, curve.timestamps.length - 1);
    this.#start = Math.floor(curve.timestamps[0] / 60);
    const length = Math.ceil(last / 60) - this.#start;
    if (length > LONGEST_MINUTES)
      throw new PlimsollError(
        'bad-file',
        `${curve.source}: the rows span from ${formatTimestamp(curve.timestamps[0])} to ${formatTimestamp(last)}, more than twenty years; look for a wrong timestamp`,
      );
    this.#means = new Float64Array(length);
    this.#coveredSeconds = new Float64Array(length);
  }

  /** Lays a straight line over [from, to), epoch seconds, that starts at one rate and ends at another. */
  lay(from: number, to: number, fromRate: number, toRate: number): void {
    const slope = (toRate - fromRate) / (to - from);
    for (let start = from; start < to; ) {
      const minute = Math.floor(start / 60);
      const end = Math.min(to, minute * 60 + 60);
      // Rounding may carry a line that falls to zero just below it.
      const mean = Math.max(0, fromRate + slope * ((start + end) / 2 - from));
      const i = minute - this.#start;
      const seconds = end - start;
      this.#coveredSeconds[i] += seconds;
      this.#means[i] += (mean - this.#means[i]) * (seconds / this.#coveredSeconds[i]);
      start = end;
    }
  }

  finish(scale: number): MinuteLoad {
    const means = this.#means;
    const covered = this.#coveredSeconds;
    let first = means.length;
    let last = -1;
    for (let i = 0; i < means.length; i++) {
      if (covered[i] < HALF_A_MINUTE) means[i] = Number.NaN;
      else {
        means[i] *= scale;
        last = i;
        if (i < first) first = i;
      }
    }
    return {
      startMinute: this.#start + first,
      requestsPerSecond: means.subarray(first, last + 1),
    };
  }
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

const HALF_A_MINUTE = 30;
const LONGEST_MINUTES = 20 * 366 * 24 * 60;
