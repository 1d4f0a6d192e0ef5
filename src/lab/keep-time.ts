import type { LabClock } from './clock.ts';

/**
 * Lets happen what is due whenever a minute of the lab has ended, until the signal. A
 * request that comes before does the same; so nothing depends on how exact timers are.
 */
export function keepTime(
  { now, until }: LabClock,
  advance: () => void,
  end: AbortSignal,
  onError: (error: unknown) => void,
): void {
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    const nextMinute = MINUTE * (Math.floor(now() / MINUTE) + 1);
    timer = setTimeout(tick, Math.max(LEAST_WAIT_MS, until(nextMinute)));
  };
  const tick = () => {
    try {
      advance();
    } catch (error) {
      onError(error);
    }
    wait();
  };
  end.addEventListener('abort', () => clearTimeout(timer));
  if (!end.aborted) wait();
}

const MINUTE = 60_000;
/** A lab a thousand times faster need not look each of its minutes. */
const LEAST_WAIT_MS = 20;
