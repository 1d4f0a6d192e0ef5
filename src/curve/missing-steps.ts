import type { Curve } from './curve.ts';

/** How many steps between a curve's first row and its last have no row. */
export function missingSteps({ timestamps, stepSeconds }: Curve): number {
  const span = timestamps[timestamps.length - 1] - timestamps[0];
  return Math.round(span / stepSeconds) + 1 - timestamps.length;
}
