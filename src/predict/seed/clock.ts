import { setTimeout as wait } from 'node:timers/promises';

/** The time, and a way to let it pass. */
export interface Clock {
  /** Epoch milliseconds, as the machine has them: somebody may set them, back too. */
  now(): number;
  /**
   * Whole milliseconds that grow by what passes and by nothing else: how long something
   * took is only known by these. They begin near the epoch milliseconds of the process's
   * start, and mean nothing to another process.
   */
  steady(): number;
  /** Resolves after so many milliseconds or sooner, or as soon as the signal is given. */
  pass(ms: number, signal: AbortSignal): Promise<void>;
}

/** The machine's. */
export const systemClock: Clock = {
  now: Date.now,
  steady: () => Math.floor(performance.timeOrigin + performance.now()),
  pass: async (ms, signal) => {
    // The clock may be set, or the machine asleep, while it waits.
    const nap = Math.min(Math.max(1, ms), LONGEST_NAP_MS);
    await wait(nap, undefined, { signal }).catch(() => {});
  },
};

const LONGEST_NAP_MS = 10_000;
