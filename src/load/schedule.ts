import type { Curve } from '../curve/curve.ts';
import { layLines } from '../curve/lay-out.ts';
import { defaultInterpolation, type Interpolation } from '../curve/minutes.ts';
import { scaleRates } from '../curve/scale.ts';
import { PlimsollError } from '../error.ts';

/**
 * When a curve asks for load, on the clock of a run: straight lines of requests per
 * second, in columns, in the order of time. Between two lines lies a gap: load that
 * nobody knows, and of which none is sent.
 */
export interface Schedule {
  /** Seconds since the run's start at which each line begins. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Requests per second at a line's start and end. */
  readonly fromRates: Float64Array;
  readonly toRates: Float64Array;
  /** Requests due before each line: the integral of the rate up to its start. */
  readonly before: Float64Array;
  /** The integral of the rate over the whole schedule; no whole number as a rule. */
  readonly requests: number;
  readonly seconds: number;
  /** Of these so many are unknown. */
  readonly gapSeconds: number;
  /** Requests per second, the highest at any moment. */
  readonly peak: number;
}

export interface ScheduleOptions {
  /** Multiplies every rate; above 0. Default 1. */
  readonly scale?: number | undefined;
  /** The same rates in so many times less time; above 0. Default 1. */
  readonly compress?: number | undefined;
  /** Default: `defaultInterpolation(curve.stepSeconds)`. */
  readonly interpolate?: Interpolation | undefined;
  /** Seconds of the run after which the rest is left out. Default: all of it. */
  readonly seconds?: number | undefined;
}

/**
 * Lays a curve on the clock of a run that begins with its first row. A curve that is
 * compressed keeps its lines, each a part as long, so that its total is divided
 * exactly, whatever its step.
 *
 * Throws a `PlimsollError` (`usage`) when `scale` or `compress` is no positive number.
 */
export function scheduleOf(curve: Curve, options: ScheduleOptions = {}): Schedule {
  const { scale = 1, compress = 1, seconds = Number.POSITIVE_INFINITY } = options;
  if (!(compress > 0 && compress < Number.POSITIVE_INFINITY))
    throw new PlimsollError('usage', `compress ${compress} is no positive number`);
  const scaled = { ...curve, requestsPerSecond: scaleRates(curve.requestsPerSecond, scale) };
  const lines = new ScheduleLines(curve.timestamps[0], compress, seconds);
  layLines(scaled, options.interpolate ?? defaultInterpolation(curve.stepSeconds), lines);
  return lines.finish();
}

/** Requests due until so many seconds after the start: the integral of the rate. */
export function requestsUntil(schedule: Schedule, seconds: number): number {
  if (!(seconds > 0)) return 0;
  const { starts, ends, fromRates, toRates, before } = schedule;
  const line = lastAtOrBefore(starts, seconds);
  const length = ends[line] - starts[line];
  const into = Math.min(seconds - starts[line], length);
  const rate = fromRates[line] + (toRates[line] - fromRates[line]) * (into / length);
  return before[line] + ((fromRates[line] + rate) / 2) * into;
}

/**
 * When so many requests are due: the inverse of `requestsUntil`. With y of them into
 * a line of rate r and slope k, r·τ + k·τ²/2 = y has the root τ = 2y / (r + √(r² + 2ky)),
 * in the form that loses no digits when k is small.
 *
 * @param requests 0 to `schedule.requests`
 * @param from a line at or before the one that it falls into, to look from there
 */
export function timeOfRequests(schedule: Schedule, requests: number, from = 0): number {
  const { starts, ends, fromRates, toRates, before } = schedule;
  const line = lineOfRequests(schedule, requests, from);
  const length = ends[line] - starts[line];
  const y = requests - before[line];
  const rate = fromRates[line];
  const slope = (toRates[line] - rate) / length;
  const root = Math.sqrt(Math.max(0, rate * rate + 2 * slope * y));
  const into = y <= 0 ? 0 : (2 * y) / (rate + root);
  return starts[line] + Math.min(into, length);
}

/** The line in which so many requests become due. */
function lineOfRequests({ before }: Schedule, requests: number, from: number): number {
  let line = from;
  while (line + 1 < before.length && before[line + 1] < requests) line++;
  return line;
}

function lastAtOrBefore(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Collects a curve's lines, from the epoch to the run's clock. */
class ScheduleLines {
  readonly #origin: number;
  readonly #compress: number;
  readonly #longest: number;
  readonly #lines: { start: number; end: number; from: number; to: number }[] = [];

  constructor(origin: number, compress: number, longest: number) {
    this.#origin = origin;
    this.#compress = compress;
    this.#longest = longest;
  }

  lay(from: number, to: number, fromRate: number, toRate: number): void {
    const start = (from - this.#origin) / this.#compress;
    const end = (to - this.#origin) / this.#compress;
    if (end <= start || start >= this.#longest) return;
    // Rounding may carry a line that falls to zero just below it.
    const rates = [Math.max(0, fromRate), Math.max(0, toRate)];
    const kept = Math.min(end, this.#longest);
    const cut = rates[0] + (rates[1] - rates[0]) * ((kept - start) / (end - start));
    this.#lines.push({ start, end: kept, from: rates[0], to: cut });
  }

  finish(): Schedule {
    const lines = this.#lines;
    const before = new Float64Array(lines.length);
    let requests = 0;
    let known = 0;
    let peak = 0;
    lines.forEach(({ start, end, from, to }, i) => {
      before[i] = requests;
      requests += ((from + to) / 2) * (end - start);
      known += end - start;
      peak = Math.max(peak, from, to);
    });
    const seconds = lines[lines.length - 1].end;
    return {
      starts: Float64Array.from(lines, ({ start }) => start),
      ends: Float64Array.from(lines, ({ end }) => end),
      fromRates: Float64Array.from(lines, ({ from }) => from),
      toRates: Float64Array.from(lines, ({ to }) => to),
      before,
      requests,
      seconds,
      // Far above the rounding of a sum, far below a step.
      gapSeconds: seconds - known < 1e-6 ? 0 : seconds - known,
      peak,
    };
  }
}
