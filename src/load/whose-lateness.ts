/** What is known of a request that waited, in milliseconds. */
export interface Wait {
  /** When it was due. */
  readonly intended: number;
  /** When the thread came to it. */
  readonly released: number;
  readonly now: number;
  /** How long the thread was idle since it came to it. */
  readonly idleMs: number;
}

/**
 * Whether a request is late by the generator's own fault: when that made up at least
 * half of the wait. Its own is the time until the thread came to the request, and
 * what follows as well where the thread was at work nearly all of it; otherwise what
 * follows is the wait for a connection, however late the thread had been.
 */
export function isOwnLateness({ intended, released, now, idleMs }: Wait): boolean {
  const waited = now - released;
  const isBusy = idleMs < SPARE_SHARE * waited;
  const own = released - intended + (isBusy ? waited : 0);
  return own >= (now - intended) / 2;
}

/** With less of its time to spare while a request waits, a thread is at its limit. */
const SPARE_SHARE = 0.1;
