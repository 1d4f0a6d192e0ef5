import type { MetricDatum, PutMetrics } from '../cloudwatch/metric-datum.ts';
import { targetGroupOf } from './names.ts';
import type { GroupMinute } from './records.ts';

/**
 * What AWS's own metrics say of a group and its targets in a minute that is over.
 *
 * Source: EC2 Auto Scaling user guide, "CloudWatch metrics for Amazon EC2 Auto Scaling";
 * Application Load Balancers user guide, "CloudWatch metrics".
 */
export function groupMetrics(group: string, minute: GroupMinute): readonly PutMetrics[] {
  const { min, max, desired, pending, inService, terminating, healthy } = minute;
  const at = 60_000 * minute.minute;
  const put = (
    namespace: string,
    dimensions: Readonly<Record<string, string>>,
    values: Readonly<Record<string, number>>,
  ): PutMetrics => {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const data = Object.entries(values).map(
      ([MetricName, value]): MetricDatum => ({
        MetricName,
        Dimensions,
        at,
        unit: namespace === 'AWS/AutoScaling' ? 'None' : 'Count',
        sampleCount: 1,
        sum: value,
        minimum: value,
        maximum: value,
        samples: [[value, 1]],
      }),
    );
    return { received: at + 60_000, namespace, data };
  };
  const asg = {
    GroupMinSize: min,
    GroupMaxSize: max,
    GroupDesiredCapacity: desired,
    GroupInServiceInstances: inService,
    GroupPendingInstances: pending,
    GroupStandbyInstances: 0,
    GroupTerminatingInstances: terminating,
    GroupTotalInstances: pending + inService + terminating,
  };
  const { dimensions } = targetGroupOf(group);
  const targets = {
    HealthyHostCount: healthy,
    UnHealthyHostCount: Math.max(0, inService - healthy),
  };
  return [
    put('AWS/AutoScaling', { AutoScalingGroupName: group }, asg),
    put('AWS/ApplicationELB', { ...dimensions }, targets),
  ];
}
