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
}

export type CallState =
  | { readonly is: 'unsent' }
  | { readonly is: 'sending' }
  | { readonly is: 'acknowledged'; readonly at: number }
  /** `since`: from then on nobody waits for the answer. */
  | { readonly is: 'doubtful'; readonly since: number; readonly why: string }
  /** It was in doubt, and could be read. */
  | { readonly is: 'stored'; readonly at: number };

export interface Witness {
  /** Epoch seconds. */
  readonly timestamp: number;
  readonly sentAt: number;
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
  };
}

const UNSENT: CallState = { is: 'unsent' };
const NO_REFUSALS = { inARow: 0, lastAt: Number.NEGATIVE_INFINITY };

/** What a record changes; the same whether it is read from the ledger or has just been written. */
export function advance(delivery: Delivery, record: LedgerRecord): Delivery {
  const { calls, refusals } = delivery;
  switch (record.kind) {
    case 'ledger':
      return delivery;
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
      const state = { is: 'doubtful', since: record.at, why: record.why } as const;
      return { ...withCall(delivery, record.call, state), refusals: NO_REFUSALS };
    }
    case 'settled': {
      const state = record.as === 'absent' ? UNSENT : ({ is: 'stored', at: record.at } as const);
      return { ...withCall(delivery, record.call, state), ...progress(record.at) };
    }
    case 'witness': {
      const { timestamp, at: sentAt } = record;
      const witness = { timestamp, sentAt, isAcknowledged: false, seenAt: undefined };
      return { ...delivery, witnesses: [...delivery.witnesses, witness] };
    }
    case 'witness-acknowledged':
      return withWitness(delivery, record.timestamp, { isAcknowledged: true });
    case 'witness-seen':
      return withWitness(delivery, record.timestamp, { seenAt: record.at });
  }
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

/** Every call is known to be stored. */
export function isDelivered({ calls }: Delivery): boolean {
  return calls.every(({ is }) => is === 'acknowledged' || is === 'stored');
}
