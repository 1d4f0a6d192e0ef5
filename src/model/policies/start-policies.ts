import type { Assumptions } from '../assumptions.ts';
import type { MetricStore } from '../metric.ts';
import { Cooldown } from './cooldown.ts';
import type { MetricAlarm, ScalingPolicy } from './policy.ts';
import type { PredictiveScalingPolicy } from './predictive-scaling/configuration.ts';
import { HourlyMetrics, type MetricHistory } from './predictive-scaling/hourly-metrics.ts';
import { type ForecastMethod, loadForecaster } from './predictive-scaling/load-forecaster.ts';
import { metricQueries } from './predictive-scaling/metric-queries.ts';
import { PredictiveScaling } from './predictive-scaling/predictive-scaling.ts';
import type { RunningPolicy } from './running-policy.ts';
import { SimpleScaling } from './simple-scaling.ts';
import { StepScaling } from './step-scaling.ts';
import { TargetTracking, trackedMetric } from './target-tracking.ts';

/** What predictive policies learn from, and how they forecast. */
export interface Forecasting {
  /** What CloudWatch knows of the group, up to any moment that has passed. */
  readonly history: MetricHistory;
  /** The same of a group large enough for the load at all times, past and to come. */
  readonly future: () => MetricHistory;
  readonly method: ForecastMethod;
  /** Epoch seconds at which the policies are created. */
  readonly createdAt: number;
}

/** What a policy falls back on for its warm-up and its cooldown. */
export interface GroupDefaults {
  readonly DefaultInstanceWarmup: number | undefined;
  readonly DefaultCooldown: number;
}

/**
 * Sets the policies of one group to work. The only place that knows every type of
 * policy.
 *
 * @param alarms those that trigger step and simple policies, and those that stand for
 *   what target tracking makes for itself
 * @param forecasting what predictive policies learn from, where there are any
 */
export function startPolicies(
  policies: readonly ScalingPolicy[],
  alarms: readonly MetricAlarm[],
  metrics: MetricStore,
  defaults: GroupDefaults,
  assumptions: Assumptions,
  forecasting: () => Forecasting,
): RunningPolicy[] {
  const cooldown = new Cooldown();
  return policies.map((policy) => {
    const warmup = warmupSeconds(policy, defaults);
    const own = alarms.filter((alarm) => alarm.AlarmActions.includes(policy.PolicyName));
    if (policy.PolicyType === 'TargetTrackingScaling') {
      const metric = metrics.metric(trackedMetric(policy));
      return new TargetTracking(policy, own, metric, warmup, assumptions);
    }
    if (policy.PolicyType === 'PredictiveScaling')
      return startPredictiveScaling(policy, forecasting(), assumptions);
    const { evaluationRangeExtra } = assumptions;
    const triggers = own.map((alarm) => ({ alarm, metric: metrics.metric(alarm.MetricName) }));
    if (policy.PolicyType === 'StepScaling') {
      return new StepScaling(policy, triggers, warmup, evaluationRangeExtra);
    }
    const seconds = policy.Cooldown ?? defaults.DefaultCooldown;
    return new SimpleScaling(policy, triggers, cooldown, seconds, evaluationRangeExtra);
  });
}

function startPredictiveScaling(
  policy: PredictiveScalingPolicy,
  { history, future, method, createdAt }: Forecasting,
  assumptions: Assumptions,
): PredictiveScaling {
  const [specification] = policy.PredictiveScalingConfiguration.MetricSpecifications;
  const queries = metricQueries(specification);
  const forecaster = loadForecaster(method, () => new HourlyMetrics(queries, future()));
  const metrics = new HourlyMetrics(queries, history);
  return new PredictiveScaling(policy, metrics, forecaster, createdAt, assumptions);
}

/**
 * Source: EC2 Auto Scaling user guide, "Set the default instance warmup": the
 * policy's own value, the group's, the cooldown. Simple and predictive scaling know
 * none, but the group's metrics wait for the group's own all the same.
 */
export function warmupSeconds(policy: ScalingPolicy, defaults: GroupDefaults): number {
  if (policy.PolicyType === 'SimpleScaling' || policy.PolicyType === 'PredictiveScaling')
    return defaults.DefaultInstanceWarmup ?? 0;
  return (
    policy.EstimatedInstanceWarmup ?? defaults.DefaultInstanceWarmup ?? defaults.DefaultCooldown
  );
}
