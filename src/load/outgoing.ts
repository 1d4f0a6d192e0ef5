import type { CookieJar } from './cookie-jar.ts';
import type { LoadRequest, RequestMix } from './request-mix.ts';
import { TRACE_HEADER, type TraceIds } from './trace-id.ts';
import type { Users } from './users.ts';

/** What each request carries of its own: its number, and its user's cookies. */
export interface OwnHeaders {
  readonly traceIds?: TraceIds;
  readonly users?: Users;
}

/** The requests of a run as they go out, one an arrival. */
export class Outgoing {
  readonly #mix: RequestMix;
  readonly #traceIds: TraceIds | undefined;
  readonly #users: Users | undefined;
  readonly #bare: ReadonlyMap<LoadRequest, Bare>;

  constructor(mix: RequestMix, { traceIds, users }: OwnHeaders = {}) {
    this.#mix = mix;
    this.#traceIds = traceIds;
    this.#users = users;
    this.#bare = new Map(mix.requests.map((request) => [request, bareOf(request)]));
  }

  jarOf(n: number): CookieJar | undefined {
    return this.#users?.jarOf(n);
  }

  /**
   * @param n the arrival's number
   * @param dueAt milliseconds since the epoch
   */
  request(n: number, dueAt: number): LoadRequest {
    const request = this.#mix.pick(n);
    const bare = this.#bare.get(request);
    const jar = this.jarOf(n);
    const isTraced = this.#traceIds !== undefined && bare?.isTraced === false;
    if (bare === undefined || (jar === undefined && !isTraced)) return request;
    const own = isTraced ? [TRACE_HEADER, this.#traceIds.of(n, dueAt / 1000)] : [];
    if (jar === undefined) return withHeaders(request, request.headers.concat(own));
    const cookies = [bare.cookies, jar.header(request, dueAt)].filter((text) => text !== '');
    if (cookies.length > 0) own.unshift('cookie', cookies.join('; '));
    return withHeaders(request, bare.headers.concat(own));
  }
}

/** Written out: a spread costs as much as all the rest of a request's making. */
function withHeaders(
  { weight, method, path, body }: LoadRequest,
  headers: readonly string[],
): LoadRequest {
  return { weight, method, path, headers, body };
}

/** A request without its cookies. */
interface Bare {
  readonly headers: readonly string[];
  readonly cookies: string;
  /** The person gave a trace id. */
  readonly isTraced: boolean;
}

function bareOf({ headers }: LoadRequest): Bare {
  const nameOf = (i: number) => headers[i - (i % 2)].toLowerCase();
  return {
    headers: headers.filter((_, i) => nameOf(i) !== 'cookie'),
    cookies: headers.filter((_, i) => i % 2 === 1 && nameOf(i) === 'cookie').join('; '),
    isTraced: headers.some((_, i) => nameOf(i) === TRACE_HEADER.toLowerCase()),
  };
}
