import type { Shard } from './arrivals.ts';
import { CookieJar } from './cookie-jar.ts';

/**
 * Simulated users, each with cookies of its own. Arrivals are dealt to them in turn, by
 * their number: of N users, arrival n is user n mod N's. Where shards divide a run each
 * has every M-th of the users as it has every M-th of the arrivals, so that no user's
 * cookies are in two places.
 */
export class Users {
  readonly #jars: readonly CookieJar[];
  readonly #shards: number;

  /** @param count of all shards together; at least one a shard */
  constructor(count: number, origin: string, { index, of }: Shard) {
    const own = Math.ceil((count - index) / of);
    this.#jars = Array.from({ length: own }, () => new CookieJar(origin));
    this.#shards = of;
  }

  /** @param n the number of an arrival of this shard */
  jarOf(n: number): CookieJar {
    return this.#jars[Math.floor(n / this.#shards) % this.#jars.length];
  }
}
