import type { History } from '../history/history.ts';
import { PERIOD_SECONDS } from '../history/history.ts';
import { GROUP_DIMENSION, HISTORY_METRICS, metricData } from '../history/metric-data.ts';
import { checkGroupName, checkNamespace } from '../history/metric-place.ts';
import type { MetricPlace, SeedDatum, TimeSpan } from './cloudwatch.ts';
import { type PackedCall, pack } from './pack.ts';

/** What shall be put where, call by call. Nothing in it is secret. */
export interface SeedPlan extends MetricPlace, TimeSpan {
  /** The Auto Scaling group whose history it is. */
  readonly group: string;
  /** Epoch seconds at which it was made. */
  readonly madeAt: number;
  /** The names of the metrics. */
  readonly metrics: readonly string[];
  /** Oldest first. */
  readonly calls: readonly PackedCall[];
}

export interface SeedPlanOptions {
  readonly namespace: string;
  readonly group: string;
  /** Epoch seconds. */
  readonly now: number;
  /** Data in a call; default as many as CloudWatch takes. */
  readonly mostData?: number | undefined;
}

/**
 * Plans how a history goes into CloudWatch.
 *
 * Throws a `PlimsollError` (`usage`) for a namespace or a group that CloudWatch or Auto
 * Scaling does not take.
 */
export function planSeed(
  history: History,
  { namespace, group, now, mostData }: SeedPlanOptions,
): SeedPlan {
  checkNamespace(namespace);
  checkGroupName(group);
  const place = { namespace, dimensions: [{ Name: GROUP_DIMENSION, Value: group }] };
  const data = metricData(history, group).map(
    ({ Dimensions: _, Timestamp, ...datum }): SeedDatum => ({
      ...datum,
      Timestamp: Timestamp.getTime() / 1000,
    }),
  );
  return {
    ...place,
    group,
    madeAt: now,
    start: history.start,
    end: history.start + history.requests.length * PERIOD_SECONDS,
    metrics: Object.values(HISTORY_METRICS),
    calls: pack(place, data, mostData),
  };
}
