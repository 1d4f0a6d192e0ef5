import { action } from '../operation.ts';
import { INTEGER, structure } from '../shape/shape.ts';
import { checkGroup } from './check-group.ts';
import { GROUP_CHANGES } from './group-shapes.ts';
import { NAME } from './policy-shapes.ts';
import { type AutoScalingWorld, groupOf } from './world.ts';

/**
 * UpdateAutoScalingGroup: sizes and defaults. The desired capacity follows bounds that
 * move past it.
 *
 * Source: EC2 Auto Scaling API reference, UpdateAutoScalingGroup.
 */
export const updateAutoScalingGroup = action({
  input: structure(
    { ...GROUP_CHANGES, MinSize: INTEGER, MaxSize: INTEGER },
    { AutoScalingGroupName: NAME },
  ),
  handle: async (input, world: AutoScalingWorld) => {
    const group = groupOf(world, input.AutoScalingGroupName);
    const { min, max } = group.life.group;
    const { MinSize = min, MaxSize = max, DesiredCapacity, DefaultInstanceWarmup } = input;
    checkGroup({ ...input, MinSize, MaxSize });
    const { settings } = group;
    await world.set({
      kind: 'put-group',
      group: {
        ...settings,
        MinSize,
        MaxSize,
        DefaultCooldown: input.DefaultCooldown ?? settings.DefaultCooldown,
        // AWS: -1 takes away a warm-up that was set before.
        DefaultInstanceWarmup:
          DefaultInstanceWarmup === -1
            ? undefined
            : (DefaultInstanceWarmup ?? settings.DefaultInstanceWarmup),
        AvailabilityZones: input.AvailabilityZones ?? settings.AvailabilityZones,
        HealthCheckType: input.HealthCheckType ?? settings.HealthCheckType,
        HealthCheckGracePeriod: input.HealthCheckGracePeriod ?? settings.HealthCheckGracePeriod,
        TerminationPolicies: input.TerminationPolicies ?? settings.TerminationPolicies,
      },
    });
    group.update(
      { min: MinSize, max: MaxSize, desired: DesiredCapacity },
      { kind: 'update', min: MinSize, max: MaxSize },
    );
    await world.keep();
  },
});
