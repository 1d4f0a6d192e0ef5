import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDatum,
  type MetricStat,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { HOUR, MIDNIGHT } from '../rig.ts';

/** Puts data of the namespace Shop, of the metric Load unless they say otherwise. */
export function put(client: CloudWatchClient, ...data: readonly Partial<MetricDatum>[]) {
  const MetricData = data.map((datum) => ({ MetricName: 'Load', ...datum }));
  return client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
}

/** A query for a metric of Shop: the sum of Load by the minute, unless it says otherwise. */
export function metric(
  Id: string,
  { MetricName = 'Load', Dimensions, Stat = 'Sum', Period = 60, Unit }: Wanted = {},
): MetricDataQuery & { readonly MetricStat: MetricStat } {
  const Metric = { Namespace: 'Shop', MetricName, Dimensions };
  return { Id, MetricStat: { Metric, Stat, Period, Unit } };
}

type Wanted = Partial<Pick<MetricDatum, 'MetricName' | 'Dimensions'>> &
  Partial<Pick<MetricStat, 'Stat' | 'Period' | 'Unit'>>;

/** The hour before midnight, or from so long before it to so long after. */
export function window(before = HOUR, after = 0) {
  return { StartTime: at(-before), EndTime: at(after) };
}

/** So many milliseconds after midnight. */
export function at(milliseconds: number): Date {
  return new Date(MIDNIGHT + milliseconds);
}

/** What queries give over the last hour, oldest first. */
export async function get(client: CloudWatchClient, ...queries: readonly MetricDataQuery[]) {
  const input = {
    ...window(),
    MetricDataQueries: [...queries],
    ScanBy: 'TimestampAscending' as const,
  };
  const { MetricDataResults = [] } = await client.send(new GetMetricDataCommand(input));
  return MetricDataResults.map(({ Id, Values = [] }) => ({ Id, Values }));
}
