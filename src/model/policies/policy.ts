import type { AlarmState } from '../alarm.ts';
import type { MetricName } from '../metric.ts';
import type { PredictiveScalingPolicy } from './predictive-scaling/configuration.ts';

/**
 * A scaling policy as `aws autoscaling describe-policies` prints it, reduced to the types the model knows.
 *
 * `Customized` is how it names a metric that is not predefined: one of the model's own,
 * or any that CloudWatch holds.
 */
export type ScalingPolicy<Customized = CustomizedMetricSpecification> =
  | TargetTrackingScalingPolicy<Customized>
  | StepScalingPolicy
  | SimpleScalingPolicy
  | PredictiveScalingPolicy;

export interface TargetTrackingScalingPolicy<Customized = CustomizedMetricSpecification> {
  readonly PolicyType: 'TargetTrackingScaling';
  readonly PolicyName: string;
  readonly PolicyARN?: string | undefined;
  readonly EstimatedInstanceWarmup?: number | undefined;
  readonly TargetTrackingConfiguration: {
    /** One of the two. */
    readonly PredefinedMetricSpecification?: PredefinedMetricSpecification | undefined;
    readonly CustomizedMetricSpecification?: Customized | undefined;
    /** In the metric's unit: percent CPU, bytes a minute, requests per target a minute. */
    readonly TargetValue: number;
    readonly DisableScaleIn?: boolean | undefined;
  };
}

/** Of target tracking's predefined metrics; EC2 Auto Scaling API reference, PredefinedMetricSpecification. */
export const TRACKING_TYPES = [
  'ASGAverageCPUUtilization',
  'ASGAverageNetworkIn',
  'ASGAverageNetworkOut',
  'ALBRequestCountPerTarget',
] as const;

export interface PredefinedMetricSpecification {
  readonly PredefinedMetricType: (typeof TRACKING_TYPES)[number];
  /** `app/LB/ID/targetgroup/TG/ID`, for the load balancer's metric. */
  readonly ResourceLabel?: string | undefined;
}

export interface CustomizedMetricSpecification {
  readonly MetricName: MetricName;
}

export interface StepScalingPolicy {
  readonly PolicyType: 'StepScaling';
  readonly PolicyName: string;
  readonly PolicyARN?: string | undefined;
  readonly AdjustmentType: AdjustmentType;
  /** Offsets from the alarm's threshold; checked where they are read: no gap, no overlap. */
  readonly StepAdjustments: readonly StepAdjustment[];
  readonly MinAdjustmentMagnitude?: number | undefined;
  /** What the alarm's datapoints are made into; undefined: their average. */
  readonly MetricAggregationType?: 'Minimum' | 'Maximum' | 'Average' | undefined;
  readonly EstimatedInstanceWarmup?: number | undefined;
}

export interface SimpleScalingPolicy {
  readonly PolicyType: 'SimpleScaling';
  readonly PolicyName: string;
  readonly PolicyARN?: string | undefined;
  readonly AdjustmentType: AdjustmentType;
  readonly ScalingAdjustment: number;
  readonly MinAdjustmentMagnitude?: number | undefined;
  /** Seconds; undefined: the group's DefaultCooldown. */
  readonly Cooldown?: number | undefined;
}

export type AdjustmentType = 'ChangeInCapacity' | 'ExactCapacity' | 'PercentChangeInCapacity';

export interface StepAdjustment {
  readonly MetricIntervalLowerBound?: number | undefined;
  readonly MetricIntervalUpperBound?: number | undefined;
  readonly ScalingAdjustment: number;
}

/** An alarm as `aws cloudwatch describe-alarms` prints it, reduced to what decides its state. */
export interface MetricAlarm extends AlarmDefinition {
  readonly Namespace: string;
  readonly MetricName: MetricName;
  readonly Statistic: 'Average' | 'Sum';
}

/** What an alarm is, whatever the metric it watches. */
export interface AlarmDefinition {
  readonly AlarmName: string;
  readonly Statistic: AlarmStatistic;
  /** Seconds, a multiple of 60. */
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number | undefined;
  readonly Threshold: number;
  readonly ComparisonOperator: ComparisonOperator;
  readonly TreatMissingData?: TreatMissingData | undefined;
  /** What it is when a policy begins to look at it; undefined: INSUFFICIENT_DATA, as a new one. */
  readonly StateValue?: AlarmState | undefined;
  /**
   * Names of the policies it triggers. One that names a target tracking policy is that
   * policy's own, read from a real group, and stands for what we assume of it.
   */
  readonly AlarmActions: readonly string[];
}

export type AlarmStatistic = 'Average' | 'Sum' | 'Minimum' | 'Maximum' | 'SampleCount';

export type ComparisonOperator =
  | 'GreaterThanThreshold'
  | 'GreaterThanOrEqualToThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

export type TreatMissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';
