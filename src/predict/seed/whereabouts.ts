import { PlimsollError } from '../../error.ts';

/** Which CloudWatch it is that is asked: what is in one is not in another. */
export interface Whereabouts {
  /** Such as `https://monitoring.eu-west-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly region: string;
  /** Of AWS; null where the credentials do not tell. */
  readonly account: string | null;
}

/**
 * Throws a `PlimsollError` (`bad-file`) where a ledger was kept for another CloudWatch
 * than the one that is asked now: what it says was stored is not there.
 */
export function refuseElsewhere(kept: Whereabouts, now: Whereabouts, ledger: string): void {
  if (isSame(kept, now)) return;
  throw new PlimsollError(
    'bad-file',
    `${ledger}: tells of ${whereText(kept)}, and this is ${whereText(now)}; go back there, or make a plan of its own for here with another -o`,
  );
}

/** An account that is not known may be any. */
export function isSame(one: Whereabouts, other: Whereabouts): boolean {
  return (
    one.endpoint === other.endpoint &&
    one.region === other.region &&
    (one.account === null || other.account === null || one.account === other.account)
  );
}

/** For people. */
export function whereText({ endpoint, region, account }: Whereabouts): string {
  return `${endpoint} in ${region}${account === null ? '' : `, account ${account}`}`;
}
