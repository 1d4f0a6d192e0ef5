import type { MetricIdentity } from './search/search.ts';

/**
 * A `MetricDataQuery`, as CloudWatch's GetMetricData takes it and, without periods, an
 * Auto Scaling policy; either `MetricStat` or `Expression`.
 */
export interface MetricDataQuery {
  readonly Id: string;
  readonly MetricStat?: MetricStat;
  readonly Expression?: string;
  readonly Label?: string;
  /** Seconds, of an expression. */
  readonly Period?: number;
  /** Default true. */
  readonly ReturnData?: boolean;
}

export interface MetricStat {
  readonly Metric: MetricIdentity;
  readonly Stat: string;
  /** Seconds. */
  readonly Period?: number;
  readonly Unit?: string;
}
