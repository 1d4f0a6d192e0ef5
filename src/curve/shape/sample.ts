import { PlimsollError } from '../../error.ts';
import type { Curve } from '../curve.ts';
import { formatDuration } from '../duration.ts';
import { LONGEST_SECONDS, MOST_STEPS } from '../lay-out.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Sampling, Shape } from './shape.ts';
import { type StartedShape, startShape } from './start.ts';
import { wrongIn } from './wrong.ts';

/** Monday 2026-01-05T00:00:00Z: a start that does not move, so that the same words give the same bytes on any day. */
export const DEFAULT_START_SECONDS = 1_767_571_200;
export const DEFAULT_STEP_SECONDS = 60;
export const DEFAULT_SHAPE_SECONDS = 7 * 86_400;

/**
 * The curve of a shape: each row the mean of the shape over its step, taken at
 * moments no more than ten seconds apart. The same shape, sampling and seed give
 * the same curve to the last bit.
 *
 * Throws a `PlimsollError` (`usage`) when the length is not two or more whole
 * steps, a step is not whole seconds, or the shape falls below zero; the last names
 * the part of the shape that does, its column and the time.
 *
 * @param source what messages call the text of the shape, and the name of the curve
 */
export function sampleShape(shape: Shape, sampling: Sampling, source = 'shape'): Curve {
  refuseUneven(sampling, source);
  const { startSeconds, seconds, stepSeconds } = sampling;
  const rows = seconds / stepSeconds;
  const moments = Math.max(MOMENTS, Math.ceil(stepSeconds / LONGEST_BETWEEN_MOMENTS));
  const started = startShape(shape, sampling);

  const timestamps = new Float64Array(rows);
  const requestsPerSecond = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    timestamps[row] = startSeconds + row * stepSeconds;
    // A running mean, which of equal values is that value to the last bit.
    let mean = 0;
    for (let i = 0; i < moments; i++) {
      const moment = (row + (i + 0.5) / moments) * stepSeconds;
      const rate = started.rateAt(moment);
      if (!(rate >= 0 && rate < Number.POSITIVE_INFINITY))
        throw noLoad(started, moment, sampling, source);
      mean += (rate - mean) / (i + 1);
    }
    requestsPerSecond[row] = Math.max(0, mean);
  }
  return { source, stepSeconds, timestamps, requestsPerSecond };
}

function refuseUneven({ seconds, stepSeconds }: Sampling, source: string): void {
  const refuse = (problem: string) => new PlimsollError('usage', `${source}: ${problem}`);
  const step = formatDuration(stepSeconds);
  if (!(Number.isInteger(stepSeconds) && stepSeconds > 0))
    throw refuse(`a step of ${step} is not whole seconds; give 1s or more`);
  const length = formatDuration(seconds);
  if (!(seconds <= LONGEST_SECONDS)) throw refuse(`${length} are more than twenty years`);
  if (seconds / stepSeconds > MOST_STEPS)
    throw refuse(
      `${length} in steps of ${step} are more than ${MOST_STEPS} rows; give a longer step`,
    );
  if (!Number.isInteger(seconds / stepSeconds))
    throw refuse(`${length} is no whole number of steps of ${step}; change the one or the other`);
  if (seconds < 2 * stepSeconds)
    throw refuse(`a curve takes two steps or more, and ${length} is one of ${step}`);
}

/** The error for a moment at which the whole is no load. */
function noLoad(
  started: StartedShape,
  moment: number,
  { startSeconds }: Sampling,
  source: string,
): PlimsollError {
  const { shape, rateAt } = culprit(started, moment);
  const [part, whole] = [rateAt(moment), started.rateAt(moment)].map(inWords);
  const time = `${formatDuration(moment)} after the start (${formatTimestamp(startSeconds + moment)})`;
  return wrongIn(source)(
    shape.column,
    `${shape.kind} is ${part} at ${time} and the load ${whole}; a load is a number of 0 or more, so change it or add to it`,
  );
}

/** The innermost part that makes it so. */
function culprit(started: StartedShape, moment: number): StartedShape {
  const { parts } = started;
  if (parts.length === 0) return started;
  const values = parts.map(({ rateAt }) => rateAt(moment));
  const unbounded = values.findIndex((value) => !Number.isFinite(value));
  if (unbounded >= 0) return culprit(parts[unbounded], moment);
  // Of a sum the lowest part, of a product a negative one, which is its lowest too.
  const lowest = Math.min(...values);
  if (lowest >= 0) return started;
  return culprit(parts[values.indexOf(lowest)], moment);
}

function inWords(rate: number): string {
  return Number.isFinite(rate) ? String(Number(rate.toPrecision(4))) : 'beyond all numbers';
}

/** However short the step. */
const MOMENTS = 2;
const LONGEST_BETWEEN_MOMENTS = 10;
