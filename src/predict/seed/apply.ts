import { formatTimestamp } from '../../curve/timestamp.ts';
import { PlimsollError } from '../../error.ts';
import { refuseConflict } from './conflict.ts';
import { deliver, resume } from './deliver.ts';
import { callsThat, type Delivery, isDelivered } from './delivery.ts';
import { Ledger } from './ledger.ts';
import type { IdentifiedPlan } from './plan-file.ts';
import { paceOf, type SeedOptions } from './seed-options.ts';
import { checkWindow, SENDING_SECONDS } from './window.ts';
import { WITNESS_METRICS } from './witness.ts';

export interface ApplyOptions extends SeedOptions {
  /** How long it goes on without a call more. */
  readonly patienceSeconds: number;
  /** As in `Consignment`. */
  readonly onProgress: (delivery: Delivery, waitsMs?: number) => void;
}

export interface ApplyResult {
  readonly end: 'delivered' | 'stopped' | 'stalled';
  readonly before: Delivery;
  readonly after: Delivery;
  /** Calls that it sent, whatever became of them but a refusal. */
  readonly sentNow: number;
  /** Calls of which only a part could be read when they were last looked at. */
  readonly partial: readonly number[];
}

/**
 * Applies exactly a plan, so far as it is not applied yet.
 *
 * Throws a `PlimsollError` where it cannot begin or go on: another process applies it,
 * CloudWatch refuses, the namespace is not empty, the plan is too old.
 */
export async function applyPlan(
  identified: IdentifiedPlan,
  options: ApplyOptions,
): Promise<ApplyResult> {
  const { planPath, cloudWatch, clock, stop, onProgress } = options;
  const { plan } = identified;
  const ledger = await Ledger.open(identified, 'apply', planPath, await cloudWatch.whereabouts());
  try {
    const before = ledger.delivery;
    if (isDelivered(before))
      return { end: 'delivered', before, after: before, sentNow: 0, partial: [] };
    checkAge(identified, before, clock.now() / 1000, planPath);
    // What nothing was sent to yet may have been filled by somebody else meanwhile.
    if (callsThat(before, 'unsent').length === before.calls.length)
      await refuseConflict(plan, cloudWatch);
    let partial: number[] = [];
    await options.confirm();
    await resume(ledger, clock);
    const end = await deliver({
      place: plan,
      dataOf: (call) => plan.calls[call].data,
      witnessMetric: WITNESS_METRICS.apply,
      ledger,
      cloudWatch,
      clock,
      pace: paceOf(options),
      patienceMs: 1000 * options.patienceSeconds,
      stop,
      onTooOld: async () => checkAge(identified, ledger.delivery, clock.now() / 1000, planPath),
      onProgress,
      onLook: ({ found }) => {
        partial = [...found].flatMap(([call, much]) => (much === 'part' ? [call] : []));
      },
    }).catch((error) => {
      throw withStanding(error, ledger);
    });
    // It was given no time at which to give way.
    if (end === 'due') throw new Error('a delivery gave way to nothing');
    return { end, before, after: ledger.delivery, sentNow: ledger.sentNow, partial };
  } finally {
    await ledger.close();
  }
}

/** What is left to send, or may be, must not have become too old since the plan was made. */
function checkAge(
  { plan }: IdentifiedPlan,
  delivery: Delivery,
  now: number,
  planPath: string,
): void {
  const [first] = callsThat(delivery, 'unsent');
  if (first === undefined) return;
  const start = plan.calls[first].data[0].Timestamp;
  const isBegun = delivery.calls.some(({ is }) => is !== 'unsent');
  const cure = isBegun
    ? 'the rest cannot follow any more: make the history again, and a plan into a fresh --namespace'
    : `make the history and the plan again (this one is of ${formatTimestamp(plan.madeAt)})`;
  checkWindow({ start, end: plan.end }, now, SENDING_SECONDS, planPath, cure);
}

/** A failure midway, with what stands in spite of it. */
function withStanding(error: unknown, { delivery, isNew }: Ledger): unknown {
  if (!(error instanceof PlimsollError) || isNew) return error;
  const left = delivery.calls.filter(({ is }) => is === 'unsent').length;
  const doubtful = callsThat(delivery, 'doubtful').length;
  const done = delivery.calls.length - left - doubtful;
  return new PlimsollError(
    error.code,
    `${error.message} (${done} of ${delivery.calls.length} calls are applied, ${doubtful} in doubt, ${left} unsent)`,
    error.mayPass,
  );
}

/** What to tell somebody whose plan is not wholly applied. */
export function unfinished(
  planPath: string,
  { after: { calls }, partial }: ApplyResult,
): PlimsollError {
  const doubtful = calls.filter(({ is }) => is === 'doubtful' || is === 'sending').length;
  const unsent = calls.filter(({ is }) => is === 'unsent').length;
  const parts =
    partial.length === 0
      ? ''
      : `, of call ${partial.map((call) => call + 1).join(', ')} only a part can be read`;
  return new PlimsollError(
    'unreachable',
    `${planPath}: ${doubtful} of ${calls.length} calls are in doubt and ${unsent} are unsent${parts}; nothing is sent twice: apply it again later`,
  );
}
