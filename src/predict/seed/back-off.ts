/** 0.5 s after a failure, twice as long after each further one, half a minute at the most. */
export function backOffMs(failuresInARow: number): number {
  return Math.min(500 * 2 ** (failuresInARow - 1), 30_000);
}
