import * as z from 'zod';
import type { StepScalingPolicy } from '../../model/policies/policy.ts';
import { check } from '../reading/check.ts';
import { choice, number } from '../reading/fields.ts';
import type { Path } from '../reading/path.ts';
import type { Problems } from '../reading/problems.ts';
import { misplaced } from '../reading/refusals.ts';
import { POLICY_KEYS } from './policy-keys.ts';
import { refuseImpossibleSteps, stepAdjustments } from './step-adjustments.ts';

const shape = z.looseObject({
  ...POLICY_KEYS,
  PolicyType: z.literal('StepScaling'),
  AdjustmentType: choice(['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity']),
  StepAdjustments: stepAdjustments,
  MinAdjustmentMagnitude: number({ whole: true, atLeast: 1 }).optional(),
  MetricAggregationType: choice(['Average'], ['Minimum', 'Maximum']).optional(),
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
  refuseImpossibleSteps(StepAdjustments, [...at, 'StepAdjustments'], problems);
  for (const [index, { ScalingAdjustment }] of StepAdjustments.entries()) {
    if (AdjustmentType !== 'ExactCapacity' || ScalingAdjustment >= 0) continue;
    const says = `is ${ScalingAdjustment}: give a capacity of at least 0, as AdjustmentType is ExactCapacity`;
    problems.of([...at, 'StepAdjustments', index, 'ScalingAdjustment'], says);
  }
  if (MinAdjustmentMagnitude !== undefined && AdjustmentType !== 'PercentChangeInCapacity') {
    const says = `is for PercentChangeInCapacity: leave it out with ${AdjustmentType}`;
    problems.of([...at, 'MinAdjustmentMagnitude'], says);
  }
  return {
    PolicyType: 'StepScaling',
    PolicyName: read.PolicyName,
    PolicyARN: read.PolicyARN,
    AdjustmentType,
    StepAdjustments,
    MinAdjustmentMagnitude,
    EstimatedInstanceWarmup: read.EstimatedInstanceWarmup,
  };
}
