import type { Shard } from './arrivals.ts';
import { CookieJar } from './cookie-jar.ts';

/**
 * Simulated users, each with cookies of its own. Arrivals are dealt to them in turn, by
 * their number: of N users, arrival n is user n mod N's. Where M shards divide a run each
 * has every M-th of the users as it has every M-th of the arrivals, so that no user's
 * cookies are in two places; that takes an N that M divides.
 */
export class Users {
  readonly #jars: readonly CookieJar[];
  readonly #shards: number;

  /** @param count of all shards together; a multiple of how many they are */
  constructor(count: number, origin: string, { of }: Shard) {
    const own = count / of;
    this.#jars = Array.from({ length: own }, () => new CookieJar(origin));
    this.#shards = of;
  }

  /** @param n the number of an arrival of this shard */
  jarOf(n: number): CookieJar {
    return this.#jars[Math.floor(n / this.#shards) % this.#jars.length];
  }
}
