import { setTimeout as wait } from 'node:timers/promises';

/** The time, and a way to let it pass. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves at that time, in epoch milliseconds, or as soon as the signal is given. */
  until(time: number, signal: AbortSignal): Promise<void>;
}

/** The machine's. */
export const systemClock: Clock = {
  now: Date.now,
  until: async (time, signal) => {
    // A timer may be a little early; and the clock may be set while it waits.
    const ms = Math.min(Math.max(1, time - Date.now()), LONGEST_NAP_MS);
    await wait(ms, undefined, { signal }).catch(() => {});
  },
};

const LONGEST_NAP_MS = 10_000;
