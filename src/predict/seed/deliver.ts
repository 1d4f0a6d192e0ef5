import { PlimsollError } from '../../error.ts';
import { backOffMs } from './back-off.ts';
import type { Clock } from './clock.ts';
import { type MetricPlace, passing, type SeedCloudWatch, type SeedDatum } from './cloudwatch.ts';
import { callsThat, type Delivery } from './delivery.ts';
import type { Ledger } from './ledger.ts';
import { foundOf, periodIn, spanOf } from './look.ts';
import { nextStep, type Pace } from './next-step.ts';
import { type Found, type Look, settle, witnessFrom } from './settle.ts';
import { oldestTaken } from './window.ts';
import { nextWitness } from './witness.ts';

/** What is delivered, where to, and how. */
export interface Consignment {
  readonly place: MetricPlace;
  /** The data of a call, oldest first. */
  readonly dataOf: (call: number) => readonly SeedDatum[];
  /** The metric of the witnesses. */
  readonly witnessMetric: string;
  readonly ledger: Ledger;
  readonly cloudWatch: SeedCloudWatch;
  readonly clock: Clock;
  readonly pace: () => Pace;
  /** How long it goes on without a call more that is acknowledged or settled. */
  readonly patienceMs: number;
  readonly stop: AbortSignal;
  /** Told before a call is sent whose oldest data CloudWatch would not take any more; throws, or writes that it is abandoned. */
  readonly onTooOld: (call: number) => Promise<void>;
  /** @param waitsMs for how long nothing will be done now; undefined: something is */
  readonly onProgress: (delivery: Delivery, waitsMs?: number) => void;
  readonly onLook: (look: Look) => void;
}

/** Why it ended: all is delivered; it was told to stop; nothing moved for so long; it is time for something else. */
export type DeliveryEnd = 'delivered' | 'stopped' | 'stalled' | 'due';

/**
 * Delivers every call once. What was sent is in the ledger before it leaves; what
 * became of it is in the ledger before the next one.
 *
 * Throws a `PlimsollError` where CloudWatch refuses for good, or for too long, or
 * cannot be asked for too long; what is in the ledger then stands.
 *
 * @param due epoch milliseconds at which it shall give way, with whatever is left
 */
export async function deliver(
  consignment: Consignment,
  due = Number.POSITIVE_INFINITY,
): Promise<DeliveryEnd> {
  const { ledger, clock, pace, patienceMs, stop, onProgress } = consignment;
  const startedAt = clock.steady();
  const pass = (ms: number) => clock.pass(Math.min(ms, due - clock.now()), stop);
  let look: Look | undefined;
  let failedLooks = 0;
  let refusal: PlimsollError | undefined;
  for (;;) {
    const now = clock.steady();
    const { delivery } = ledger;
    const step = nextStep(delivery, look, now, pace());
    onProgress(delivery);
    if (step.is === 'done') return 'delivered';
    if (stop.aborted) return 'stopped';
    if (clock.now() >= due) return 'due';
    const deadline = isMoving(delivery)
      ? Number.POSITIVE_INFINITY
      : Math.max(startedAt, delivery.progressAt) + patienceMs;
    if (now >= deadline) {
      if (refusal !== undefined) throw refusal;
      return 'stalled';
    }
    switch (step.is) {
      case 'wait':
        onProgress(delivery, Math.min(step.until, deadline) - now);
        await pass(Math.min(step.until, deadline) - now);
        break;
      case 'send':
        refusal = await send(consignment, step.call);
        break;
      case 'look': {
        const seen = await lookAtDoubts(consignment);
        if (seen instanceof PlimsollError) {
          refusal = seen;
          await pass(Math.min(backOffMs(++failedLooks), deadline - now));
          break;
        }
        failedLooks = 0;
        refusal = undefined;
        look = seen;
        consignment.onLook(look);
        for (const record of settle(ledger.delivery, look, pace().latestArrivalMs))
          await ledger.write(record);
        break;
      }
      case 'witness':
        await sendWitness(consignment);
        break;
    }
  }
}

/** What is left to send goes on its way: nobody needs patience for that. */
function isMoving({ calls, refusals }: Delivery): boolean {
  return refusals.inARow === 0 && calls.some(({ is }) => is === 'unsent');
}

/**
 * Goes on where another process ended, if one did: before the first `deliver` of this one.
 * What that one was sending is in doubt: the answer came to nobody.
 */
export async function resume(ledger: Ledger, clock: Clock): Promise<void> {
  if (ledger.isNew) return;
  await ledger.write({ kind: 'resumed', at: clock.steady() });
  const why = 'the process ended before the answer came';
  // From now on, not from when it was sent: it may have been long before it left.
  for (const call of callsThat(ledger.delivery, 'sending'))
    await ledger.write({ kind: 'doubtful', call, at: clock.steady(), why });
}

/** @returns why nothing was stored, where the call may be sent again */
async function send(consignment: Consignment, call: number): Promise<PlimsollError | undefined> {
  const { ledger, cloudWatch, clock, place, dataOf } = consignment;
  const data = dataOf(call);
  if (data[0].Timestamp < oldestTaken(clock.now() / 1000)) {
    await consignment.onTooOld(call);
    return undefined;
  }
  await ledger.write({ kind: 'sending', call, at: clock.steady() });
  const fate = await cloudWatch.put(place, data);
  const at = clock.steady();
  switch (fate.is) {
    case 'acknowledged':
      await ledger.write({ kind: 'acknowledged', call, at });
      return undefined;
    case 'doubtful':
      await ledger.write({ kind: 'doubtful', call, at, why: fate.why });
      return undefined;
    case 'refused':
      await ledger.write({ kind: 'refused', call, at, why: fate.failure.message });
      if (!fate.failure.mayPass) throw fate.failure;
      return fate.failure;
  }
}

/** @returns why nothing could be read, where it may be later */
async function lookAtDoubts(consignment: Consignment): Promise<Look | PlimsollError> {
  const { ledger, cloudWatch, clock, place, dataOf, witnessMetric } = consignment;
  const witnesses = ledger.delivery.witnesses.map(({ timestamp }) => timestamp);
  const doubts = callsThat(ledger.delivery, 'doubtful').map((call) => ({
    call,
    data: dataOf(call),
  }));
  const all = doubts.flatMap(({ data }) => data);
  const metrics = new Set(all.map(({ MetricName }) => MetricName));
  const timestamps = [...all.map(({ Timestamp }) => Timestamp), ...witnesses];
  if (witnesses.length > 0) metrics.add(witnessMetric);
  const span = spanOf(timestamps);
  const at = clock.steady();
  const readings = await cloudWatch.read(place, [...metrics], span).catch(passing);
  if (readings instanceof PlimsollError) return readings;
  const found = new Map<number, Found>(
    doubts.map(({ call, data }) => [call, foundOf(data, readings, span)]),
  );
  const doubled = doubts.find(({ call }) => found.get(call) === 'more');
  if (doubled !== undefined)
    throw new PlimsollError(
      'bad-file',
      `${place.namespace}: holds more than the plan's call ${doubled.call + 1} has: somebody else puts data there; make a new plan into a fresh --namespace`,
    );
  const seen = readings.get(witnessMetric)?.sampleCount;
  const isSeen = (timestamp: number) => (seen?.[periodIn(span, timestamp)] ?? 0) > 0;
  return { at, found, witnesses: new Set(witnesses.filter(isSeen)) };
}

async function sendWitness({
  ledger,
  cloudWatch,
  clock,
  place,
  dataOf,
  witnessMetric,
}: Consignment): Promise<void> {
  const doubtful = callsThat(ledger.delivery, 'doubtful').flatMap(dataOf);
  const { start } = spanOf(doubtful.map(({ Timestamp }) => Timestamp));
  const used = ledger.delivery.witnesses.map(({ timestamp }) => timestamp);
  const timestamp = nextWitness(start, used, clock.now() / 1000);
  const at = clock.steady();
  const waitedMs = at - witnessFrom(ledger.delivery, 0);
  await ledger.write({ kind: 'witness', timestamp, at, waitedMs });
  const datum = { MetricName: witnessMetric, Timestamp: timestamp, Value: 1 };
  const fate = await cloudWatch.put(place, [datum]);
  if (fate.is === 'acknowledged')
    await ledger.write({ kind: 'witness-acknowledged', timestamp, at: clock.steady() });
  if (fate.is === 'refused' && !fate.failure.mayPass) throw fate.failure;
}
