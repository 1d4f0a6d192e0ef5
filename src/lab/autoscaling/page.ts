import { AwsError } from '../aws-error.ts';

/** A page of a list, and the token of the next where there is more. */
export interface Page<T> {
  readonly shown: readonly T[];
  readonly NextToken?: string;
}

/**
 * A page of at most MaxRecords items. The token is a place in the list: what is put or
 * deleted between two pages may be told twice or not at all, as in AWS.
 *
 * Throws an `AwsError`.
 *
 * @param most that AWS gives at a time
 * @param usual what it gives where nobody says how many
 * @param called what the service calls their number
 */
export function pageOf<T>(
  all: readonly T[],
  { MaxRecords, NextToken }: { MaxRecords?: number | undefined; NextToken?: string | undefined },
  most: number,
  usual = most,
  called = 'MaxRecords',
): Page<T> {
  const count = MaxRecords ?? usual;
  if (count < 1 || count > most)
    throw new AwsError('ValidationError', `${called} is ${count}: give 1 to ${most}`);
  const from = NextToken === undefined ? 0 : Number(Buffer.from(NextToken, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0)
    throw new AwsError('InvalidNextToken', 'The NextToken is none of this operation');
  const end = from + count;
  const token = Buffer.from(String(end)).toString('base64url');
  return { shown: all.slice(from, end), ...(end < all.length && { NextToken: token }) };
}
