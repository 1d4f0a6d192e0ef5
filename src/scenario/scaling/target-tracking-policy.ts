import * as z from 'zod';
import type { TargetTrackingScalingPolicy } from '../../model/policies/policy.ts';
import { check } from '../reading/check.ts';
import { boolean, choice, number } from '../reading/fields.ts';
import type { Path } from '../reading/path.ts';
import type { Problems } from '../reading/problems.ts';
import { ignored, misplaced, notYet } from '../reading/refusals.ts';
import { POLICY_KEYS } from './policy-keys.ts';

const A_CONFIGURATION = 'a mapping with PredefinedMetricSpecification and TargetValue';
const ofStepScaling = misplaced('is for step scaling: leave it out of a target tracking policy');

const shape = z.looseObject({
  ...POLICY_KEYS,
  PolicyType: z.literal('TargetTrackingScaling'),
  TargetTrackingConfiguration: z.looseObject(
    {
      PredefinedMetricSpecification: z.looseObject(
        {
          PredefinedMetricType: choice(
            ['ASGAverageCPUUtilization', 'ALBRequestCountPerTarget'],
            ['ASGAverageNetworkIn', 'ASGAverageNetworkOut'],
          ),
          // There is but one load balancer here, whatever its name.
          ResourceLabel: ignored(),
        },
        { error: 'a mapping with PredefinedMetricType' },
      ),
      TargetValue: number({ above: 0 }),
      DisableScaleIn: boolean().optional(),
    },
    { error: A_CONFIGURATION },
  ),
  // AWS prints an empty list with policies of every type.
  StepAdjustments: z
    .array(z.unknown())
    .max(0, { error: 'no steps: they are for step scaling' })
    .optional(),
  AdjustmentType: ofStepScaling,
  MinAdjustmentMagnitude: ofStepScaling,
  MetricAggregationType: ofStepScaling,
});

/** What stands in place of a predefined metric, and so is refused before that is missed. */
const notBuilt = z.looseObject({
  TargetTrackingConfiguration: z.looseObject(
    { CustomizedMetricSpecification: notYet('give a PredefinedMetricSpecification') },
    { error: A_CONFIGURATION },
  ),
});

/** Reads a policy whose PolicyType is TargetTrackingScaling. */
export function readTargetTracking(
  value: unknown,
  at: Path,
  problems: Problems,
): TargetTrackingScalingPolicy | undefined {
  if (check(notBuilt, value, at, problems) === undefined) return undefined;
  const read = check(shape, value, at, problems);
  if (read === undefined) return undefined;
  const { PredefinedMetricSpecification, TargetValue, DisableScaleIn } =
    read.TargetTrackingConfiguration;
  const { PredefinedMetricType } = PredefinedMetricSpecification;
  if (PredefinedMetricType === 'ASGAverageCPUUtilization' && TargetValue > 100) {
    const says = `is ${TargetValue}: give a percentage of CPU, at most 100`;
    problems.of([...at, 'TargetTrackingConfiguration', 'TargetValue'], says);
  }
  return {
    PolicyType: 'TargetTrackingScaling',
    PolicyName: read.PolicyName,
    PolicyARN: read.PolicyARN,
    EstimatedInstanceWarmup: read.EstimatedInstanceWarmup,
    TargetTrackingConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType },
      TargetValue,
      DisableScaleIn,
    },
  };
}
