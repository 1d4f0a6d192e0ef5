import { callsThat, type Delivery } from './delivery.ts';
import { isFit, type Look, proofFrom, witnessFrom } from './settle.ts';

/** What a delivery does next. */
export type Step =
  | { readonly is: 'send'; readonly call: number }
  /** Read back what is in doubt. */
  | { readonly is: 'look' }
  | { readonly is: 'witness' }
  /** Nothing before that time, in epoch milliseconds. */
  | { readonly is: 'wait'; readonly until: number }
  /** Every call is acknowledged or stored. */
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
 * @param now epoch milliseconds
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

/** 0.5 s after a refusal, twice as long after each further one, half a minute at the most. */
function backedOffUntil({ refusals: { inARow, lastAt } }: Delivery): number {
  return inARow === 0 ? Number.NEGATIVE_INFINITY : lastAt + backOffMs(inARow);
}

function backOffMs(inARow: number): number {
  return Math.min(500 * 2 ** (inARow - 1), 30_000);
}

function settlingStep(
  delivery: Delivery,
  look: Look | undefined,
  now: number,
  { latestArrivalMs, spacingMs }: Pace,
): Step {
  const { witness } = delivery;
  const from = witnessFrom(delivery, latestArrivalMs);
  // Looked at since the last doubt, or not at all yet.
  if (look === undefined || look.at < from - latestArrivalMs) return { is: 'look' };
  const fit = witness !== undefined && isFit(witness, delivery, latestArrivalMs);
  if (!fit && now >= from) return look.at >= from ? { is: 'witness' } : { is: 'look' };
  if (fit && !witness.isAcknowledged && witness.seenAt === undefined) {
    // It may be lost.
    const again = witness.sentAt + RESEND_WITNESS_MS;
    if (now >= again && look.at >= again) return { is: 'witness' };
  }
  const last = Math.max(from - latestArrivalMs, fit ? (witness.seenAt ?? witness.sentAt) : 0);
  const interval = Math.min(Math.max((now - last) / 4, spacingMs, LEAST_LOOK_MS), MOST_LOOK_MS);
  const due = [
    look.at + interval,
    fit ? proofFrom(witness, latestArrivalMs) : from,
    ...(fit && look.at < witness.sentAt ? [witness.sentAt + LEAST_LOOK_MS] : []),
  ].filter((at) => at > look.at);
  const next = Math.min(...due);
  return now >= next ? { is: 'look' } : { is: 'wait', until: next };
}

const LEAST_LOOK_MS = 50;
const MOST_LOOK_MS = 60_000;
const RESEND_WITNESS_MS = 1000;
