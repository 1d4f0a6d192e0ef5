import { AwsError } from '../aws-error.ts';
import { action } from '../operation.ts';
import { BOOLEAN, INTEGER, structure } from '../shape/shape.ts';
import { NAME } from './policy-shapes.ts';
import { invalid } from './refusals.ts';
import { type AutoScalingWorld, groupOf } from './world.ts';

/**
 * SetDesiredCapacity: within the group's bounds; with HonorCooldown not while a simple
 * policy's cooldown is running.
 *
 * Source: EC2 Auto Scaling API reference, SetDesiredCapacity.
 */
export const setDesiredCapacity = action({
  input: structure(
    { HonorCooldown: BOOLEAN },
    { AutoScalingGroupName: NAME, DesiredCapacity: INTEGER },
  ),
  handle: async (input, world: AutoScalingWorld) => {
    const { AutoScalingGroupName, DesiredCapacity: desired, HonorCooldown } = input;
    await world.change(() => {
      const group = groupOf(world, AutoScalingGroupName);
      const { min, max } = group.life.group;
      if (desired > max)
        throw invalid(
          `New SetDesiredCapacity value ${desired} is above max value ${max} for the AutoScalingGroup.`,
        );
      if (desired < min)
        throw invalid(
          `New SetDesiredCapacity value ${desired} is below min value ${min} for the AutoScalingGroup.`,
        );
      if (HonorCooldown === true && group.isCoolingDown)
        throw new AwsError(
          'ScalingActivityInProgress',
          'You cannot complete this request while the cooldown of the group is running.',
        );
      const resize = { changes: { desired }, cause: 'request' } as const;
      return { kind: 'resize-group', name: AutoScalingGroupName, resize };
    });
  },
});
