import * as z from 'zod';
import type { Path } from '../../model/json/path.ts';
import { type TargetTrackingScalingPolicy, TRACKING_TYPES } from '../../model/policies/policy.ts';
import { trackedMetric } from '../../model/policies/target-tracking.ts';
import { check } from '../reading/check.ts';
import { boolean, choice, number } from '../reading/fields.ts';
import type { Problems } from '../reading/problems.ts';
import { ignored, misplaced } from '../reading/refusals.ts';
import { refuseSilentNetwork, type Traffic } from './network-metric.ts';
import { NO_STEPS, POLICY_KEYS } from './policy-keys.ts';
import { readTrackedMetric } from './tracked-metric.ts';

const ofStepScaling = misplaced('is for step scaling: leave it out of a target tracking policy');

const shape = z.looseObject({
  ...POLICY_KEYS,
  PolicyType: z.literal('TargetTrackingScaling'),
  TargetTrackingConfiguration: z.looseObject(
    {
      PredefinedMetricSpecification: z
        .looseObject(
          {
            PredefinedMetricType: choice(TRACKING_TYPES),
            // There is but one load balancer here, whatever its name.
            ResourceLabel: ignored(),
          },
          { error: 'a mapping with PredefinedMetricType' },
        )
        .optional(),
      CustomizedMetricSpecification: z.unknown().optional(),
      TargetValue: number({ above: 0 }),
      DisableScaleIn: boolean().optional(),
    },
    { error: 'a mapping with PredefinedMetricSpecification and TargetValue' },
  ),
  StepAdjustments: NO_STEPS,
  AdjustmentType: ofStepScaling,
  MinAdjustmentMagnitude: ofStepScaling,
  MetricAggregationType: ofStepScaling,
  ScalingAdjustment: misplaced('is for simple scaling: leave it out of a target tracking policy'),
});

/** Reads a policy whose PolicyType is TargetTrackingScaling. */
export function readTargetTracking(
  value: unknown,
  at: Path,
  traffic: Traffic | undefined,
  problems: Problems,
): TargetTrackingScalingPolicy | undefined {
  const problemsBefore = problems.count;
  const read = check(shape, value, at, problems);
  if (read === undefined) return undefined;
  const { TargetTrackingConfiguration: configuration } = read;
  const configurationAt = [...at, 'TargetTrackingConfiguration'];
  // Misspelling a key and missing it are one mistake.
  if (!hasMetric(configuration) && problems.count > problemsBefore) return undefined;
  const metric = readMetric(configuration, configurationAt, problems);
  if (metric === undefined) return undefined;
  const { TargetValue, DisableScaleIn } = configuration;
  const policy: TargetTrackingScalingPolicy = {
    PolicyType: 'TargetTrackingScaling',
    PolicyName: read.PolicyName,
    PolicyARN: read.PolicyARN,
    EstimatedInstanceWarmup: read.EstimatedInstanceWarmup,
    TargetTrackingConfiguration: { ...metric.specification, TargetValue, DisableScaleIn },
  };
  const tracked = trackedMetric(policy);
  if (tracked === 'CPUUtilization' && TargetValue > 100) {
    const says = `is ${TargetValue}: give a percentage of CPU, at most 100`;
    problems.of([...configurationAt, 'TargetValue'], says);
  }
  refuseSilentNetwork(tracked, metric.nameAt, metric.name, traffic, problems);
  return policy;
}

type Configuration = z.output<typeof shape>['TargetTrackingConfiguration'];
type Specification = Pick<
  TargetTrackingScalingPolicy['TargetTrackingConfiguration'],
  'PredefinedMetricSpecification' | 'CustomizedMetricSpecification'
>;

/** What is tracked, and the name that it goes by. */
interface Tracked {
  readonly specification: Specification;
  readonly name: string;
  readonly nameAt: Path;
}

function hasMetric(configuration: Configuration): boolean {
  const { PredefinedMetricSpecification, CustomizedMetricSpecification } = configuration;
  return (PredefinedMetricSpecification ?? CustomizedMetricSpecification) !== undefined;
}

function readMetric(
  { PredefinedMetricSpecification, CustomizedMetricSpecification }: Configuration,
  at: Path,
  problems: Problems,
): Tracked | undefined {
  const predefinedAt = [...at, 'PredefinedMetricSpecification'];
  const customizedAt = [...at, 'CustomizedMetricSpecification'];
  if (CustomizedMetricSpecification === undefined) {
    if (PredefinedMetricSpecification === undefined) {
      const cure = 'give PredefinedMetricSpecification or CustomizedMetricSpecification';
      problems.of(at, `has no metric: ${cure}`);
      return undefined;
    }
    const { PredefinedMetricType } = PredefinedMetricSpecification;
    return {
      specification: { PredefinedMetricSpecification: { PredefinedMetricType } },
      name: PredefinedMetricType,
      nameAt: [...predefinedAt, 'PredefinedMetricType'],
    };
  }
  if (PredefinedMetricSpecification !== undefined) {
    const line = problems.line(predefinedAt, at);
    problems.of(customizedAt, `stands beside PredefinedMetricSpecification (${line}): keep one`);
    return undefined;
  }
  const metric = readTrackedMetric(CustomizedMetricSpecification, customizedAt, problems);
  return (
    metric && {
      specification: { CustomizedMetricSpecification: metric },
      name: metric.MetricName,
      nameAt: [...customizedAt, 'MetricName'],
    }
  );
}
