import type { MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { BalancerMinute } from '../load/watch/group-source.ts';

/** A target group and a load balancer before it, as CloudWatch's dimensions name them. */
export interface BalancerPlace {
  readonly TargetGroup: string;
  readonly LoadBalancer: string;
}

/**
 * What is asked of CloudWatch, by the minute.
 *
 * Source: Application Load Balancers user guide, "CloudWatch metrics": the load balancer's
 * own errors are of no target group.
 */
export function balancerQueries(places: readonly BalancerPlace[]): MetricDataQuery[] {
  return metricsOf(places).map(({ id, MetricName, Stat, dimensions }) => ({
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/ApplicationELB',
        MetricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: 60,
      Stat,
    },
  }));
}

/** The answers to `balancerQueries`, a row a minute that has any datapoint, the oldest first. */
export function balancerMinutes(
  places: readonly BalancerPlace[],
  results: readonly MetricDataResult[],
): BalancerMinute[] {
  const series = metricsOf(places).map((metric) => ({
    ...metric,
    points: pointsOf(results.filter(({ Id }) => Id === metric.id)),
  }));
  const times = new Set(series.flatMap(({ points }) => [...points.keys()]));
  return [...times]
    .sort((a, b) => a - b)
    .map((time) => ({
      Timestamp: new Date(time).toISOString(),
      RequestCount: sumAt(series, 'RequestCount', time),
      TargetResponseTime: averageAt(series, time),
      HTTPCode_ELB_5XX_Count: sumAt(series, 'HTTPCode_ELB_5XX_Count', time),
      HTTPCode_Target_5XX_Count: sumAt(series, 'HTTPCode_Target_5XX_Count', time),
    }));
}

function sumAt(series: readonly Series[], name: MetricName, time: number): number | null {
  const values = series.flatMap(({ MetricName, points }) =>
    MetricName === name ? (points.get(time) ?? []) : [],
  );
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0);
}

/** Each target group's response time counts as often as it had requests. */
function averageAt(series: readonly Series[], time: number): number | null {
  let weights = 0;
  let total = 0;
  for (const { MetricName, place, points } of series) {
    const value = points.get(time);
    if (MetricName !== 'TargetResponseTime' || value === undefined) continue;
    const ofPlace = series.filter((other) => other.place === place);
    const weight = sumAt(ofPlace, 'RequestCount', time) ?? 1;
    weights += weight;
    total += weight * value;
  }
  return weights === 0 ? null : total / weights;
}

type MetricName = Exclude<keyof BalancerMinute, 'Timestamp'>;

interface Metric {
  readonly id: string;
  readonly MetricName: MetricName;
  readonly Stat: 'Sum' | 'Average';
  readonly dimensions: Readonly<Record<string, string>>;
  /** Of `places`, where it is of one. */
  readonly place: BalancerPlace | undefined;
}

interface Series extends Metric {
  /** By epoch milliseconds. */
  readonly points: ReadonlyMap<number, number>;
}

function metricsOf(places: readonly BalancerPlace[]): Metric[] {
  const ofTargets = places.flatMap((place, i) =>
    OF_TARGETS.map(([MetricName, Stat], j) => ({
      id: `t${i}_${j}`,
      MetricName,
      Stat,
      dimensions: { ...place },
      place,
    })),
  );
  const balancers = [...new Set(places.map(({ LoadBalancer }) => LoadBalancer))];
  const own = balancers.map((LoadBalancer, i) => ({
    id: `b${i}`,
    MetricName: 'HTTPCode_ELB_5XX_Count' as const,
    Stat: 'Sum' as const,
    dimensions: { LoadBalancer },
    place: undefined,
  }));
  return [...ofTargets, ...own];
}

const OF_TARGETS = [
  ['RequestCount', 'Sum'],
  ['TargetResponseTime', 'Average'],
  ['HTTPCode_Target_5XX_Count', 'Sum'],
] as const;

/** Of all pages, by epoch milliseconds. */
function pointsOf(pages: readonly MetricDataResult[]): ReadonlyMap<number, number> {
  const points = new Map<number, number>();
  for (const { Timestamps = [], Values = [] } of pages)
    Timestamps.forEach((time, i) => {
      points.set(time.getTime(), Values[i]);
    });
  return points;
}
