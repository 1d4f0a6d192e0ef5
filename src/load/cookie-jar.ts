import { parseCookie } from 'undici';
import type { LoadRequest } from './request-mix.ts';

/** What a cookie depends on of a request: its path, with its query, and its `Host`. */
export type AskedFor = Pick<LoadRequest, 'path' | 'headers'>;

/**
 * The cookies of one simulated user (RFC 6265): kept by name, host and path until they
 * expire, and sent where their host, their path and `Secure` let them. The host is the
 * one that a request names, which need not be that of the URL.
 */
export class CookieJar {
  readonly #hostname: string;
  readonly #isSecure: boolean;
  readonly #cookies = new Map<string, KeptCookie>();

  /** @param origin of requests that name no host of their own */
  constructor(origin: string) {
    const { hostname, protocol } = new URL(origin);
    this.#hostname = hostname;
    this.#isSecure = protocol === 'https:';
  }

  /**
   * @param setCookies values of `Set-Cookie`
   * @param now milliseconds since the epoch
   */
  keep(setCookies: string | readonly string[], { path, headers }: AskedFor, now: number): void {
    const host = this.#hostOf(headers);
    for (const text of typeof setCookies === 'string' ? [setCookies] : setCookies) {
      const cookie = parseCookie(text);
      const domain = cookie?.domain?.replace(/^\./, '').toLowerCase() ?? '';
      if (cookie === null || cookie.name === '' || !(domain === '' || isWithin(host, domain)))
        continue;
      const kept: KeptCookie = {
        pair: `${cookie.name}=${cookie.value}`,
        domain: domain === '' ? host : domain,
        isOfHostAlone: domain === '',
        path: cookie.path?.startsWith('/') ? cookie.path : folderOf(path),
        isSecure: cookie.secure === true,
        until: untilOf(text, cookie.expires, now),
        usedAt: now,
      };
      this.#cookies.set(`${cookie.name} ${kept.domain} ${kept.path}`, kept);
      if (this.#cookies.size > MOST_COOKIES) this.#forgetOne(now);
    }
  }

  /** What `Cookie` says in a request; empty where no cookie is for it. */
  header({ path, headers }: AskedFor, now: number): string {
    if (this.#cookies.size === 0) return '';
    const host = this.#hostOf(headers);
    const pairs: string[] = [];
    for (const [key, cookie] of this.#cookies) {
      const { domain, isOfHostAlone, isSecure } = cookie;
      if (cookie.until <= now) this.#cookies.delete(key);
      else if (
        (isOfHostAlone ? host === domain : isWithin(host, domain)) &&
        isUnder(path, cookie.path) &&
        (this.#isSecure || !isSecure)
      ) {
        cookie.usedAt = now;
        pairs.push(cookie.pair);
      }
    }
    return pairs.join('; ');
  }

  /** One that has expired, or else the one that was neither set nor sent for the longest. */
  #forgetOne(now: number): void {
    let key = '';
    let least = Number.POSITIVE_INFINITY;
    for (const [name, { until, usedAt }] of this.#cookies) {
      const rank = until <= now ? Number.NEGATIVE_INFINITY : usedAt;
      if (rank >= least) continue;
      key = name;
      least = rank;
    }
    this.#cookies.delete(key);
  }

  #hostOf(headers: readonly string[]): string {
    const at = headers.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
    return at < 0 ? this.#hostname : headers[at + 1].replace(/:\d+$/, '').toLowerCase();
  }
}

interface KeptCookie {
  readonly pair: string;
  readonly domain: string;
  /** Not of the hosts below it. */
  readonly isOfHostAlone: boolean;
  readonly path: string;
  readonly isSecure: boolean;
  /** Milliseconds since the epoch. */
  readonly until: number;
  usedAt: number;
}

/** As many as a browser keeps of a host at least: RFC 6265, section 6.1. */
const MOST_COOKIES = 50;

/** `Max-Age` goes before `Expires` (RFC 6265, section 5.3); undici knows none below 0 (section 5.2.2). */
function untilOf(text: string, expires: Date | number | undefined, now: number): number {
  const maxAge = [...text.matchAll(MAX_AGE)].at(-1)?.[1];
  if (maxAge !== undefined) return now + Number(maxAge) * 1000;
  return expires === undefined ? Number.POSITIVE_INFINITY : Number(expires);
}

const MAX_AGE = /;\s*max-age\s*=\s*(-?\d+)\s*(?=;|$)/gi;

/** RFC 6265, section 5.1.3. */
function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** RFC 6265, section 5.1.4. */
function folderOf(path: string): string {
  const [plain] = path.split('?');
  const slash = plain.lastIndexOf('/');
  return slash <= 0 ? '/' : plain.slice(0, slash);
}

function isUnder(path: string, of: string): boolean {
  const [plain] = path.split('?');
  if (!plain.startsWith(of)) return false;
  return plain.length === of.length || of.endsWith('/') || plain[of.length] === '/';
}
