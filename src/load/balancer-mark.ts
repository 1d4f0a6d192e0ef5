import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';
import type { AnswerHeaders } from './connection.ts';
import { whyNoHeader } from './http-words.ts';

/**
 * What tells a load balancer's own errors from those it passes on: its name in `Server`,
 * or that a header is missing which every target sends.
 */
export type BalancerMark =
  | { readonly server: RegExp }
  /** In lower case. */
  | { readonly targetHeader: string };

/** An ALB's own answers carry `awselb/2.0`; on what it passes on, the target's `Server` stays. */
export const ALB_MARK: BalancerMark = { server: /^awselb\// };

/** Whether an error with these headers is the load balancer's own. */
export function isMarked(headers: AnswerHeaders, mark: BalancerMark): boolean {
  if ('targetHeader' in mark) return headers[mark.targetHeader] === undefined;
  const { server } = headers;
  return typeof server === 'string' && mark.server.test(server);
}

/** Reads `--balancer-server` and `--target-header`. Throws a `PlimsollError` (`usage`). */
export function readBalancerMark(
  server: string | undefined,
  targetHeader: string | undefined,
): BalancerMark {
  if (server !== undefined && targetHeader !== undefined)
    throw new PlimsollError(
      'usage',
      '--balancer-server and --target-header both say whose an error is; give one',
    );
  if (targetHeader !== undefined) {
    if (whyNoHeader(targetHeader, '') === 'is no name of a header')
      throw new PlimsollError(
        'usage',
        `--target-header ${shown(targetHeader)} is no name of a header; give one that every target sends, such as X-Powered-By`,
      );
    return { targetHeader: targetHeader.toLowerCase() };
  }
  if (server === undefined) return ALB_MARK;
  try {
    return { server: new RegExp(server) };
  } catch {
    throw new PlimsollError(
      'usage',
      `--balancer-server ${shown(server)} is no regular expression; give one such as '^awselb/'`,
    );
  }
}
