import { type History, PERIOD_SECONDS, requestsPerTarget } from './history.ts';

/**
 * The metrics that a history becomes in CloudWatch, by what they hold:
 *
 * - utilisation: a statistic set a period, a sample an instance. So `Average` is the
 *   group's mean and `Sum` is the demand of the whole group, whatever its size.
 * - instances: one sample a period, for `Average`.
 * - requests: one sample a period, for `Sum`.
 * - requests per target: one sample a period, per minute, for `Average`; a target of
 *   throughput is per instance and minute (AWS's user guide).
 */
export const HISTORY_METRICS = {
  utilization: 'CPUUtilization',
  instances: 'Instances',
  requests: 'Requests',
  requestsPerTarget: 'RequestsPerTarget',
} as const;

/** The one dimension of all of them. */
export const GROUP_DIMENSION = 'AutoScalingGroupName';

/** One element of PutMetricData's MetricData. Without a Unit, since a query that names another returns nothing. */
export interface HistoryDatum {
  readonly MetricName: (typeof HISTORY_METRICS)[keyof typeof HISTORY_METRICS];
  readonly Dimensions: { readonly Name: string; readonly Value: string }[];
  readonly Timestamp: Date;
  readonly Value?: number;
  readonly StatisticValues?: StatisticSet;
}

/** AWS's shape. */
export interface StatisticSet {
  readonly SampleCount: number;
  readonly Sum: number;
  readonly Minimum: number;
  readonly Maximum: number;
}

/** A history as PutMetricData takes it, four data a period, oldest first. */
export function metricData(history: History, groupName: string): HistoryDatum[] {
  const Dimensions = [{ Name: GROUP_DIMENSION, Value: groupName }];
  const data: HistoryDatum[] = [];
  for (let i = 0; i < history.requests.length; i++) {
    const at = { Dimensions, Timestamp: new Date(1000 * (history.start + i * PERIOD_SECONDS)) };
    data.push(
      {
        MetricName: HISTORY_METRICS.utilization,
        ...at,
        StatisticValues: statisticSet(history, i),
      },
      { MetricName: HISTORY_METRICS.instances, ...at, Value: history.instances[i] },
      { MetricName: HISTORY_METRICS.requests, ...at, Value: history.requests[i] },
      {
        MetricName: HISTORY_METRICS.requestsPerTarget,
        ...at,
        Value: requestsPerTarget(history, i),
      },
    );
  }
  return data;
}

/** The utilisation of a period in percent, a sample an instance. */
export function statisticSet(history: History, period: number): StatisticSet {
  const count = history.instances[period];
  return {
    SampleCount: count,
    Sum: count * history.utilizationPercent[period],
    Minimum: history.lowestPercent[period],
    Maximum: history.highestPercent[period],
  };
}
