import type { MetricIdentity } from '../../model/metric-math/search/search.ts';

/** What one datum of PutMetricData says, with everything filled in; as the log keeps it. */
export interface MetricDatum {
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  /** Epoch milliseconds, at the start of its minute or, in high resolution, second. */
  readonly at: number;
  readonly unit: string;
  readonly sampleCount: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Values and their counts; absent where only a statistic set is known. */
  readonly samples?: readonly (readonly [value: number, count: number])[];
}

/** Data that were put together, and when. */
export interface PutMetrics {
  /** Epoch milliseconds. */
  readonly received: number;
  readonly namespace: string;
  readonly data: readonly MetricDatum[];
}

/** One text a metric, whatever the order of its dimensions. */
export function keyOf({ Namespace, MetricName, Dimensions = [] }: MetricIdentity): string {
  const sorted = Dimensions.map(({ Name, Value }) => [Name, Value]).toSorted(([a], [b]) =>
    a < b ? -1 : a > b ? 1 : 0,
  );
  return JSON.stringify([Namespace, MetricName, ...sorted]);
}
