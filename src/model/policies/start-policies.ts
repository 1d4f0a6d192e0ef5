import type { Assumptions } from '../assumptions.ts';
import type { MetricStore } from '../metric.ts';
import type { MetricAlarm, ScalingPolicy } from './policy.ts';
import type { RunningPolicy } from './running-policy.ts';
import { StepScaling } from './step-scaling.ts';
import { TargetTracking, trackedMetric } from './target-tracking.ts';

/** What a policy falls back on for its warm-up. */
export interface WarmupDefaults {
  readonly DefaultInstanceWarmup: number | undefined;
  readonly DefaultCooldown: number;
}

/**
 * Sets the policies of one group to work. The only place that knows every type of
 * policy.
 *
 * @param alarms those that trigger step policies
 */
export function startPolicies(
  policies: readonly ScalingPolicy[],
  alarms: readonly MetricAlarm[],
  metrics: MetricStore,
  defaults: WarmupDefaults,
  assumptions: Assumptions,
): RunningPolicy[] {
  return policies.map((policy) => {
    const warmup = warmupSeconds(policy, defaults);
    if (policy.PolicyType === 'TargetTrackingScaling') {
      return new TargetTracking(policy, metrics.metric(trackedMetric(policy)), warmup, assumptions);
    }
    const triggers = alarms
      .filter((alarm) => alarm.AlarmActions.includes(policy.PolicyName))
      .map((alarm) => ({ alarm, metric: metrics.metric(alarm.MetricName) }));
    return new StepScaling(policy, triggers, warmup, assumptions.evaluationRangeExtra);
  });
}

/** Source: EC2 Auto Scaling user guide, "Set the default instance warmup": the policy's own value, the group's, the cooldown. */
export function warmupSeconds(policy: ScalingPolicy, defaults: WarmupDefaults): number {
  return (
    policy.EstimatedInstanceWarmup ?? defaults.DefaultInstanceWarmup ?? defaults.DefaultCooldown
  );
}
