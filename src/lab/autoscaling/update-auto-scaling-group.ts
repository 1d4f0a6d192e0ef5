import type { GroupSettings } from '../live/group-settings.ts';
import { action } from '../operation.ts';
import { INTEGER, type Of, structure } from '../shape/shape.ts';
import { checkGroup } from './check-group.ts';
import { GROUP_CHANGES } from './group-shapes.ts';
import { NAME } from './policy-shapes.ts';
import { type AutoScalingWorld, groupOf } from './world.ts';

const INPUT = structure(
  { ...GROUP_CHANGES, MinSize: INTEGER, MaxSize: INTEGER },
  { AutoScalingGroupName: NAME },
);

/**
 * UpdateAutoScalingGroup: sizes and defaults. The desired capacity follows bounds that
 * move past it.
 *
 * Source: EC2 Auto Scaling API reference, UpdateAutoScalingGroup.
 */
export const updateAutoScalingGroup = action({
  input: INPUT,
  handle: async (input, world: AutoScalingWorld) => {
    await world.change(() => {
      const { settings, life } = groupOf(world, input.AutoScalingGroupName);
      const { min, max } = life.group;
      const { MinSize = min, MaxSize = max, DesiredCapacity: desired } = input;
      checkGroup({ ...input, MinSize, MaxSize });
      const changes = { min: MinSize, max: MaxSize, desired };
      return {
        kind: 'put-group',
        group: { ...changed(settings, input), MinSize, MaxSize },
        resize: { changes, cause: 'update' },
      };
    });
  },
});

function changed(settings: GroupSettings, input: Of<typeof INPUT>): GroupSettings {
  const { DefaultInstanceWarmup } = input;
  return {
    ...settings,
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
  };
}
