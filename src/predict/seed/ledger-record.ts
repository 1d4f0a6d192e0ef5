import type { Whereabouts } from './whereabouts.ts';

/**
 * A line of the ledger; to a new kind of event belongs a new `kind`. Times are
 * milliseconds of the steady clock of the process that wrote them (see `Clock`): epoch
 * milliseconds, more or less. A call is known by its place in the plan, from 0.
 */
export type LedgerRecord =
  /** The first line: whose ledger it is, and of which CloudWatch it tells. */
  | {
      readonly kind: 'ledger';
      readonly of: LedgerOwner;
      readonly sha256: string;
      readonly where: Whereabouts;
    }
  /** Another process goes on with it. */
  | { readonly kind: 'resumed'; readonly at: number }
  /** Periods that shall be sent as one more call: of `follow`, whose calls are in no plan. */
  | { readonly kind: 'call'; readonly from: number; readonly to: number }
  /** Written before the request leaves. */
  | { readonly kind: 'sending'; readonly call: number; readonly at: number }
  | { readonly kind: 'acknowledged'; readonly call: number; readonly at: number }
  /** Nothing was stored. */
  | { readonly kind: 'refused'; readonly call: number; readonly at: number; readonly why: string }
  /** Nobody waits for its answer any more; it may be stored, or not. */
  | { readonly kind: 'doubtful'; readonly call: number; readonly at: number; readonly why: string }
  | {
      readonly kind: 'settled';
      readonly call: number;
      readonly at: number;
      readonly as: 'stored' | 'absent';
    }
  /** What of it lies before `until` (epoch seconds) is too old to be sent; `whole`: nothing is left. */
  | {
      readonly kind: 'abandoned';
      readonly call: number;
      readonly until: number;
      readonly whole: boolean;
    }
  /** Written before the witness leaves: one datum of `WITNESS_METRICS` at that timestamp (epoch seconds). */
  | {
      readonly kind: 'witness';
      readonly timestamp: number;
      readonly at: number;
      /** How long after the last doubt. */
      readonly waitedMs: number;
    }
  | { readonly kind: 'witness-acknowledged'; readonly timestamp: number; readonly at: number }
  /** It could be read. */
  | { readonly kind: 'witness-seen'; readonly timestamp: number; readonly at: number };

/** What the ledger is kept for: the plan itself, or what `follow` publishes after it. */
export type LedgerOwner = 'apply' | 'follow';
