import { randomUUID } from 'node:crypto';
import { whyNoGroupName } from '../../model/group-name.ts';
import { AwsError } from '../aws-error.ts';
import type { GroupSettings } from '../live/group-settings.ts';
import { groupArn, ZONES } from '../live/names.ts';
import { action } from '../operation.ts';
import { INTEGER, list, type Of, structure, TEXT } from '../shape/shape.ts';
import { checkGroup } from './check-group.ts';
import { GROUP_CHANGES } from './group-shapes.ts';
import { NAME } from './policy-shapes.ts';
import { wrong } from './refusals.ts';
import type { AutoScalingWorld } from './world.ts';

const INPUT = structure(
  {
    ...GROUP_CHANGES,
    TargetGroupARNs: list(TEXT),
    LoadBalancerNames: list(TEXT),
    Tags: list(structure({ Key: TEXT, Value: TEXT })),
  },
  { AutoScalingGroupName: NAME, MinSize: INTEGER, MaxSize: INTEGER },
);

/**
 * CreateAutoScalingGroup: a group of stand-ins for instances. What is to be launched
 * is not looked at; a target group of its own comes with it.
 *
 * Source: EC2 Auto Scaling API reference, CreateAutoScalingGroup.
 */
export const createAutoScalingGroup = action({
  input: INPUT,
  handle: async (input, world: AutoScalingWorld) => {
    const { live, timing, change } = world;
    const { AutoScalingGroupName: name, MinSize, DesiredCapacity: desired = MinSize } = input;
    const badName = whyNoGroupName(name);
    if (badName !== undefined) throw wrong(['AutoScalingGroupName'], `is ${name}: ${badName}`);
    checkGroup(input);
    for (const field of ['TargetGroupARNs', 'LoadBalancerNames'] as const)
      if ((input[field] ?? []).length > 0)
        throw wrong([field], 'is not supported by the lab, which gives every group a target group');
    await change(() => {
      if (live.groups.has(name))
        throw new AwsError(
          'AlreadyExists',
          `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`,
        );
      return {
        kind: 'put-group',
        group: { ...settingsOf(input, live.now), timing },
        resize: { changes: { desired }, cause: 'creation' },
      };
    });
  },
});

function settingsOf(input: Of<typeof INPUT>, now: number): Omit<GroupSettings, 'timing'> {
  const { AvailabilityZones = ZONES, DefaultInstanceWarmup, ...given } = input;
  return {
    AutoScalingGroupName: given.AutoScalingGroupName,
    AutoScalingGroupARN: groupArn(given.AutoScalingGroupName, randomUUID()),
    MinSize: given.MinSize,
    MaxSize: given.MaxSize,
    DefaultCooldown: given.DefaultCooldown ?? 300,
    // AWS: -1 stands for none.
    DefaultInstanceWarmup: DefaultInstanceWarmup === -1 ? undefined : DefaultInstanceWarmup,
    AvailabilityZones,
    HealthCheckType: given.HealthCheckType ?? 'EC2',
    HealthCheckGracePeriod: given.HealthCheckGracePeriod ?? 0,
    TerminationPolicies: given.TerminationPolicies ?? ['Default'],
    CreatedTime: now,
  };
}
