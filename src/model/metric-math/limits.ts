/** What one of those who take metric data queries allows. */
export interface MetricDataLimits {
  /** Queries, metrics and expressions together. */
  readonly most: number;
  /** Characters. */
  readonly expressionLength: number;
  /** Characters. */
  readonly idLength: number;
  /** A policy wants one series; GetMetricData returns as many as there are. */
  readonly returned: 'one' | 'any';
  readonly periods: Periods;
  readonly takesSearch: boolean;
}

/** `Period` in a query and in its MetricStat: unknown there, or optional or, in a MetricStat, required. */
type Periods =
  | { readonly kind: 'none' }
  | { readonly kind: 'optional' | 'required'; readonly among?: readonly number[] };

/**
 * Customized metrics of a predictive scaling policy. Source: Amazon EC2 Auto Scaling
 * API reference, MetricDataQuery; user guide, "Advanced predictive scaling policy using custom
 * metrics", limitations.
 */
export const PREDICTIVE_SCALING: MetricDataLimits = {
  most: 10,
  expressionLength: 1023,
  idLength: 64,
  returned: 'one',
  periods: { kind: 'none' },
  takesSearch: true,
};

/**
 * The customized metric of a target tracking policy, which alarms watch. Source: Amazon EC2
 * Auto Scaling API reference, TargetTrackingMetricDataQuery; Amazon CloudWatch user
 * guide, "Using metric math": no alarm on a SEARCH.
 */
export const TARGET_TRACKING: MetricDataLimits = {
  most: 10,
  expressionLength: 2047,
  idLength: 64,
  returned: 'one',
  periods: { kind: 'optional', among: [10, 30, 60] },
  takesSearch: false,
};

/** CloudWatch's GetMetricData. Source: Amazon CloudWatch API reference, GetMetricData and MetricDataQuery. */
export const GET_METRIC_DATA: MetricDataLimits = {
  most: 500,
  expressionLength: 2048,
  idLength: 255,
  returned: 'any',
  periods: { kind: 'required' },
  takesSearch: true,
};
