/** What tells the lab the time, and how long it is until then on the wall. */
export interface LabClock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds on the wall until the lab's clock shows `at`. */
  readonly until: (at: number) => number;
}

/**
 * A clock that starts with the wall's and runs so many times faster.
 *
 * @param wall epoch milliseconds
 * @param notBefore epoch milliseconds: what the lab has lived through already, however
 *   fast, does not come again
 */
export function labClock(wall: () => number, speed: number, notBefore: number): LabClock {
  const wallStart = wall();
  const start = Math.max(wallStart, notBefore);
  const now = () => start + (wall() - wallStart) * speed;
  return { now, until: (at) => (at - now()) / speed };
}
