import { backOffMs } from './back-off.ts';
import { callsThat, type Delivery, type Witness } from './delivery.ts';
import { fitWitnesses, type Look, proofFrom, witnessFrom } from './settle.ts';

/** What a delivery does next. */
export type Step =
  | { readonly is: 'send'; readonly call: number }
  /** Read back what is in doubt. */
  | { readonly is: 'look' }
  | { readonly is: 'witness' }
  /** Nothing before that time, by the steady clock. */
  | { readonly is: 'wait'; readonly until: number }
  /** Every call is acknowledged or stored, or too old. */
  | { readonly is: 'done' };

export interface Pace {
  /** Between two requests, at least. */
  readonly spacingMs: number;
  readonly latestArrivalMs: number;
}

/**
 * Sends what is unsent, the oldest first; what is in doubt is put aside until
 * everything else is sent, then read back until it is settled.
 *
 * @param look the last one, or undefined
 * @param now by the steady clock
 */
export function nextStep(
  delivery: Delivery,
  look: Look | undefined,
  now: number,
  pace: Pace,
): Step {
  const unsent = delivery.calls.findIndex(({ is }) => is === 'unsent');
  if (unsent >= 0) {
    const from = Math.max(delivery.lastSentAt + pace.spacingMs, backedOffUntil(delivery));
    return now >= from ? { is: 'send', call: unsent } : { is: 'wait', until: from };
  }
  if (callsThat(delivery, 'doubtful').length === 0) return { is: 'done' };
  return settlingStep(delivery, look, now, pace);
}

function backedOffUntil({ refusals: { inARow, lastAt } }: Delivery): number {
  return inARow === 0 ? Number.NEGATIVE_INFINITY : lastAt + backOffMs(inARow);
}

function settlingStep(
  delivery: Delivery,
  look: Look | undefined,
  now: number,
  { latestArrivalMs }: Pace,
): Step {
  const from = witnessFrom(delivery, latestArrivalMs);
  const doubtedAt = from - latestArrivalMs;
  if (look === undefined || look.at < doubtedAt) return { is: 'look' };
  const fit = fitWitnesses(delivery, latestArrivalMs);
  const witnessAt = nextWitnessAt(fit, from);
  // Only what a look has not found needs a witness.
  if (now >= witnessAt) return { is: look.at >= witnessAt ? 'witness' : 'look' };
  const taken = fit.filter(isTaken);
  const waitedFrom = Math.max(doubtedAt, ...taken.map(({ sentAt }) => sentAt));
  const least = Math.max(latestArrivalMs / 20, LEAST_LOOK_MS);
  const interval = Math.min(Math.max((now - waitedFrom) / 4, least), MOST_LOOK_MS);
  const next = Math.min(
    look.at + interval,
    witnessAt,
    ...fit.map((witness) => proofFrom(witness, latestArrivalMs)).filter((at) => at > look.at),
  );
  return now >= next ? { is: 'look' } : { is: 'wait', until: next };
}

/** A quarter of what was waited so far, within a twentieth of `latestArrivalMs` and these: each look is paid for. */
const LEAST_LOOK_MS = 20;
const MOST_LOOK_MS = 1_800_000;

/**
 * One is enough that was taken. Of others it is not known whether they were: so a next
 * one follows, each after twice as long.
 */
function nextWitnessAt(fit: readonly Witness[], from: number): number {
  const last = fit.at(-1);
  if (last === undefined) return from;
  if (fit.some(isTaken)) return Number.POSITIVE_INFINITY;
  return Math.max(from, last.sentAt + Math.max(LEAST_WITNESS_MS, last.sentAt - from));
}

const LEAST_WITNESS_MS = 1000;

function isTaken({ isAcknowledged, seenAt }: Witness): boolean {
  return isAcknowledged || seenAt !== undefined;
}
