import type { Assumptions } from '../assumptions.ts';
import type { MetricStore } from '../metric.ts';
import { Cooldown } from './cooldown.ts';
import type { MetricAlarm, ScalingPolicy } from './policy.ts';
import type { RunningPolicy } from './running-policy.ts';
import { SimpleScaling } from './simple-scaling.ts';
import { StepScaling } from './step-scaling.ts';
import { TargetTracking, trackedMetric } from './target-tracking.ts';

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
 */
export function startPolicies(
  policies: readonly ScalingPolicy[],
  alarms: readonly MetricAlarm[],
  metrics: MetricStore,
  defaults: GroupDefaults,
  assumptions: Assumptions,
): RunningPolicy[] {
  const cooldown = new Cooldown();
  return policies.map((policy) => {
    const warmup = warmupSeconds(policy, defaults);
    const own = alarms.filter((alarm) => alarm.AlarmActions.includes(policy.PolicyName));
    if (policy.PolicyType === 'TargetTrackingScaling') {
      const metric = metrics.metric(trackedMetric(policy));
      return new TargetTracking(policy, own, metric, warmup, assumptions);
    }
    const { evaluationRangeExtra } = assumptions;
    const triggers = own.map((alarm) => ({ alarm, metric: metrics.metric(alarm.MetricName) }));
    if (policy.PolicyType === 'StepScaling') {
      return new StepScaling(policy, triggers, warmup, evaluationRangeExtra);
    }
    const seconds = policy.Cooldown ?? defaults.DefaultCooldown;
    return new SimpleScaling(policy, triggers, cooldown, seconds, evaluationRangeExtra);
  });
}

/**
 * Source: EC2 Auto Scaling user guide, "Set the default instance warmup": the
 * policy's own value, the group's, the cooldown. Simple scaling knows none, but the
 * group's metrics wait for the group's own all the same.
 */
export function warmupSeconds(policy: ScalingPolicy, defaults: GroupDefaults): number {
  if (policy.PolicyType === 'SimpleScaling') return defaults.DefaultInstanceWarmup ?? 0;
  return (
    policy.EstimatedInstanceWarmup ?? defaults.DefaultInstanceWarmup ?? defaults.DefaultCooldown
  );
}
