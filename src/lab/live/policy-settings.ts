import type { ScalingPolicy } from '../../model/policies/policy.ts';
import type { CustomizedMetric, PutPolicy } from '../autoscaling/policy-shapes.ts';

/** A policy as it was put. */
export type PolicySettings = PutPolicy & {
  readonly PolicyType: ScalingPolicy['PolicyType'];
  readonly PolicyARN: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
};

/** A policy as the model knows it; undefined for one that lacks what its type needs. */
export function modelPolicy(
  settings: PutPolicy & Pick<PolicySettings, 'PolicyType'>,
): ScalingPolicy<CustomizedMetric> | undefined {
  const { PolicyType, AdjustmentType } = settings;
  switch (PolicyType) {
    case 'TargetTrackingScaling': {
      const { TargetTrackingConfiguration } = settings;
      return (
        TargetTrackingConfiguration && { ...settings, PolicyType, TargetTrackingConfiguration }
      );
    }
    case 'PredictiveScaling': {
      const { PredictiveScalingConfiguration } = settings;
      return (
        PredictiveScalingConfiguration && {
          ...settings,
          PolicyType,
          PredictiveScalingConfiguration,
        }
      );
    }
    case 'StepScaling': {
      const { StepAdjustments } = settings;
      return StepAdjustments && AdjustmentType
        ? { ...settings, PolicyType, AdjustmentType, StepAdjustments }
        : undefined;
    }
    case 'SimpleScaling': {
      const { ScalingAdjustment } = settings;
      return ScalingAdjustment !== undefined && AdjustmentType
        ? { ...settings, PolicyType, AdjustmentType, ScalingAdjustment }
        : undefined;
    }
  }
}
