import type { MetricDatum } from './metric-datum.ts';

/** What is known of all samples of a period; those of one datapoint, or of many merged. */
export interface Aggregate {
  sampleCount: number;
  sum: number;
  minimum: number;
  maximum: number;
  /** How often each value came; undefined once a statistic set hides the values. */
  samples: Map<number, number> | undefined;
}

export function emptyAggregate(): Aggregate {
  return {
    sampleCount: 0,
    sum: 0,
    minimum: Number.POSITIVE_INFINITY,
    maximum: Number.NEGATIVE_INFINITY,
    samples: new Map(),
  };
}

/** Adds samples: what is put twice counts twice, as in CloudWatch. */
export function add(aggregate: Aggregate, more: Aggregate | MetricDatum): void {
  aggregate.sampleCount += more.sampleCount;
  aggregate.sum += more.sum;
  aggregate.minimum = Math.min(aggregate.minimum, more.minimum);
  aggregate.maximum = Math.max(aggregate.maximum, more.maximum);
  const { samples } = aggregate;
  if (samples === undefined) return;
  if (more.samples === undefined) aggregate.samples = undefined;
  else
    for (const [value, count] of more.samples)
      samples.set(value, (samples.get(value) ?? 0) + count);
}

/**
 * A statistic of an aggregate, NaN where there is none: a percentile is the smallest
 * value that so many percent of the samples do not exceed (CloudWatch's own algorithm is not
 * published). Without the values, or where one is negative, there are no percentiles.
 *
 * Source: Amazon CloudWatch user guide, "CloudWatch statistics definitions".
 */
export function statisticOf(aggregate: Aggregate, statistic: string): number {
  const { sampleCount, sum, minimum, maximum } = aggregate;
  switch (statistic) {
    case 'SampleCount':
      return sampleCount;
    case 'Sum':
      return sum;
    case 'Average':
      return sampleCount > 0 ? sum / sampleCount : Number.NaN;
    case 'Minimum':
      return minimum;
    case 'Maximum':
      return maximum;
    default:
      return percentile(aggregate, Number(statistic.slice(1)));
  }
}

/** Whether the lab computes it. */
export function hasStatistic(statistic: string): boolean {
  return /^(?:SampleCount|Sum|Average|Minimum|Maximum|p\d.*)$/.test(statistic);
}

function percentile({ samples, minimum, sampleCount }: Aggregate, percent: number): number {
  if (samples === undefined || minimum < 0) return Number.NaN;
  let below = 0;
  const sorted = [...samples].toSorted(([a], [b]) => a - b);
  for (const [value, count] of sorted) {
    below += count;
    // Counts may be fractions: what rounding lacks does not make it the next value.
    if (below >= (percent / 100) * sampleCount * (1 - 1e-12)) return value;
  }
  return Number.NaN;
}
