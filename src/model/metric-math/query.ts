import type { MetricIdentity } from './search/search.ts';

/**
 * A `MetricDataQuery`, as CloudWatch's GetMetricData takes it and, without periods, an
 * Auto Scaling policy; either `MetricStat` or `Expression`.
 */
export interface MetricDataQuery {
  readonly Id: string;
  readonly MetricStat?: MetricStat | undefined;
  readonly Expression?: string | undefined;
  readonly Label?: string | undefined;
  /** Seconds, of an expression. */
  readonly Period?: number | undefined;
  /** Default true. */
  readonly ReturnData?: boolean | undefined;
}

export interface MetricStat {
  readonly Metric: MetricIdentity;
  readonly Stat: string;
  /** Seconds. */
  readonly Period?: number | undefined;
  readonly Unit?: string | undefined;
}
