import * as z from 'zod';
import type { Path } from '../../model/json/path.ts';
import { checkConfiguration } from '../../model/policies/predictive-scaling/check-configuration.ts';
import type {
  MetricSpecification,
  PredictiveScalingPolicy,
} from '../../model/policies/predictive-scaling/configuration.ts';
import { metricQueries } from '../../model/policies/predictive-scaling/metric-queries.ts';
import { check } from '../reading/check.ts';
import type { Problems } from '../reading/problems.ts';
import { misplaced } from '../reading/refusals.ts';
import { refuseUnknownMetrics } from './customized-metric.ts';
import { refuseSilentNetwork, type Traffic } from './network-metric.ts';
import { NO_STEPS, POLICY_KEYS } from './policy-keys.ts';

const notHere = (kind: string) =>
  misplaced(`is for ${kind} scaling: leave it out of a predictive scaling policy`);

const shape = z.looseObject({
  ...POLICY_KEYS,
  PolicyType: z.literal('PredictiveScaling'),
  EstimatedInstanceWarmup: misplaced(
    'is for target tracking and step scaling: give the group a DefaultInstanceWarmup',
  ),
  PredictiveScalingConfiguration: z.unknown(),
  TargetTrackingConfiguration: notHere('target tracking'),
  StepAdjustments: NO_STEPS,
  AdjustmentType: notHere('step and simple'),
  MinAdjustmentMagnitude: notHere('step and simple'),
  MetricAggregationType: notHere('step'),
  ScalingAdjustment: notHere('simple'),
});

/** Reads a policy whose PolicyType is PredictiveScaling. */
export function readPredictiveScaling(
  value: unknown,
  at: Path,
  traffic: Traffic | undefined,
  problems: Problems,
): PredictiveScalingPolicy | undefined {
  const problemsBefore = problems.count;
  const read = check(shape, value, at, problems);
  // Misspelling a key and missing it are one mistake.
  if (read === undefined || problems.count > problemsBefore) return undefined;
  const { PolicyName, PolicyARN } = read;
  const configurationAt = [...at, 'PredictiveScalingConfiguration'];
  // There is but one load balancer here, whatever its name.
  const { configuration, problems: found } = checkConfiguration(
    read.PredictiveScalingConfiguration,
    'any',
  );
  for (const { path, says } of found) problems.of([...configurationAt, ...path], says);
  if (configuration === undefined) return undefined;
  const [metrics] = configuration.MetricSpecifications;
  const metricsAt = [...configurationAt, 'MetricSpecifications', 0];
  refuseUnknownMetrics(metrics, metricsAt, problems);
  refuseTarget(metrics, metricsAt, problems);
  refuseSilence(metrics, metricsAt, traffic, problems);
  return {
    PolicyType: 'PredictiveScaling',
    PolicyName,
    PolicyARN,
    PredictiveScalingConfiguration: configuration,
  };
}

function refuseTarget(metrics: MetricSpecification, at: Path, problems: Problems): void {
  const isCpu = metricQueries(metrics).scaling.some(
    ({ MetricStat, ReturnData }) =>
      ReturnData !== false && MetricStat?.Metric.MetricName === 'CPUUtilization',
  );
  if (!isCpu || metrics.TargetValue <= 100) return;
  const says = `is ${metrics.TargetValue}: give a percentage of CPU, at most 100`;
  problems.of([...at, 'TargetValue'], says);
}

function refuseSilence(
  metrics: MetricSpecification,
  at: Path,
  traffic: Traffic | undefined,
  problems: Problems,
): void {
  const { load, scaling } = metricQueries(metrics);
  for (const { MetricStat } of [...load, ...scaling]) {
    const name = MetricStat?.Metric.MetricName;
    if (name === 'NetworkIn' || name === 'NetworkOut')
      refuseSilentNetwork(name, at, `the ${name} of its metrics`, traffic, problems);
  }
}
