import { parseCookie } from 'undici';

/**
 * The cookies of one simulated user, all of one host (RFC 6265): kept by name and path
 * until they expire, and sent where their path and `Secure` let them.
 */
export class CookieJar {
  readonly #hostname: string;
  readonly #isSecure: boolean;
  readonly #cookies = new Map<string, KeptCookie>();

  constructor(origin: string) {
    const { hostname, protocol } = new URL(origin);
    this.#hostname = hostname;
    this.#isSecure = protocol === 'https:';
  }

  /**
   * @param setCookies values of `Set-Cookie`
   * @param path of the request, with its query
   * @param now milliseconds since the epoch
   */
  keep(setCookies: string | readonly string[], path: string, now: number): void {
    for (const text of typeof setCookies === 'string' ? [setCookies] : setCookies) {
      const cookie = parseCookie(text);
      if (cookie === null || cookie.name === '' || !this.#isOurs(cookie.domain)) continue;
      const kept: KeptCookie = {
        pair: `${cookie.name}=${cookie.value}`,
        path: cookie.path?.startsWith('/') ? cookie.path : folderOf(path),
        isSecure: cookie.secure === true,
        until: untilOf(cookie, now),
      };
      this.#cookies.set(`${cookie.name} ${kept.path}`, kept);
    }
  }

  /** What `Cookie` says in a request for this path; empty where no cookie is for it. */
  header(path: string, now: number): string {
    const pairs: string[] = [];
    for (const [key, { pair, path: of, isSecure, until }] of this.#cookies) {
      if (until <= now) this.#cookies.delete(key);
      else if (isUnder(path, of) && (this.#isSecure || !isSecure)) pairs.push(pair);
    }
    return pairs.join('; ');
  }

  #isOurs(domain: string | undefined): boolean {
    const name = domain?.replace(/^\./, '').toLowerCase() ?? '';
    return name === '' || name === this.#hostname || this.#hostname.endsWith(`.${name}`);
  }
}

interface KeptCookie {
  readonly pair: string;
  readonly path: string;
  readonly isSecure: boolean;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** `Max-Age` goes before `Expires` (RFC 6265, section 5.3). */
function untilOf(
  { maxAge, expires }: { readonly maxAge?: number; readonly expires?: Date | number },
  now: number,
): number {
  if (maxAge !== undefined) return now + maxAge * 1000;
  return expires === undefined ? Number.POSITIVE_INFINITY : Number(expires);
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
