import { PlimsollError } from '../error.ts';
import type { Curve } from './curve.ts';
import { formatDuration } from './duration.ts';
import { type Grid, layOut, MOST_STEPS, stepsTouched } from './lay-out.ts';
import { defaultInterpolation, type Interpolation } from './minutes.ts';

export interface ResampleOptions {
  /** Whole seconds, 1 or more. */
  readonly stepSeconds: number;
  /** How finer steps are filled; longer ones are means. Default: `defaultInterpolation(curve.stepSeconds)`. */
  readonly interpolate?: Interpolation | undefined;
}

/**
 * The curve in other steps, counted from midnight UTC of its first day, each the
 * mean of the curve over it. A step of which less than half is known is a gap.
 *
 * Throws a `PlimsollError` (`usage`) when the step is not whole seconds, or leaves
 * fewer than two rows or more than there are minutes in twenty years.
 */
export function resample(curve: Curve, { stepSeconds, interpolate }: ResampleOptions): Curve {
  const originSeconds = Math.floor(curve.timestamps[0] / DAY) * DAY;
  return onGrid(curve, { originSeconds, stepSeconds }, stepSeconds, interpolate);
}

/**
 * The means of a curve over the steps of a grid, as a curve whose steps are called
 * `stepSeconds` long. Throws as `resample` does.
 */
export function onGrid(
  curve: Curve,
  grid: Grid,
  stepSeconds: number,
  interpolate = defaultInterpolation(curve.stepSeconds),
): Curve {
  const { source } = curve;
  if (!(Number.isInteger(stepSeconds) && stepSeconds > 0))
    throw new PlimsollError(
      'usage',
      `${source}: a step of ${formatDuration(stepSeconds)} is not whole seconds; give 1s or more`,
    );
  const count = stepsTouched(curve, grid);
  if (count > MOST_STEPS)
    throw new PlimsollError(
      'usage',
      `${source}: a step of ${formatDuration(stepSeconds)} would make ${count} rows, and ${MOST_STEPS} are the most; give a longer step`,
    );
  // In steps as long as its own there is nothing to join.
  const isFiner = grid.stepSeconds < curve.stepSeconds;
  const { first, requestsPerSecond } = layOut(curve, grid, isFiner ? interpolate : 'hold');
  const known = [...requestsPerSecond.keys()].filter((i) => !Number.isNaN(requestsPerSecond[i]));
  if (known.length < 2)
    throw new PlimsollError(
      'usage',
      `${source}: steps of ${formatDuration(stepSeconds)} leave ${known.length === 0 ? 'no row' : 'one row'}, and a curve takes two or more; give a shorter step`,
    );
  return {
    source,
    stepSeconds,
    timestamps: Float64Array.from(known, (i) => grid.originSeconds + (first + i) * stepSeconds),
    requestsPerSecond: Float64Array.from(known, (i) => requestsPerSecond[i]),
  };
}

const DAY = 86_400;
