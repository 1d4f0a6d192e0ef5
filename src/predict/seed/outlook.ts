import { formatTimestamp } from '../../curve/timestamp.ts';
import { OLDEST_SECONDS } from '../../model/metric-limits.ts';
import { documentedDelay, OBSERVED_DELAY } from '../../model/metric-visibility.ts';
import { CLOUDWATCH_CALL_PRICES, OTHER_PRICES, PRICES_AS_OF } from '../../model/prices.ts';
import type { Expectation } from './expectation.ts';
import { permissionsFor } from './permissions.ts';
import type { SeedPlan } from './plan.ts';

/** What a plan will do, take and cost, as it is shown before anything is sent. */
export type SeedOutlook = ReturnType<typeof outlookOf>;

/**
 * @param callsPerSecond at which it is going to be sent
 * @param expectation undefined where AWS would not forecast
 */
export function outlookOf(
  plan: SeedPlan,
  callsPerSecond: number,
  expectation: Expectation | undefined,
) {
  const { namespace, group, metrics, calls, madeAt } = plan;
  const putUsd = calls.length * CLOUDWATCH_CALL_PRICES.putMetricDataUsd;
  // Looked at for conflicts by plan and by apply, and verified: two statistics a metric each time.
  const readUsd = 3 * 2 * metrics.length * CLOUDWATCH_CALL_PRICES.getMetricDataUsdPerMetric;
  return {
    namespace,
    group,
    start: formatTimestamp(plan.start),
    end: formatTimestamp(plan.end),
    metrics,
    points: calls.reduce((sum, { data }) => sum + data.length, 0),
    calls: calls.length,
    bytes: calls.reduce((sum, { bytes }) => sum + bytes, 0),
    seconds: Math.max(0, calls.length - 1) / callsPerSecond,
    callsPerSecond,
    costUsd: {
      // Without what binary fractions add.
      now: Number((putUsd + readUsd).toPrecision(12)),
      month: metrics.length * OTHER_PRICES.customMetricUsdPerMonth,
      pricesAsOf: PRICES_AS_OF,
    },
    /** Dated so far back that CloudWatch may show that they are lost when it takes them no more. */
    pointsAtRisk: countOlder(plan, OLDEST_SECONDS - documentedDelay(OLDEST_SECONDS)),
    readable: {
      observedSeconds: OBSERVED_DELAY,
      documentedSeconds: documentedDelay(madeAt - plan.start),
      pointsOlderThanADay: countOlder(plan, 24 * 3600),
    },
    expected:
      expectation === undefined
        ? null
        : {
            target: expectation.target,
            metricPairCorrelation: orNull(expectation.metricPairCorrelation),
            requestsCorrelation: orNull(expectation.requestsCorrelation),
            start: formatTimestamp(expectation.start),
            load: [...expectation.load],
            capacity: [...expectation.capacity],
          },
    permissions: permissionsFor(plan),
  };
}

/** @param age in seconds */
function countOlder({ calls, madeAt }: SeedPlan, age: number): number {
  return calls.reduce(
    (sum, { data }) => sum + data.filter(({ Timestamp }) => madeAt - Timestamp >= age).length,
    0,
  );
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
