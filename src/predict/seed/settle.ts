import { callsThat, type Delivery, type Witness } from './delivery.ts';
import type { LedgerRecord } from './ledger-record.ts';

/** What a look at CloudWatch showed. */
export interface Look {
  /** When it began, by the steady clock. */
  readonly at: number;
  /** Of the calls in doubt. */
  readonly found: ReadonlyMap<number, Found>;
  /** The timestamps of the witnesses that can be read. */
  readonly witnesses: ReadonlySet<number>;
}

/** How much of a call can be read; `more`: a period holds more than the plan has for it. */
export type Found = 'nothing' | 'part' | 'whole' | 'more';

/**
 * What a look says about the calls in doubt.
 *
 * A call that can be read whole is stored. One of which nothing can be read may be
 * slow to show, or may still be on its way. It is absent when a witness testifies: a
 * datum dated as the oldest of the doubtful data, sent when no request in doubt could
 * arrive any more. Once the witness can be read, and the call cannot be, not even a
 * while later (CloudWatch does not promise to show things in their order), it was
 * not stored.
 *
 * Of what can be read in part the rest is waited for.
 */
export function settle(delivery: Delivery, look: Look, latestArrivalMs: number): LedgerRecord[] {
  const records = delivery.witnesses
    .filter(({ seenAt, timestamp }) => seenAt === undefined && look.witnesses.has(timestamp))
    .map(({ timestamp }): LedgerRecord => ({ kind: 'witness-seen', timestamp, at: look.at }));
  const isProof = fitWitnesses(delivery, latestArrivalMs).some(
    (witness) => look.at >= proofFrom(witness, latestArrivalMs),
  );
  for (const call of callsThat(delivery, 'doubtful')) {
    const found = look.found.get(call);
    if (found === 'whole') records.push({ kind: 'settled', call, at: look.at, as: 'stored' });
    if (found === 'nothing' && isProof)
      records.push({ kind: 'settled', call, at: look.at, as: 'absent' });
  }
  return records;
}

/** When a witness may be sent, by the steady clock: no request in doubt arrives after that. */
export function witnessFrom(delivery: Delivery, latestArrivalMs: number): number {
  const since = delivery.calls.map((state) =>
    state.is === 'doubtful' ? state.since : Number.NEGATIVE_INFINITY,
  );
  return Math.max(...since) + latestArrivalMs;
}

/**
 * Those that can speak of all that is in doubt: sent after the last doubt, and so long
 * after it, by the clock of who sent it, that nothing in doubt could still arrive.
 */
export function fitWitnesses({ calls, witnesses }: Delivery, latestArrivalMs: number): Witness[] {
  const doubts = calls.map((state) => (state.is === 'doubtful' ? state.record : -1));
  const last = Math.max(-1, ...doubts);
  return witnesses.filter(({ record, waitedMs }) => record > last && waitedMs >= latestArrivalMs);
}

/** From when on a look that finds nothing proves that nothing is there; infinite while the witness is not seen. */
export function proofFrom({ sentAt, seenAt }: Witness, latestArrivalMs: number): number {
  if (seenAt === undefined) return Number.POSITIVE_INFINITY;
  // As long again as the witness took, which is known only so well where nobody looked in
  // between, and not at all where another process sent it.
  const took = seenAt - sentAt;
  return seenAt + Math.min(Math.max(took, latestArrivalMs / 10), latestArrivalMs);
}
