import type { LedgerRecord } from './ledger-record.ts';

/** How far a delivery is: what the ledger's records come to, and nothing else. */
export interface Delivery {
  readonly calls: readonly CallState[];
  /** In the order in which they were sent. */
  readonly witnesses: readonly Witness[];
  /** When the last request left, of a call. */
  readonly lastSentAt: number;
  /** Refusals since the last request that was not refused. */
  readonly refusals: { readonly inARow: number; readonly lastAt: number };
  /** When a call was last acknowledged or settled. */
  readonly progressAt: number;
  /** How many records it comes from: what happened after what, whatever the clocks say. */
  readonly records: number;
}

export type CallState =
  | { readonly is: 'unsent' }
  | { readonly is: 'sending' }
  | { readonly is: 'acknowledged'; readonly at: number }
  /** `since`: from then on nobody waits for the answer. */
  | {
      readonly is: 'doubtful';
      readonly since: number;
      readonly why: string;
      /** Which record it was that said so. */
      readonly record: number;
    }
  /** It was in doubt, and could be read. */
  | { readonly is: 'stored'; readonly at: number }
  /** It is too old to be sent. */
  | { readonly is: 'abandoned' };

export interface Witness {
  /** Epoch seconds. */
  readonly timestamp: number;
  /** Minus infinity: by a process before this one. */
  readonly sentAt: number;
  /** After the last doubt, by the clock of the process that sent it. */
  readonly waitedMs: number;
  /** Which record it was. */
  readonly record: number;
  readonly isAcknowledged: boolean;
  readonly seenAt: number | undefined;
}

/** @param calls of the plan */
export function newDelivery(calls: number): Delivery {
  return {
    calls: Array.from({ length: calls }, () => UNSENT),
    witnesses: [],
    lastSentAt: Number.NEGATIVE_INFINITY,
    refusals: NO_REFUSALS,
    progressAt: Number.NEGATIVE_INFINITY,
    records: 0,
  };
}

const UNSENT: CallState = { is: 'unsent' };
const NO_REFUSALS = { inARow: 0, lastAt: Number.NEGATIVE_INFINITY };

/** What a record changes; the same whether it is read from the ledger or has just been written. */
export function advance(delivery: Delivery, record: LedgerRecord): Delivery {
  return { ...changed(delivery, record), records: delivery.records + 1 };
}

function changed(delivery: Delivery, record: LedgerRecord): Delivery {
  const { calls, refusals, records } = delivery;
  switch (record.kind) {
    case 'ledger':
      return delivery;
    case 'resumed':
      return resumed(delivery, record.at);
    case 'call':
      return { ...delivery, calls: [...calls, UNSENT] };
    case 'sending':
      return { ...withCall(delivery, record.call, { is: 'sending' }), lastSentAt: record.at };
    case 'acknowledged': {
      const state = { is: 'acknowledged', at: record.at } as const;
      return { ...withCall(delivery, record.call, state), ...progress(record.at) };
    }
    case 'refused':
      return {
        ...withCall(delivery, record.call, UNSENT),
        refusals: { inARow: refusals.inARow + 1, lastAt: record.at },
      };
    case 'doubtful': {
      const state = { is: 'doubtful', since: record.at, why: record.why, record: records } as const;
      return { ...withCall(delivery, record.call, state), refusals: NO_REFUSALS };
    }
    case 'settled': {
      const state = record.as === 'absent' ? UNSENT : ({ is: 'stored', at: record.at } as const);
      return { ...withCall(delivery, record.call, state), ...progress(record.at) };
    }
    case 'abandoned':
      return record.whole ? withCall(delivery, record.call, { is: 'abandoned' }) : delivery;
    case 'witness': {
      const { timestamp, at: sentAt, waitedMs } = record;
      const taken = { isAcknowledged: false, seenAt: undefined };
      const witness = { timestamp, sentAt, waitedMs, record: records, ...taken };
      return { ...delivery, witnesses: [...delivery.witnesses, witness] };
    }
    case 'witness-acknowledged':
      return withWitness(delivery, record.timestamp, { isAcknowledged: true });
    case 'witness-seen':
      return withWitness(delivery, record.timestamp, { seenAt: record.at });
  }
}

/**
 * Another process's clock says nothing of how long ago something was: of what is waited
 * for, the time counts anew; of what is spaced, as little as may be.
 */
function resumed(delivery: Delivery, at: number): Delivery {
  const { calls, witnesses, lastSentAt, refusals, progressAt } = delivery;
  return {
    ...delivery,
    calls: calls.map((state) => (state.is === 'doubtful' ? { ...state, since: at } : state)),
    witnesses: witnesses.map((witness) => ({
      ...witness,
      sentAt: Number.NEGATIVE_INFINITY,
      seenAt: witness.seenAt === undefined ? undefined : at,
    })),
    lastSentAt: Math.min(lastSentAt, at),
    refusals: { ...refusals, lastAt: Math.min(refusals.lastAt, at) },
    progressAt: Math.min(progressAt, at),
  };
}

function progress(at: number) {
  return { progressAt: at, refusals: NO_REFUSALS };
}

function withCall(delivery: Delivery, call: number, state: CallState): Delivery {
  return { ...delivery, calls: delivery.calls.with(call, state) };
}

function withWitness(delivery: Delivery, timestamp: number, change: Partial<Witness>): Delivery {
  const witnesses = delivery.witnesses.map((witness) =>
    witness.timestamp === timestamp ? { ...witness, ...change } : witness,
  );
  return { ...delivery, witnesses };
}

/** The calls in a state, by their numbers. */
export function callsThat(delivery: Delivery, is: CallState['is']): number[] {
  return delivery.calls.flatMap((state, call) => (state.is === is ? [call] : []));
}

/** Every call is known to be stored, or cannot be any more. */
export function isDelivered({ calls }: Delivery): boolean {
  return calls.every(({ is }) => is === 'acknowledged' || is === 'stored' || is === 'abandoned');
}
