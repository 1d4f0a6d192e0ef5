/** A request that clients sent, and how often. */
export interface TalliedRequest {
  readonly method: string;
  /** From the slash on. */
  readonly path: string;
  readonly count: number;
}

export interface Tally {
  /** The most frequent first; of equally frequent ones in the order of their text. */
  readonly requests: readonly TalliedRequest[];
  /** Requests whose line named a method and a path, those left out too. */
  readonly total: number;
  /** Different ones, unless `mostMissed` is above 0: then it is how many are still known. */
  readonly distinct: number;
  /** Every count is right to so many, and what is missing was there no more often. */
  readonly mostMissed: number;
  /** Entries whose request line is none (`"- http://shop.example.com:80- -"`). */
  readonly unreadable: number;
}

/**
 * Counts requests by method and path in bounded memory: where there are more
 * different ones than there is room, all counts fall by that of the middle one and
 * those at zero go. No count is then too high, and none is too low by more than what
 * they fell in all, which is at most 2 × requests / room (Misra & Gries, "Finding
 * repeated elements", 1982; Agarwal et al., "Mergeable summaries", 2012).
 */
export class RequestTally {
  readonly #keepsQueries: boolean;
  readonly #room: number;
  readonly #counts = new Map<string, number>();
  #total = 0;
  #unreadable = 0;
  #fallen = 0;

  /** @param keepsQueries whether `/search?q=tea` is another request than `/search` */
  constructor(keepsQueries: boolean, room = 10_000) {
    this.#keepsQueries = keepsQueries;
    this.#room = room;
  }

  /** Counts the request line `bytes[start, end)`, such as `GET http://shop.example.com:80/a HTTP/1.1`. */
  add(bytes: Uint8Array, start: number, end: number): void {
    const key = this.#key(decoder.decode(bytes.subarray(start, end)));
    if (key === undefined) {
      this.#unreadable++;
      return;
    }
    this.#total++;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    if (this.#counts.size > this.#room) this.#makeRoom();
  }

  finish(): Tally {
    const requests = [...this.#counts]
      .map(([key, count]) => {
        const blank = key.indexOf(' ');
        return { key, method: key.slice(0, blank), path: key.slice(blank + 1), count };
      })
      .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
      .map(({ method, path, count }) => ({ method, path, count }));
    return {
      requests,
      total: this.#total,
      distinct: requests.length,
      mostMissed: this.#fallen,
      unreadable: this.#unreadable,
    };
  }

  /** Method and path with a blank between; undefined where there are none. */
  #key(line: string): string | undefined {
    const found = LINE.exec(line);
    if (found === null) return undefined;
    const [, method, path, query] = found;
    return `${method} ${path || '/'}${this.#keepsQueries ? query : ''}`;
  }

  #makeRoom(): void {
    const counts = Float64Array.from(this.#counts.values()).sort();
    const middle = counts[counts.length >> 1];
    this.#fallen += middle;
    for (const [key, count] of this.#counts) {
      if (count <= middle) this.#counts.delete(key);
      else this.#counts.set(key, count - middle);
    }
  }
}

const decoder = new TextDecoder('latin1');
/** Method, then the URL: scheme and host, path, query. */
const LINE = /^([^\s]+) [a-z]+:\/\/[^/?# ]*([^?# ]*)(\??[^# ]*)[^ ]* [A-Z]/i;
