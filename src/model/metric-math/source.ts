import type { MetricIdentity, Search } from './search/search.ts';

/**
 * Where metric math takes its data from, for one span. An array has a value for each
 * period that begins in the span, the first at its start (`periodsIn`), NaN where
 * there is no datapoint.
 */
export interface MetricSource {
  /** One metric; nothing but NaN where there is no such metric. */
  stat(metric: MetricIdentity, stat: string, period: number, unit?: string): Float64Array;
  /** The metrics that `matchesSearch` finds. */
  search(search: Search, stat: string, period: number): readonly FoundMetric[];
}

interface FoundMetric {
  readonly metric: MetricIdentity;
  readonly label: string;
  readonly values: Float64Array;
}
