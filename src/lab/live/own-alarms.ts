import { randomUUID } from 'node:crypto';
import type { Assumptions } from '../../model/assumptions.ts';
import { trackingAlarms } from '../../model/policies/tracking-alarms.ts';
import type { AlarmSettings } from './alarm-settings.ts';
import { alarmArn } from './names.ts';
import { modelPolicy, type PolicySettings } from './policy-settings.ts';
import { trackedBy } from './watched.ts';

/** The alarms that a policy makes for itself, named as AWS names them; none but where it tracks a target. */
export function ownAlarms(settings: PolicySettings, assumptions: Assumptions): AlarmSettings[] {
  const policy = modelPolicy(settings);
  if (policy?.PolicyType !== 'TargetTrackingScaling') return [];
  const { high, low } = trackingAlarms(policy, assumptions);
  const { AutoScalingGroupName, PolicyARN, createdAt } = settings;
  return [high, low].map(({ direction, Statistic, Period, ...rule }) => {
    const AlarmName = `TargetTracking-${AutoScalingGroupName}-Alarm${direction}-${randomUUID()}`;
    return {
      AlarmName,
      AlarmArn: alarmArn(AlarmName),
      ownerPolicyArn: PolicyARN,
      AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${PolicyARN}.`,
      AlarmConfigurationUpdatedTimestamp: createdAt,
      ActionsEnabled: true,
      AlarmActions: [PolicyARN],
      ...rule,
      ...metricOf(settings),
    };
  });
}

/** How an alarm names what the policy follows. */
function metricOf(settings: PolicySettings): Partial<AlarmSettings> {
  const { Metrics, Unit } =
    settings.TargetTrackingConfiguration?.CustomizedMetricSpecification ?? {};
  if (Metrics !== undefined)
    return {
      Metrics: Metrics.map(({ MetricStat, ...query }) => ({
        ...query,
        ...(MetricStat && { MetricStat: { ...MetricStat, Period: 60 } }),
      })),
    };
  const [{ MetricStat }] = trackedBy(settings).queries;
  if (MetricStat === undefined) return {};
  const { Namespace, MetricName, Dimensions } = MetricStat.Metric;
  return {
    MetricName,
    Namespace,
    Dimensions: Dimensions ?? [],
    Statistic: STATISTICS.find((name) => name === MetricStat.Stat) ?? 'Average',
    Period: 60,
    ...(Unit && { Unit }),
  };
}

const STATISTICS = ['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount'] as const;
