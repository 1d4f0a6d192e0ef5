import { shown } from '../../curve/shown.ts';
import type { Path } from '../../model/json/path.ts';
import type { MetricAlarm, TargetTrackingScalingPolicy } from '../../model/policies/policy.ts';
import { trackedMetric } from '../../model/policies/target-tracking.ts';
import type { Problems } from '../reading/problems.ts';

/** An alarm that a target tracking policy made for itself. */
export interface OwnAlarm {
  readonly alarm: Omit<MetricAlarm, 'AlarmActions'>;
  readonly at: Path;
  readonly policy: TargetTrackingScalingPolicy;
}

/**
 * Reports alarms that target tracking would not have made: each policy has one
 * above its target and one below, both on the metric that it tracks.
 *
 * Source: EC2 Auto Scaling user guide, "Target tracking scaling policies".
 */
export function refuseStrayAlarms(alarms: readonly OwnAlarm[], problems: Problems): void {
  const first = new Map<string, OwnAlarm>();
  for (const own of alarms) {
    const { alarm, at, policy } = own;
    const tracked = trackedMetric(policy);
    const name = shown(policy.PolicyName);
    if (alarm.MetricName !== tracked) {
      const says = `is ${alarm.MetricName}, but ${name} tracks ${tracked}: leave the alarm out, or give it to another policy`;
      problems.of([...at, 'MetricName'], says);
      continue;
    }
    const direction = alarm.ComparisonOperator.startsWith('GreaterThan') ? 'above' : 'below';
    const key = `${direction} ${policy.PolicyName}`;
    const taken = first.get(key);
    if (taken === undefined) first.set(key, own);
    else {
      const line = problems.line([...taken.at, 'ComparisonOperator'], at);
      const says = `makes this the second alarm ${direction} the target of ${name} (the first: ${line}): keep one`;
      problems.of([...at, 'ComparisonOperator'], says);
    }
  }
}
