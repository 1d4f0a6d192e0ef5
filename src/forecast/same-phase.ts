/**
 * What a series is likely to be where it is unknown: the mean of the nearest known
 * values of the same phase before and after.
 *
 * @param known NaN where unknown; something is known
 * @param periods in steps, such as a week and a day in hours; one counts only where
 *   those before it find nothing, and the last is 1
 */
export function samePhase(
  known: ArrayLike<number>,
  at: number,
  periods: readonly number[],
): number {
  for (const period of periods) {
    const near = [nearest(known, at, -period), nearest(known, at, period)].filter(
      (y) => y !== undefined,
    );
    if (near.length > 0) return near.reduce((sum, y) => sum + y, 0) / near.length;
  }
  return 0;
}

function nearest(known: ArrayLike<number>, at: number, by: number): number | undefined {
  for (let i = at + by; i >= 0 && i < known.length; i += by)
    if (!Number.isNaN(known[i])) return known[i];
  return undefined;
}
