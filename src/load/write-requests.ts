import { whyNoMethod, whyNoPath } from './http-words.ts';

interface Counted {
  readonly method: string;
  readonly path: string;
  readonly count: number;
}

/** A file of requests, and what it leaves out. */
export interface WrittenRequests {
  readonly text: string;
  /** How many different requests are in it, and how many requests were like them. */
  readonly kept: number;
  readonly keptCount: number;
  /** Different ones that cannot be sent as they stand (`CONNECT`, a path with a blank). */
  readonly unsendable: number;
  /** Whether any has a method that usually comes with a body, which nobody recorded. */
  readonly hasBodies: boolean;
}

/**
 * The most frequent of requests as a file that `readRequests` reads, each weighted by
 * its count: JSON, a line a request.
 *
 * @param requests the most frequent first
 * @param most how many are kept
 */
export function writeRequests(requests: readonly Counted[], most: number): WrittenRequests {
  const sendable = requests.filter(
    ({ method, path }) => whyNoMethod(method) === undefined && whyNoPath(path) === undefined,
  );
  const kept = sendable.slice(0, most);
  const items = kept.map(({ method, path, count }) => ({
    path,
    ...(method === 'GET' ? {} : { method }),
    weight: count,
  }));
  return {
    text: `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]\n`,
    kept: kept.length,
    keptCount: kept.reduce((sum, { count }) => sum + count, 0),
    unsendable: requests.length - sendable.length,
    hasBodies: kept.some(({ method }) => /^(?:POST|PUT|PATCH)$/.test(method)),
  };
}
