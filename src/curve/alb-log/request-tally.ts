import { Kinds } from './kinds.ts';

/** A request that clients sent, and how often. */
interface TalliedRequest {
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
  /** Entries whose request line is none, or too long (`"- http://shop.example.com:80- -"`). */
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
  readonly #kinds: Kinds;
  #total = 0;
  #unreadable = 0;
  #fallen = 0;

  /** @param keepsQueries whether `/search?q=tea` is another request than `/search` */
  constructor(keepsQueries: boolean, room = 10_000) {
    this.#keepsQueries = keepsQueries;
    this.#kinds = new Kinds(room);
  }

  /** Counts the request line `bytes[start, end)`, such as `GET http://shop.example.com:80/a HTTP/1.1`. */
  add(bytes: Uint8Array, start: number, end: number): void {
    const blank = seek(bytes, start, end, AFTER_METHOD);
    const colon = seek(bytes, blank + 1, end, AFTER_SCHEME);
    const path = seek(bytes, colon + 3, end, AFTER_HOST);
    const query = seek(bytes, path, end, AFTER_PATH);
    const last = this.#keepsQueries ? seek(bytes, query, end, AFTER_QUERY) : query;
    const length = blank - start + 1 + (last - path);
    const isReadable = bytes[colon] === COLON && bytes[colon + 1] === SLASH && blank > start;
    if (!isReadable || bytes[start] === DASH || length > LONGEST) {
      this.#unreadable++;
      return;
    }
    this.#total++;
    // 53 bits: that two of a million different requests are taken for one has a chance of one in 10,000.
    const high = hash(bytes, path, last, hash(bytes, start, blank, FNV_BASIS));
    const low = hash(bytes, path, last, hash(bytes, start, blank, ~FNV_BASIS));
    const key = high * 2 ** 21 + (low >>> 11) + 1;
    if (this.#kinds.count(key)) return;
    this.#kinds.add(key, length, (into, at) => {
      into.set(bytes.subarray(start, blank + 1), at);
      into.set(bytes.subarray(path, last), at + blank + 1 - start);
      return length;
    });
    if (this.#kinds.size > this.#kinds.room) this.#fallen += this.#kinds.lower();
  }

  finish(): Tally {
    const requests = this.#kinds
      .list()
      .map(({ text, count }) => {
        const [method, target] = decoder.decode(text).split(' ', 2);
        return { method, path: target.startsWith('/') ? target : `/${target}`, count };
      })
      .sort((a, b) => b.count - a.count || inOrder(a.path, b.path) || inOrder(a.method, b.method));
    return {
      requests,
      total: this.#total,
      distinct: requests.length,
      mostMissed: this.#fallen,
      unreadable: this.#unreadable,
    };
  }
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** FNV-1a in 32 bits. Source: Fowler, Noll & Vo, draft-eastlake-fnv. */
function hash(bytes: Uint8Array, start: number, end: number, basis: number): number {
  let sum = basis;
  for (let at = start; at < end; at++) sum = Math.imul(sum ^ bytes[at], 0x01000193);
  return sum >>> 0;
}

/** Where one of the characters comes first, or the end. */
function seek(bytes: Uint8Array, at: number, end: number, isOne: Uint8Array): number {
  while (at < end && isOne[bytes[at]] === 0) at++;
  return at;
}

function anyOf(characters: string): Uint8Array {
  const isOne = new Uint8Array(256);
  for (const character of characters) isOne[character.charCodeAt(0)] = 1;
  return isOne;
}

const decoder = new TextDecoder('latin1');
/** Bytes of method and path; what is longer is no request to send again. */
const LONGEST = 2000;
const FNV_BASIS = 0x811c9dc5;
const DASH = 45;
const SLASH = 47;
const COLON = 58;
const AFTER_METHOD = anyOf(' ');
const AFTER_SCHEME = anyOf(' :');
const AFTER_HOST = anyOf(' /?#');
const AFTER_PATH = anyOf(' ?#');
const AFTER_QUERY = anyOf(' #');
