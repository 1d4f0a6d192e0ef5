import type { MetricDataQuery } from '../../model/metric-math/query.ts';

/**
 * Asks CloudWatch for the one series that queries of a policy return, by the epoch
 * seconds of its periods. Throws a `PlimsollError` where it is refused.
 *
 * @param period seconds, of all metrics
 * @param from epoch seconds, as `until`, which is not included
 */
export type MetricReader = (
  queries: readonly MetricDataQuery[],
  period: number,
  from: number,
  until: number,
) => Promise<ReadonlyMap<number, number>>;
