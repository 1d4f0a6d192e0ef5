import type { Assumptions } from '../assumptions.ts';
import type { Metric } from '../metric.ts';
import { Cooldown } from './cooldown.ts';
import type { AlarmDefinition, ScalingPolicy, TargetTrackingScalingPolicy } from './policy.ts';
import type { PredictiveScalingPolicy } from './predictive-scaling/configuration.ts';
import { HourlyMetrics, type MetricHistory } from './predictive-scaling/hourly-metrics.ts';
import { type ForecastMethod, loadForecaster } from './predictive-scaling/load-forecaster.ts';
import { metricQueries } from './predictive-scaling/metric-queries.ts';
import { PredictiveScaling } from './predictive-scaling/predictive-scaling.ts';
import type { RunningPolicy } from './running-policy.ts';
import { SimpleScaling } from './simple-scaling.ts';
import { StepScaling } from './step-scaling.ts';
import { TargetTracking } from './target-tracking.ts';

/** What predictive policies learn from, and how they forecast. */
export interface Forecasting {
  /** What CloudWatch knows of the group, up to any moment that has passed. */
  readonly history: MetricHistory;
  /** The same of a group large enough for the load at all times, past and to come. */
  readonly future: () => MetricHistory;
  readonly method: ForecastMethod;
  /** Searches, and the predefined metrics, go by it; undefined where the group has none. */
  readonly groupName: string | undefined;
  /** Minutes since the epoch of the minute that policies know as 0. */
  readonly startMinute: number;
  /** Epoch seconds at which the policies are created. */
  readonly createdAt: number;
}

/** What a policy falls back on for its warm-up and its cooldown. */
export interface GroupDefaults {
  readonly DefaultInstanceWarmup: number | undefined;
  readonly DefaultCooldown: number;
}

/** Where policies find the metrics that they follow: what a simulation measures, or what CloudWatch holds. */
export interface PolicyMetrics<Customized, Alarm> {
  /** The metric that a target tracking policy follows. */
  tracked(policy: TargetTrackingScalingPolicy<Customized>): Metric;
  /** The metric that an alarm watches. */
  watched(alarm: Alarm): Metric;
}

/** What the policies of one group share. */
export interface PolicyWorld<Customized, Alarm> {
  readonly metrics: PolicyMetrics<Customized, Alarm>;
  /** As they stand when a policy asks. */
  readonly defaults: () => GroupDefaults;
  readonly assumptions: Assumptions;
  /** What predictive policies learn from, where there are any. */
  readonly forecasting: () => Forecasting;
  /** Of all simple policies. */
  readonly cooldown: Cooldown;
}

/** Sets the policies of one group to work, as `startPolicy` does each. */
export function startPolicies<Customized, Alarm extends AlarmDefinition>(
  policies: readonly ScalingPolicy<Customized>[],
  alarms: readonly Alarm[],
  world: Omit<PolicyWorld<Customized, Alarm>, 'cooldown'>,
): RunningPolicy[] {
  const shared = { ...world, cooldown: new Cooldown() };
  return policies.map((policy) => {
    const own = alarms.filter((alarm) => alarm.AlarmActions.includes(policy.PolicyName));
    return startPolicy(policy, own, shared);
  });
}

/**
 * Sets a policy to work. The only place that knows every type of policy.
 *
 * @param alarms those that trigger it, where it scales by steps or simply, or that stand
 *   for what target tracking makes for itself
 */
export function startPolicy<Customized, Alarm extends AlarmDefinition>(
  policy: ScalingPolicy<Customized>,
  alarms: readonly Alarm[],
  { metrics, defaults, assumptions, forecasting, cooldown }: PolicyWorld<Customized, Alarm>,
): RunningPolicy {
  const warmup = () => warmupSeconds(policy, defaults());
  if (policy.PolicyType === 'TargetTrackingScaling')
    return new TargetTracking(policy, alarms, metrics.tracked(policy), warmup, assumptions);
  if (policy.PolicyType === 'PredictiveScaling')
    return startPredictiveScaling(policy, forecasting(), assumptions);
  const { evaluationRangeExtra } = assumptions;
  const triggers = alarms.map((alarm) => ({ alarm, metric: metrics.watched(alarm) }));
  if (policy.PolicyType === 'StepScaling')
    return new StepScaling(policy, triggers, warmup, evaluationRangeExtra);
  const seconds = () => policy.Cooldown ?? defaults().DefaultCooldown;
  return new SimpleScaling(policy, triggers, cooldown, seconds, evaluationRangeExtra);
}

function startPredictiveScaling(
  policy: PredictiveScalingPolicy,
  { history, future, method, groupName, startMinute, createdAt }: Forecasting,
  assumptions: Assumptions,
): PredictiveScaling {
  const [specification] = policy.PredictiveScalingConfiguration.MetricSpecifications;
  const queries = metricQueries(specification, groupName);
  const forecaster = loadForecaster(method, () => new HourlyMetrics(queries, future()));
  const metrics = new HourlyMetrics(queries, history);
  return new PredictiveScaling(
    policy,
    metrics,
    forecaster,
    { startMinute, createdAt },
    assumptions,
  );
}

/**
 * How long the group's own metrics wait for a new instance: without a warm-up of its
 * own as long as its slowest policy does.
 */
export function groupWarmupSeconds(
  policies: readonly ScalingPolicy<unknown>[],
  defaults: GroupDefaults,
): number {
  return (
    defaults.DefaultInstanceWarmup ??
    Math.max(0, ...policies.map((policy) => warmupSeconds(policy, defaults)))
  );
}

/**
 * Source: EC2 Auto Scaling user guide, "Set the default instance warmup": the
 * policy's own value, the group's, the cooldown. Simple and predictive scaling know
 * none, but the group's metrics wait for the group's own all the same.
 */
function warmupSeconds(policy: ScalingPolicy<unknown>, defaults: GroupDefaults): number {
  if (policy.PolicyType === 'SimpleScaling' || policy.PolicyType === 'PredictiveScaling')
    return defaults.DefaultInstanceWarmup ?? 0;
  return (
    policy.EstimatedInstanceWarmup ?? defaults.DefaultInstanceWarmup ?? defaults.DefaultCooldown
  );
}
