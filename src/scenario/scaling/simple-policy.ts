import * as z from 'zod';
import type { Path } from '../../model/json/path.ts';
import type { SimpleScalingPolicy } from '../../model/policies/policy.ts';
import { check } from '../reading/check.ts';
import { number } from '../reading/fields.ts';
import type { Problems } from '../reading/problems.ts';
import { misplaced } from '../reading/refusals.ts';
import { ADJUSTMENT_KEYS, refuseAdjustments } from './adjustment.ts';
import { NO_STEPS, POLICY_KEYS } from './policy-keys.ts';

const shape = z.looseObject({
  ...POLICY_KEYS,
  PolicyType: z.literal('SimpleScaling'),
  ...ADJUSTMENT_KEYS,
  ScalingAdjustment: number({ whole: true }),
  Cooldown: number({ whole: true, atLeast: 0 }).optional(),
  EstimatedInstanceWarmup: misplaced(
    'is for step scaling and target tracking: leave it out, simple scaling waits for its Cooldown',
  ),
  StepAdjustments: NO_STEPS,
  MetricAggregationType: misplaced(
    'is for step scaling: leave it out of a simple scaling policy, its alarm has a Statistic',
  ),
  TargetTrackingConfiguration: misplaced(
    'is for target tracking: leave it out of a simple scaling policy',
  ),
});

/** Reads a policy whose PolicyType is SimpleScaling. */
export function readSimpleScaling(
  value: unknown,
  at: Path,
  problems: Problems,
): SimpleScalingPolicy | undefined {
  const read = check(shape, value, at, problems);
  if (read === undefined) return undefined;
  const { AdjustmentType, ScalingAdjustment, MinAdjustmentMagnitude } = read;
  refuseAdjustments({ AdjustmentType, ScalingAdjustment, MinAdjustmentMagnitude }, at, problems);
  return {
    PolicyType: 'SimpleScaling',
    PolicyName: read.PolicyName,
    PolicyARN: read.PolicyARN,
    AdjustmentType,
    ScalingAdjustment,
    MinAdjustmentMagnitude,
    Cooldown: read.Cooldown,
  };
}
