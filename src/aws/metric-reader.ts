import {
  CloudWatchClient,
  type MetricDataQuery as CloudWatchQuery,
  paginateGetMetricData,
  StandardUnit,
} from '@aws-sdk/client-cloudwatch';
import type { MetricDataQuery } from '../model/metric-math/query.ts';
import type { MetricReader } from '../predict/policy/metric-reader.ts';
import { type AwsAccess, clientConfig } from './access.ts';
import { awsFailure } from './failure.ts';

/** Metrics and metric math by AWS's SDK. */
export function metricReader(access: AwsAccess): MetricReader {
  const client = new CloudWatchClient(clientConfig(access, 'CLOUDWATCH', ATTEMPTS));
  return async (queries, period, from, until) => {
    const pages = paginateGetMetricData(
      { client },
      {
        MetricDataQueries: queries.map((query) => asSent(query, period)),
        StartTime: new Date(1000 * from),
        EndTime: new Date(1000 * until),
      },
    );
    const values = new Map<number, number>();
    try {
      for await (const { MetricDataResults = [] } of pages)
        for (const { Timestamps = [], Values = [] } of MetricDataResults)
          for (const [index, time] of Timestamps.entries())
            values.set(time.getTime() / 1000, Values[index]);
    } catch (error) {
      throw awsFailure(error, 'cloudwatch:GetMetricData');
    }
    return values;
  };
}

const ATTEMPTS = 3;

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
