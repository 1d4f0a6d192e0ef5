import type { Instance } from '../../model/group.ts';
import type { LiveGroup } from '../live/live-group.ts';
import { targetGroupOf, zoneOf } from '../live/names.ts';
import { operation } from '../operation.ts';
import { BOOLEAN, INTEGER, list, type Of, structure, TEXT } from '../shape/shape.ts';
import { DESCRIBED_GROUP } from './group-shapes.ts';
import { pageOf } from './page.ts';
import { NAME } from './policy-shapes.ts';
import { wrong } from './refusals.ts';
import type { AutoScalingWorld } from './world.ts';

/**
 * DescribeAutoScalingGroups: the groups with their instances as they are now.
 *
 * Source: EC2 Auto Scaling API reference, DescribeAutoScalingGroups.
 */
export const describeAutoScalingGroups = operation({
  input: structure({
    AutoScalingGroupNames: list(NAME),
    IncludeInstances: BOOLEAN,
    Filters: list(structure({ Name: TEXT, Values: list(TEXT) })),
    NextToken: TEXT,
    MaxRecords: INTEGER,
  }),
  output: structure({ NextToken: TEXT }, { AutoScalingGroups: list(DESCRIBED_GROUP) }),
  handle: (input, { live }: AutoScalingWorld) => {
    const { AutoScalingGroupNames = [], IncludeInstances = true } = input;
    if ((input.Filters ?? []).length > 0)
      throw wrong(['Filters'], 'is not supported by the lab, which keeps no tags: leave it out');
    const found = [...live.groups.values()].filter(
      ({ settings }) =>
        AutoScalingGroupNames.length === 0 ||
        AutoScalingGroupNames.includes(settings.AutoScalingGroupName),
    );
    const { shown, ...next } = pageOf(found, input, 100, 50);
    return { AutoScalingGroups: shown.map((group) => describe(group, IncludeInstances)), ...next };
  },
});

function describe(group: LiveGroup, withInstances: boolean): Of<typeof DESCRIBED_GROUP> {
  const { timing: _, ...settings } = group.settings;
  const { min, max, desired, instances } = group.life.group;
  const instance = ({ id, state }: Readonly<Instance>) => ({
    InstanceId: group.life.idOf(id),
    AvailabilityZone: zoneOf(id),
    LifecycleState: state,
    HealthStatus: 'Healthy',
    ProtectedFromScaleIn: false,
  });
  return {
    ...settings,
    MinSize: min,
    MaxSize: max,
    DesiredCapacity: desired,
    LoadBalancerNames: [],
    TargetGroupARNs: [targetGroupOf(settings.AutoScalingGroupName).arn],
    Instances: withInstances ? instances.map(instance) : [],
    SuspendedProcesses: [],
    EnabledMetrics: METRICS.map((Metric) => ({ Metric, Granularity: '1Minute' })),
    Tags: [],
    NewInstancesProtectedFromScaleIn: false,
  };
}

const METRICS = [
  'GroupMinSize',
  'GroupMaxSize',
  'GroupDesiredCapacity',
  'GroupInServiceInstances',
  'GroupPendingInstances',
  'GroupStandbyInstances',
  'GroupTerminatingInstances',
  'GroupTotalInstances',
];
