import { type MetricDataQuery as CloudWatchQuery, StandardUnit } from '@aws-sdk/client-cloudwatch';
import type { MetricDataQuery } from '../model/metric-math/query.ts';
import type { MetricReader } from '../predict/policy/metric-reader.ts';
import type { AwsAccess } from './access.ts';
import { cloudWatchClient } from './clients.ts';
import { readMetricData } from './metric-data.ts';

/** Metrics and metric math by AWS's SDK. */
export function metricReader(access: AwsAccess): MetricReader {
  const client = cloudWatchClient(access, ATTEMPTS);
  return async (queries, period, from, until) => {
    const request = {
      MetricDataQueries: queries.map((query) => asSent(query, period)),
      StartTime: new Date(1000 * from),
      EndTime: new Date(1000 * until),
    };
    const values = new Map<number, number>();
    for (const { Timestamps = [], Values = [] } of await readMetricData(
      client,
      request,
      PAGE_SECONDS,
    ))
      for (const [index, time] of Timestamps.entries())
        values.set(time.getTime() / 1000, Values[index]);
    return values;
  };
}

const ATTEMPTS = 3;
/** Of a page, however often it is asked for. */
const PAGE_SECONDS = 90;

/** A policy's query has no period: who asks says which. */
function asSent({ MetricStat, ...query }: MetricDataQuery, period: number): CloudWatchQuery {
  if (MetricStat === undefined) return { ...query };
  const { Metric, Stat, Unit } = MetricStat;
  return {
    ...query,
    MetricStat: {
      Metric: { ...Metric, Dimensions: Metric.Dimensions?.slice() },
      Stat,
      Period: period,
      Unit: Object.values(StandardUnit).find((unit) => unit === Unit),
    },
  };
}
