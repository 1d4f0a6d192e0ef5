import { PlimsollError } from '../../error.ts';
import { documentedDelay, OBSERVED_DELAY } from '../../model/metric-visibility.ts';
import { backOffMs } from './back-off.ts';
import type { Clock } from './clock.ts';
import {
  passing,
  type Readings,
  type SeedCloudWatch,
  type SeedDatum,
  samplesOf,
} from './cloudwatch.ts';
import type { Delivery } from './delivery.ts';
import { periodIn } from './look.ts';
import type { SeedPlan } from './plan.ts';

/** What CloudWatch shows of a plan. */
export interface Verification {
  readonly points: number;
  /** As the plan has them. */
  readonly right: number;
  /** Nothing can be read of them. */
  readonly missing: number;
  /** Of the missing, those that were not sent yet as far as the ledger knows. */
  readonly unsent: number;
  /** They count twice or more often. */
  readonly doubled: number;
  /** Anything else. */
  readonly wrong: number;
  /** The first few that are doubled or wrong. */
  readonly examples: readonly Deviation[];
  /** When the last of the missing may be readable, in epoch milliseconds; undefined where none was sent or none is missing. */
  readonly readable: { readonly asObserved: number; readonly asDocumented: number } | undefined;
}

interface Deviation {
  readonly metric: string;
  /** Epoch seconds. */
  readonly timestamp: number;
  readonly sampleCount: { readonly planned: number; readonly found: number };
  readonly sum: { readonly planned: number; readonly found: number };
}

/**
 * Holds what can be read against a plan, point by point.
 *
 * @param delivery what the ledger knows; undefined where there is none
 */
function verify(plan: SeedPlan, readings: Readings, delivery: Delivery | undefined): Verification {
  let right = 0;
  let missing = 0;
  let unsent = 0;
  let doubled = 0;
  let wrong = 0;
  const examples: Deviation[] = [];
  let asObserved = Number.NEGATIVE_INFINITY;
  let asDocumented = Number.NEGATIVE_INFINITY;
  for (const [call, { data }] of plan.calls.entries()) {
    const state = delivery?.calls[call];
    for (const datum of data) {
      const deviation = deviationOf(datum, plan, readings);
      const found = judge(deviation);
      if (found === 'right') right++;
      else if (found === 'missing') {
        missing++;
        if (state === undefined || !('at' in state)) unsent++;
        else {
          const age = state.at / 1000 - datum.Timestamp;
          asObserved = Math.max(asObserved, state.at + 1000 * OBSERVED_DELAY);
          asDocumented = Math.max(asDocumented, state.at + 1000 * documentedDelay(age));
        }
      } else {
        if (found === 'doubled') doubled++;
        else wrong++;
        if (examples.length < MOST_EXAMPLES) examples.push(deviation);
      }
    }
  }
  const points = right + missing + doubled + wrong;
  const readable = asObserved > 0 ? { asObserved, asDocumented } : undefined;
  return { points, right, missing, unsent, doubled, wrong, examples, readable };
}

const MOST_EXAMPLES = 3;

function deviationOf(datum: SeedDatum, plan: SeedPlan, readings: Readings): Deviation {
  const planned = samplesOf(datum);
  const period = periodIn(plan, datum.Timestamp);
  const read = readings.get(datum.MetricName);
  return {
    metric: datum.MetricName,
    timestamp: datum.Timestamp,
    sampleCount: { planned: planned.count, found: read?.sampleCount[period] ?? 0 },
    sum: { planned: planned.sum, found: read?.sum[period] ?? 0 },
  };
}

function judge({ sampleCount, sum }: Deviation): 'right' | 'missing' | 'doubled' | 'wrong' {
  if (sampleCount.found === 0) return 'missing';
  const times = sampleCount.found / sampleCount.planned;
  const isSum = Math.abs(sum.found - times * sum.planned) <= 1e-9 * Math.abs(times * sum.planned);
  if (!Number.isInteger(times) || !isSum) return 'wrong';
  return times === 1 ? 'right' : 'doubled';
}

/**
 * Reads back until nothing is missing any more, or something is doubled or wrong, or the
 * time is over, or what is missing was never sent. A look that fails in a way that may pass is none.
 *
 * @param until epoch milliseconds
 */
export async function verifyUntil(
  plan: SeedPlan,
  delivery: () => Promise<Delivery | undefined>,
  cloudWatch: SeedCloudWatch,
  clock: Clock,
  until: number,
  stop: AbortSignal,
  onLook: (verification: Verification) => void,
): Promise<Verification> {
  const startedAt = clock.steady();
  for (let failures = 0; ; ) {
    const left = () => until - clock.now();
    const readings = await cloudWatch.read(plan, plan.metrics, plan).catch(passing);
    if (readings instanceof PlimsollError) {
      if (left() <= 0 || stop.aborted) throw readings;
      await clock.pass(Math.min(backOffMs(++failures), left()), stop);
      continue;
    }
    failures = 0;
    const known = await delivery();
    const verification = verify(plan, readings, known);
    onLook(verification);
    // What the ledger knows to be unsent does not come by waiting.
    const isUnsent = known !== undefined && verification.missing === verification.unsent;
    const isOver = left() <= 0 || stop.aborted || isUnsent;
    if (verification.missing === 0 || verification.doubled + verification.wrong > 0 || isOver)
      return verification;
    // Often at first, then rarer: what is asked for is paid for.
    const interval = Math.min(Math.max((clock.steady() - startedAt) / 4, 500), 1_800_000);
    // In naps of a clock that may wake earlier.
    for (const at = clock.steady() + interval; clock.steady() < at && left() > 0 && !stop.aborted; )
      await clock.pass(Math.min(at - clock.steady(), left()), stop);
  }
}
