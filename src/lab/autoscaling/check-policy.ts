import { TARGET_TRACKING } from '../../model/metric-math/limits.ts';
import { validateMetricDataQueries } from '../../model/metric-math/validate.ts';
import { adjustmentProblems } from '../../model/policies/adjustment-rules.ts';
import { RESOURCE_LABEL } from '../../model/policies/predefined-metric.ts';
import { configurationProblems } from '../../model/policies/predictive-scaling/rules.ts';
import type { PolicySettings } from '../live/policy-settings.ts';
import { queriesOf } from '../live/watched.ts';
import type { CustomizedMetric, PutPolicy } from './policy-shapes.ts';
import { wrong } from './refusals.ts';

/** A policy as it was asked for, its type filled in. */
type Asked = PutPolicy & Pick<PolicySettings, 'PolicyType'>;

/**
 * Throws the `ValidationError` that AWS would answer to a policy whose fields have the
 * right types; each sentence names the field.
 *
 * Source: EC2 Auto Scaling API reference, PutScalingPolicy, TargetTrackingConfiguration
 * and PredictiveScalingConfiguration.
 */
export function checkPolicy(policy: Asked): void {
  const { PolicyType } = policy;
  for (const [type, fields] of Object.entries(FIELDS)) {
    if (type === PolicyType) continue;
    const stranger = fields.find(
      (field) => !FIELDS[PolicyType].includes(field) && policy[field] !== undefined,
    );
    if (stranger !== undefined && !isEmptyList(policy[stranger]))
      throw wrong([stranger], `is not for a policy of type ${PolicyType}: leave it out`);
  }
  const missing = NEEDED[PolicyType].find((field) => policy[field] === undefined);
  if (missing !== undefined)
    throw wrong([missing], `is missing: a policy of type ${PolicyType} needs it`);
  for (const field of ['Cooldown', 'EstimatedInstanceWarmup'] as const)
    if ((policy[field] ?? 0) < 0)
      throw wrong([field], `is ${policy[field]}: give seconds, at least 0`);
  checkAdjustment(policy);
  checkTracking(policy);
  checkForecast(policy);
}

type Field = keyof PutPolicy;

const FIELDS: Readonly<Record<Asked['PolicyType'], readonly Field[]>> = {
  SimpleScaling: [
    'AdjustmentType',
    'ScalingAdjustment',
    'MinAdjustmentMagnitude',
    'MinAdjustmentStep',
    'Cooldown',
  ],
  StepScaling: [
    'AdjustmentType',
    'StepAdjustments',
    'MinAdjustmentMagnitude',
    'MetricAggregationType',
    'EstimatedInstanceWarmup',
  ],
  TargetTrackingScaling: ['TargetTrackingConfiguration', 'EstimatedInstanceWarmup'],
  PredictiveScaling: ['PredictiveScalingConfiguration'],
};

const NEEDED: Readonly<Record<Asked['PolicyType'], readonly Field[]>> = {
  SimpleScaling: ['AdjustmentType', 'ScalingAdjustment'],
  StepScaling: ['AdjustmentType', 'StepAdjustments'],
  TargetTrackingScaling: ['TargetTrackingConfiguration'],
  PredictiveScaling: ['PredictiveScalingConfiguration'],
};

/** AWS's own tools send one with policies that have no steps. */
function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function checkAdjustment(policy: Asked): void {
  const { AdjustmentType } = policy;
  if (policy.MinAdjustmentStep !== undefined)
    throw wrong(['MinAdjustmentStep'], 'is what AWS replaced: give MinAdjustmentMagnitude');
  if (AdjustmentType === undefined) return;
  const steps = policy.PolicyType === 'StepScaling' ? policy.StepAdjustments : undefined;
  const [problem] = adjustmentProblems({ ...policy, AdjustmentType, StepAdjustments: steps });
  if (problem !== undefined) throw wrong(problem.path, problem.says);
}

function checkTracking({ TargetTrackingConfiguration }: Asked): void {
  if (TargetTrackingConfiguration === undefined) return;
  const { PredefinedMetricSpecification, CustomizedMetricSpecification, TargetValue } =
    TargetTrackingConfiguration;
  const at = 'TargetTrackingConfiguration';
  if (!(TargetValue > 0 && Number.isFinite(TargetValue)))
    throw wrong([at, 'TargetValue'], `is ${TargetValue}: give a number above 0`);
  if (PredefinedMetricSpecification === undefined) {
    if (CustomizedMetricSpecification === undefined)
      throw wrong(
        [at],
        'has no metric: give PredefinedMetricSpecification or CustomizedMetricSpecification',
      );
    checkCustomized(CustomizedMetricSpecification, [at, 'CustomizedMetricSpecification']);
    return;
  }
  if (CustomizedMetricSpecification !== undefined)
    throw wrong(
      [at, 'CustomizedMetricSpecification'],
      'stands beside PredefinedMetricSpecification: keep one',
    );
  const { PredefinedMetricType, ResourceLabel } = PredefinedMetricSpecification;
  const label = [at, 'PredefinedMetricSpecification', 'ResourceLabel'];
  const isOfBalancer = PredefinedMetricType === 'ALBRequestCountPerTarget';
  if (isOfBalancer && !RESOURCE_LABEL.test(ResourceLabel ?? ''))
    throw wrong(label, `must be app/LB/ID/targetgroup/TG/ID with ${PredefinedMetricType}`);
  if (!isOfBalancer && ResourceLabel !== undefined)
    throw wrong(label, 'is for ALBRequestCountPerTarget: leave it out');
}

/** One metric, or metric math. */
function checkCustomized(metric: CustomizedMetric, at: readonly string[]): void {
  const { Metrics, ...single } = metric;
  const given = Object.entries(single).find(([, value]) => value !== undefined)?.[0];
  if (Metrics !== undefined) {
    if (given !== undefined) throw wrong([...at, given], 'stands beside Metrics: keep one');
    const [problem] = validateMetricDataQueries(queriesOf(Metrics), TARGET_TRACKING);
    if (problem !== undefined) throw wrong([...at, 'Metrics', ...problem.path], problem.says);
    for (const [index, { Period, MetricStat }] of Metrics.entries())
      checkPeriod(Period ?? MetricStat?.Period, [...at, 'Metrics', index, 'Period']);
    return;
  }
  for (const name of ['MetricName', 'Namespace', 'Statistic'] as const)
    if (metric[name] === undefined) throw wrong([...at, name], 'is missing');
  checkPeriod(metric.Period, [...at, 'Period']);
}

function checkPeriod(seconds: number | undefined, at: readonly (string | number)[]): void {
  if (seconds === undefined || seconds === 60) return;
  if (seconds === 10 || seconds === 30)
    throw wrong(at, `is ${seconds}, which the lab does not support: give 60`);
  throw wrong(at, `is ${seconds}: give 10, 30 or 60`);
}

function checkForecast({ PredictiveScalingConfiguration }: Asked): void {
  if (PredictiveScalingConfiguration === undefined) return;
  const [problem] = configurationProblems(PredictiveScalingConfiguration);
  if (problem !== undefined)
    throw wrong(['PredictiveScalingConfiguration', ...problem.path], problem.says);
}
