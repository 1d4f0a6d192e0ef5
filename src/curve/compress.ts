import type { Curve } from './curve.ts';
import type { Interpolation } from './minutes.ts';
import { onGrid } from './resample.ts';

export interface CompressOptions {
  /** Whole seconds. Default: the curve's step over N, or the next longer that is whole seconds. */
  readonly stepSeconds?: number | undefined;
  /** As in `ResampleOptions`. */
  readonly interpolate?: Interpolation | undefined;
}

/**
 * The same rates in an Nth of the time, from the same start: a day compressed
 * 1,440 times is a minute. Each step is the mean of what falls into it; gaps stay
 * gaps, an Nth as long.
 *
 * Throws as `resample` does.
 *
 * @param factor N, above 0; below 1 it stretches
 */
export function compress(curve: Curve, factor: number, options: CompressOptions = {}): Curve {
  const { stepSeconds = wholeSeconds(curve.stepSeconds / factor), interpolate } = options;
  // As long as the compressed steps, in the time before: they tell what falls into each.
  const before = stepSeconds * factor;
  const isOwnStep = Math.abs(before - curve.stepSeconds) < ROUNDING;
  const grid = {
    originSeconds: curve.timestamps[0],
    stepSeconds: isOwnStep ? curve.stepSeconds : before,
  };
  return onGrid(curve, grid, stepSeconds, interpolate);
}

function wholeSeconds(seconds: number): number {
  return Math.max(1, Math.ceil(seconds - ROUNDING));
}

/** Far above the rounding of a division, far below a millisecond. */
const ROUNDING = 1e-6;
