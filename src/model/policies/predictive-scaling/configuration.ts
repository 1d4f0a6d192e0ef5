import type { MetricDataQuery } from '../../metric-math/query.ts';

/** A predictive scaling policy as `aws autoscaling describe-policies` prints it. */
export interface PredictiveScalingPolicy {
  readonly PolicyType: 'PredictiveScaling';
  readonly PolicyName: string;
  readonly PolicyARN?: string | undefined;
  readonly PredictiveScalingConfiguration: PredictiveScalingConfiguration;
}

/** Source: EC2 Auto Scaling API reference, PredictiveScalingConfiguration. */
export interface PredictiveScalingConfiguration {
  /** A list in the API; exactly one is supported. */
  readonly MetricSpecifications: readonly MetricSpecification[];
  /** Undefined: ForecastOnly. */
  readonly Mode?: 'ForecastOnly' | 'ForecastAndScale' | undefined;
  /** Seconds before the hour at which its capacity is launched, below 3600; undefined: 300. */
  readonly SchedulingBufferTime?: number | undefined;
  /** What a forecast above the group's MaxSize does; undefined: HonorMaxCapacity. */
  readonly MaxCapacityBreachBehavior?: 'HonorMaxCapacity' | 'IncreaseMaxCapacity' | undefined;
  /** Whole percent above the forecast, 0 to 100; with IncreaseMaxCapacity alone, and then required. */
  readonly MaxCapacityBuffer?: number | undefined;
}

/** A pair of metrics, or one for the load and one for the scaling. */
export interface MetricSpecification {
  /** In the scaling metric's unit; of a throughput, per instance and minute. */
  readonly TargetValue: number;
  readonly PredefinedMetricPairSpecification?: Predefined<PairType> | undefined;
  readonly PredefinedLoadMetricSpecification?: Predefined<LoadType> | undefined;
  readonly PredefinedScalingMetricSpecification?: Predefined<ScalingType> | undefined;
  readonly CustomizedLoadMetricSpecification?: CustomizedMetric | undefined;
  readonly CustomizedScalingMetricSpecification?: CustomizedMetric | undefined;
  readonly CustomizedCapacityMetricSpecification?: CustomizedMetric | undefined;
}

interface Predefined<Type extends string> {
  readonly PredefinedMetricType: Type;
  /** `app/LB/ID/targetgroup/TG/ID`, for the load balancer's metrics. */
  readonly ResourceLabel?: string | undefined;
}

interface CustomizedMetric {
  /** At most ten, of which one returns data; none has a Period. */
  readonly MetricDataQueries: readonly MetricDataQuery[];
}

export const PAIR_TYPES = [
  'ASGCPUUtilization',
  'ASGNetworkIn',
  'ASGNetworkOut',
  'ALBRequestCount',
] as const;
export type PairType = (typeof PAIR_TYPES)[number];

export const LOAD_TYPES = [
  'ASGTotalCPUUtilization',
  'ASGTotalNetworkIn',
  'ASGTotalNetworkOut',
  'ALBTargetGroupRequestCount',
] as const;
export type LoadType = (typeof LOAD_TYPES)[number];

export const SCALING_TYPES = [
  'ASGAverageCPUUtilization',
  'ASGAverageNetworkIn',
  'ASGAverageNetworkOut',
  'ALBRequestCountPerTarget',
] as const;
export type ScalingType = (typeof SCALING_TYPES)[number];
