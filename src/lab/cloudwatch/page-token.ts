import { createHash } from 'node:crypto';
import { invalidToken } from './refusals.ts';

/** Where the next page begins: at which result, and with which of its timestamps. */
export interface Token {
  readonly result: number;
  /** Epoch milliseconds. A place in time, for datapoints may come in between two pages. */
  readonly at: number;
}

/** @param request what must be asked again, the same, with the token */
export function tokenFor(token: Token, request: object): string {
  return Buffer.from(JSON.stringify([token.result, token.at, digest(request)])).toString(
    'base64url',
  );
}

/** Throws `InvalidNextToken` for what is no token of this request. */
export function readToken(text: string | undefined, request: object): Token | undefined {
  if (text === undefined) return undefined;
  try {
    const [result, at, of] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Number.isInteger(result) && Number.isFinite(at) && of === digest(request))
      return { result, at };
  } catch {
    // It is none: said below.
  }
  throw invalidToken('The NextToken is not one of this request: ask again without it.');
}

function digest(request: object): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('base64url').slice(0, 16);
}
