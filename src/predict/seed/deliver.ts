import { PlimsollError } from '../../error.ts';
import type { Clock } from './clock.ts';
import type { MetricPlace, SeedCloudWatch, SeedDatum } from './cloudwatch.ts';
import { callsThat, type Delivery } from './delivery.ts';
import type { Ledger } from './ledger.ts';
import { foundOf, periodIn, spanOf } from './look.ts';
import { nextStep, type Pace } from './next-step.ts';
import { type Found, type Look, settle } from './settle.ts';
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
  readonly pace: Pace;
  /** How long it goes on without a call more that is acknowledged or settled. */
  readonly patienceMs: number;
  readonly stop: AbortSignal;
  readonly onProgress: (delivery: Delivery) => void;
  readonly onLook: (look: Look) => void;
}

/** Why it ended: all is delivered; it was told to stop; nothing moved for so long; it is time for something else. */
export type DeliveryEnd = 'delivered' | 'stopped' | 'stalled' | 'due';

/**
 * Delivers every call once. What was sent is in the ledger before it leaves; what
 * became of it is in the ledger before the next one.
 *
 * Throws a `PlimsollError` where CloudWatch refuses for good, or for too long, or
 * cannot be asked; what is in the ledger then stands.
 *
 * @param due epoch milliseconds at which it shall give way, with whatever is left
 */
export async function deliver(
  consignment: Consignment,
  due = Number.POSITIVE_INFINITY,
): Promise<DeliveryEnd> {
  const { ledger, clock, pace, patienceMs, stop, onProgress } = consignment;
  await declareLost(ledger, clock);
  const startedAt = clock.now();
  let look: Look | undefined;
  let refusal: PlimsollError | undefined;
  for (;;) {
    const now = clock.now();
    const step = nextStep(ledger.delivery, look, now, pace);
    onProgress(ledger.delivery);
    if (step.is === 'done') return 'delivered';
    if (stop.aborted) return 'stopped';
    if (now >= due) return 'due';
    const deadline = Math.max(startedAt, ledger.delivery.progressAt) + patienceMs;
    if (now >= deadline) {
      if (refusal !== undefined) throw refusal;
      return 'stalled';
    }
    switch (step.is) {
      case 'wait':
        await clock.until(Math.min(step.until, deadline, due), stop);
        break;
      case 'send':
        refusal = await send(consignment, step.call);
        break;
      case 'look':
        look = await lookAtDoubts(consignment);
        consignment.onLook(look);
        for (const record of settle(ledger.delivery, look, pace.latestArrivalMs))
          await ledger.write(record);
        break;
      case 'witness':
        await sendWitness(consignment);
        break;
    }
  }
}

/** What a process was sending when it ended: the answer came to nobody. */
async function declareLost(ledger: Ledger, clock: Clock): Promise<void> {
  const why = 'the process ended before the answer came';
  // From now on, not from when it was sent: it may have been long before it left.
  for (const call of callsThat(ledger.delivery, 'sending'))
    await ledger.write({ kind: 'doubtful', call, at: clock.now(), why });
}

/** @returns why nothing was stored, where the call may be sent again */
async function send(consignment: Consignment, call: number): Promise<PlimsollError | undefined> {
  const { ledger, cloudWatch, clock, place, dataOf } = consignment;
  await ledger.write({ kind: 'sending', call, at: clock.now() });
  const fate = await cloudWatch.put(place, dataOf(call));
  const at = clock.now();
  switch (fate.is) {
    case 'acknowledged':
      await ledger.write({ kind: 'acknowledged', call, at });
      return undefined;
    case 'doubtful':
      await ledger.write({ kind: 'doubtful', call, at, why: fate.why });
      return undefined;
    case 'refused':
      await ledger.write({ kind: 'refused', call, at, why: fate.failure.message });
      if (!fate.mayPass) throw fate.failure;
      return fate.failure;
  }
}

async function lookAtDoubts(consignment: Consignment): Promise<Look> {
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
  const at = clock.now();
  const readings = await cloudWatch.read(place, [...metrics], span);
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
  const at = clock.now();
  const used = ledger.delivery.witnesses.map(({ timestamp }) => timestamp);
  const timestamp = nextWitness(start, used, at / 1000);
  await ledger.write({ kind: 'witness', timestamp, at });
  const datum = { MetricName: witnessMetric, Timestamp: timestamp, Value: 1 };
  const fate = await cloudWatch.put(place, [datum]);
  if (fate.is === 'acknowledged')
    await ledger.write({ kind: 'witness-acknowledged', timestamp, at: clock.now() });
  if (fate.is === 'refused' && !fate.mayPass) throw fate.failure;
}
