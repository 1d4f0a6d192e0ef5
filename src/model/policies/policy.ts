import type { MetricName } from '../metric.ts';

/** A scaling policy as `aws autoscaling describe-policies` prints it, reduced to the types the model knows. */
export type ScalingPolicy = TargetTrackingScalingPolicy | StepScalingPolicy;

export interface TargetTrackingScalingPolicy {
  readonly PolicyType: 'TargetTrackingScaling';
  readonly PolicyName: string;
  readonly PolicyARN?: string | undefined;
  readonly EstimatedInstanceWarmup?: number | undefined;
  readonly TargetTrackingConfiguration: {
    readonly PredefinedMetricSpecification: {
      readonly PredefinedMetricType: 'ASGAverageCPUUtilization' | 'ALBRequestCountPerTarget';
    };
    /** Percent CPU, or requests per target per minute. */
    readonly TargetValue: number;
    readonly DisableScaleIn?: boolean | undefined;
  };
}

export interface StepScalingPolicy {
  readonly PolicyType: 'StepScaling';
  readonly PolicyName: string;
  readonly PolicyARN?: string | undefined;
  readonly AdjustmentType: AdjustmentType;
  /** Offsets from the alarm's threshold; checked where they are read: no gap, no overlap. */
  readonly StepAdjustments: readonly StepAdjustment[];
  readonly MinAdjustmentMagnitude?: number | undefined;
  readonly EstimatedInstanceWarmup?: number | undefined;
}

export type AdjustmentType = 'ChangeInCapacity' | 'ExactCapacity' | 'PercentChangeInCapacity';

export interface StepAdjustment {
  readonly MetricIntervalLowerBound?: number | undefined;
  readonly MetricIntervalUpperBound?: number | undefined;
  readonly ScalingAdjustment: number;
}

/** An alarm as `aws cloudwatch describe-alarms` prints it, reduced to what decides its state. */
export interface MetricAlarm {
  readonly AlarmName: string;
  readonly Namespace: string;
  readonly MetricName: MetricName;
  readonly Statistic: 'Average' | 'Sum';
  /** Seconds, a multiple of 60. */
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number | undefined;
  readonly Threshold: number;
  readonly ComparisonOperator: ComparisonOperator;
  readonly TreatMissingData?: TreatMissingData | undefined;
  /** Names of the policies it triggers. */
  readonly AlarmActions: readonly string[];
}

export type ComparisonOperator =
  | 'GreaterThanThreshold'
  | 'GreaterThanOrEqualToThreshold'
  | 'LessThanThreshold'
  | 'LessThanOrEqualToThreshold';

export type TreatMissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';
