import type { Curve } from './curve.ts';
import type { Interpolation } from './minutes.ts';

/** Equal steps of time: step i is [origin + i·step, origin + (i + 1)·step), in epoch seconds. */
export interface Grid {
  readonly originSeconds: number;
  readonly stepSeconds: number;
}

/** Steps of a grid, from the first that is known to the last. */
export interface LaidOut {
  /** The grid's number of the first. */
  readonly first: number;
  /** Mean requests per second of each; NaN where unknown; empty when none is known. */
  readonly requestsPerSecond: Float64Array;
}

/** The most that anything here is asked to hold: twenty years of minutes. */
export const MOST_STEPS = 20 * 366 * 24 * 60;
export const LONGEST_SECONDS = MOST_STEPS * 60;

/** How many steps of a grid the rows of a curve touch. */
export function stepsTouched(curve: Curve, grid: Grid): number {
  const { timestamps } = curve;
  return stepAt(grid, rowEnd(curve, timestamps.length - 1), Math.ceil) - firstTouched(curve, grid);
}

/**
 * Lays a curve out on a grid.
 *
 * A step's value is the time-weighted mean of the rows covering it; a row covers
 * one step of the curve, or less where the next row begins sooner. A step of which
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
 * A step of the grid gets the exact integral of these lines.
 *
 * Where all rows are equal every step is that value to the last bit, whatever the
 * grid: a sum divided by its weights would not be, hence the running mean in
 * `Steps.lay`.
 */
export function layOut(curve: Curve, grid: Grid, interpolate: Interpolation): LaidOut {
  const steps = new Steps(firstTouched(curve, grid), stepsTouched(curve, grid), grid);
  layLines(curve, interpolate, steps);
  return steps.finish();
}

/** What a curve's lines are laid on. */
export interface Lines {
  /** Takes a straight line over [from, to), epoch seconds, that starts at one rate and ends at another. */
  lay(from: number, to: number, fromRate: number, toRate: number): void;
}

/** Lays the straight lines that `layOut` describes, in the order of time; a gap has none. */
export function layLines(curve: Curve, interpolate: Interpolation, lines: Lines): void {
  if (interpolate === 'hold') layHeld(curve, lines);
  else layLinear(curve, lines);
}

function layHeld(curve: Curve, steps: Lines): void {
  const { timestamps, requestsPerSecond } = curve;
  for (let i = 0; i < timestamps.length; i++) {
    const rate = requestsPerSecond[i];
    steps.lay(timestamps[i], rowEnd(curve, i), rate, rate);
  }
}

function layLinear(curve: Curve, steps: Lines): void {
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
    steps.lay(start, half, begin, middle);
    steps.lay(half, end, middle, finish);
    begin = next === undefined ? requestsPerSecond[i + 1] : finish;
  }
}

/** Where the lines of two neighbouring rows meet. */
function border(left: number, right: number): number {
  return Math.min((left + right) / 2, 2 * left, 2 * right);
}

function rowEnd({ timestamps, stepSeconds }: Curve, row: number): number {
  const end = timestamps[row] + stepSeconds;
  return row + 1 < timestamps.length && timestamps[row + 1] < end ? timestamps[row + 1] : end;
}

function firstTouched({ timestamps }: Curve, grid: Grid): number {
  return stepAt(grid, timestamps[0], Math.floor);
}

function stepAt(grid: Grid, seconds: number, round: (steps: number) => number): number {
  return round((seconds - grid.originSeconds) / grid.stepSeconds);
}

/** Steps under way: the mean of what has been laid on each, and how much of it is covered. */
class Steps implements Lines {
  readonly #first: number;
  readonly #origin: number;
  readonly #step: number;
  readonly #means: Float64Array;
  readonly #coveredSeconds: Float64Array;

  constructor(first: number, length: number, { originSeconds, stepSeconds }: Grid) {
    this.#first = first;
    this.#origin = originSeconds;
    this.#step = stepSeconds;
    this.#means = new Float64Array(length);
    this.#coveredSeconds = new Float64Array(length);
  }

  lay(from: number, to: number, fromRate: number, toRate: number): void {
    const slope = (toRate - fromRate) / (to - from);
    let step = Math.floor((from - this.#origin) / this.#step);
    for (let start = from; start < to; step++) {
      const end = Math.min(to, this.#origin + (step + 1) * this.#step);
      // Rounding may put a start on the end of the step before.
      if (end <= start) continue;
      // Rounding may carry a line that falls to zero just below it.
      const mean = Math.max(0, fromRate + slope * ((start + end) / 2 - from));
      const i = step - this.#first;
      const seconds = end - start;
      this.#coveredSeconds[i] += seconds;
      this.#means[i] += (mean - this.#means[i]) * (seconds / this.#coveredSeconds[i]);
      start = end;
    }
  }

  finish(): LaidOut {
    const means = this.#means;
    const covered = this.#coveredSeconds;
    let first = means.length;
    let last = -1;
    for (let i = 0; i < means.length; i++) {
      if (covered[i] < this.#step / 2) means[i] = Number.NaN;
      else {
        last = i;
        if (i < first) first = i;
      }
    }
    return { first: this.#first + first, requestsPerSecond: means.subarray(first, last + 1) };
  }
}
