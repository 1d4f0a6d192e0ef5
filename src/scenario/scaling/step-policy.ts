import * as z from 'zod';
import type { Path } from '../../model/json/path.ts';
import type { StepScalingPolicy } from '../../model/policies/policy.ts';
import { check } from '../reading/check.ts';
import { choice } from '../reading/fields.ts';
import type { Problems } from '../reading/problems.ts';
import { misplaced } from '../reading/refusals.ts';
import { ADJUSTMENT_KEYS, refuseAdjustments } from './adjustment.ts';
import { POLICY_KEYS } from './policy-keys.ts';
import { stepAdjustments } from './step-adjustments.ts';

const shape = z.looseObject({
  ...POLICY_KEYS,
  PolicyType: z.literal('StepScaling'),
  ...ADJUSTMENT_KEYS,
  StepAdjustments: stepAdjustments,
  MetricAggregationType: choice(['Minimum', 'Maximum', 'Average']).optional(),
  ScalingAdjustment: misplaced('is for simple scaling: give it to each of StepAdjustments'),
  TargetTrackingConfiguration: misplaced(
    'is for target tracking: leave it out of a step scaling policy',
  ),
});

/** Reads a policy whose PolicyType is StepScaling. */
export function readStepScaling(
  value: unknown,
  at: Path,
  problems: Problems,
): StepScalingPolicy | undefined {
  const read = check(shape, value, at, problems);
  if (read === undefined) return undefined;
  const { AdjustmentType, MinAdjustmentMagnitude } = read;
  const StepAdjustments = read.StepAdjustments.map((step) => ({
    MetricIntervalLowerBound: step.MetricIntervalLowerBound,
    MetricIntervalUpperBound: step.MetricIntervalUpperBound,
    ScalingAdjustment: step.ScalingAdjustment,
  }));
  refuseAdjustments({ AdjustmentType, MinAdjustmentMagnitude, StepAdjustments }, at, problems);
  return {
    PolicyType: 'StepScaling',
    PolicyName: read.PolicyName,
    PolicyARN: read.PolicyARN,
    AdjustmentType,
    StepAdjustments,
    MinAdjustmentMagnitude,
    MetricAggregationType: read.MetricAggregationType,
    EstimatedInstanceWarmup: read.EstimatedInstanceWarmup,
  };
}
