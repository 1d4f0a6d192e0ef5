import { formatTimestamp } from '../../curve/timestamp.ts';
import { PlimsollError } from '../../error.ts';
import { MOST_DATA, OLDEST_SECONDS } from '../../model/metric-limits.ts';
import { PERIOD_SECONDS } from '../history/history.ts';
import { refuseLaterData } from './conflict.ts';
import { type Consignment, deliver, resume } from './deliver.ts';
import { type Delivery, isDelivered } from './delivery.ts';
import { Ledger, readLedger } from './ledger.ts';
import type { IdentifiedPlan } from './plan-file.ts';
import { periodsOf, repeatPlan } from './repeat.ts';
import { paceOf, type SeedOptions } from './seed-options.ts';
import { refuseElsewhere, type Whereabouts } from './whereabouts.ts';
import { oldestTaken } from './window.ts';
import { WITNESS_METRICS } from './witness.ts';

export interface FollowOptions extends SeedOptions {
  /** Epoch milliseconds; infinite: until it is told to stop. */
  readonly until: number;
  /** Told whenever all that is over is published; epoch seconds. */
  readonly onPublished: (until: number) => void;
  /** Told of periods that are too old to be filled in; epoch seconds. */
  readonly onHole: (from: number, to: number) => void;
}

export interface FollowResult {
  /** Epoch seconds up to which everything was published, or may have been. */
  readonly publishedUntil: number;
  readonly before: Delivery;
  readonly after: Delivery;
}

/**
 * Publishes what a plan's last week says of each 5-minute period, as it ends, once; first
 * what has ended since the plan's end, or since it was last followed.
 *
 * Throws a `PlimsollError` where it cannot begin or go on; what was published is in the
 * ledger, and it goes on from there.
 */
export async function followPlan(
  identified: IdentifiedPlan,
  options: FollowOptions,
): Promise<FollowResult> {
  const { planPath, cloudWatch, clock, stop, until } = options;
  const { plan } = identified;
  const where = await cloudWatch.whereabouts();
  await refuseUnapplied(identified, planPath, where);
  const ledger = await Ledger.open(identified, 'follow', planPath, where);
  try {
    const before = ledger.delivery;
    if (ledger.isNew) await refuseLaterData(plan, cloudWatch, lastEnded(clock.now()));
    await options.confirm();
    await resume(ledger, clock);
    const repeated = repeatPlan(plan);
    const consignment: Consignment = {
      place: plan,
      dataOf: (call) => {
        const { from, to } = ledger.spans[call];
        return periodsOf(from, to).flatMap(repeated);
      },
      witnessMetric: WITNESS_METRICS.follow,
      ledger,
      cloudWatch,
      clock,
      pace: paceOf(options),
      patienceMs: Number.POSITIVE_INFINITY,
      stop,
      onTooOld: (call) => abandon(ledger, call, clock.now() / 1000, options),
      onProgress: () => {},
      onLook: () => {},
    };
    let published = Number.NaN;
    while (!stop.aborted) {
      const ended = lastEnded(Math.min(clock.now(), until));
      await addCalls(ledger, plan.end, plan.metrics.length, ended, clock.now() / 1000, options);
      const due = 1000 * (ended + PERIOD_SECONDS);
      const end = await deliver(consignment, Math.max(due, clock.now() + LEAST_ROUND_MS));
      const isNew = published !== publishedUntil(ledger, plan.end);
      published = publishedUntil(ledger, plan.end);
      if (end === 'delivered' && isNew) options.onPublished(published);
      if (clock.now() >= until || stop.aborted) break;
      await clock.pass(Math.min(due, until) - clock.now(), stop);
    }
    return { publishedUntil: publishedUntil(ledger, plan.end), before, after: ledger.delivery };
  } finally {
    await ledger.close();
  }
}

/** Of a call that is slow, before the next period joins. */
const LEAST_ROUND_MS = 1000;

async function refuseUnapplied(
  identified: IdentifiedPlan,
  planPath: string,
  where: Whereabouts,
): Promise<void> {
  const applied = await readLedger(identified, 'apply', planPath);
  if (applied !== undefined) refuseElsewhere(applied.where, where, applied.path);
  if (applied === undefined || !isDelivered(applied.delivery))
    throw new PlimsollError(
      'bad-file',
      `${planPath}: is not wholly applied, and what follows would leave a hole; apply it first`,
    );
}

/** Calls for the periods that have ended and are in no call yet, as few as there may be. */
async function addCalls(
  ledger: Ledger,
  planEnd: number,
  dataAPeriod: number,
  ended: number,
  now: number,
  { onHole }: Pick<FollowOptions, 'onHole'>,
): Promise<void> {
  const most = PERIOD_SECONDS * Math.floor(MOST_DATA / dataAPeriod);
  let from = publishedUntil(ledger, planEnd);
  const oldest = nextPeriod(now - OLDEST_SECONDS + MARGIN_SECONDS);
  if (from < oldest && from < ended) {
    onHole(from, Math.min(oldest, ended));
    from = oldest;
  }
  for (; from < ended; from += most)
    await ledger.write({ kind: 'call', from, to: Math.min(from + most, ended) });
}

/** What was unsent, or in doubt and then found absent, may have become too old meanwhile. */
async function abandon(
  ledger: Ledger,
  call: number,
  now: number,
  { onHole }: Pick<FollowOptions, 'onHole'>,
): Promise<void> {
  const { from, to } = ledger.spans[call];
  const until = Math.min(nextPeriod(oldestTaken(now)), to);
  await ledger.write({ kind: 'abandoned', call, until, whole: until === to });
  onHole(from, until);
}

/** Epoch seconds. */
function nextPeriod(time: number): number {
  return PERIOD_SECONDS * Math.ceil(time / PERIOD_SECONDS);
}

/** Until the oldest is sent. */
const MARGIN_SECONDS = 900;

function publishedUntil(ledger: Ledger, planEnd: number): number {
  return ledger.spans.at(-1)?.to ?? planEnd;
}

/** When the last period that is over ended, in epoch seconds. */
function lastEnded(now: number): number {
  return PERIOD_SECONDS * Math.floor(now / 1000 / PERIOD_SECONDS);
}

/** What to tell of a hole that stays. */
export function holeText(from: number, to: number): string {
  return `${formatTimestamp(from)} to ${formatTimestamp(to)} cannot be filled in any more: CloudWatch takes two weeks back`;
}
