import { AwsError } from '../aws-error.ts';
import { action } from '../operation.ts';
import { BOOLEAN, structure } from '../shape/shape.ts';
import { NAME } from './policy-shapes.ts';
import { type AutoScalingWorld, groupOf } from './world.ts';

/**
 * DeleteAutoScalingGroup: the group with its policies and scheduled actions, at once.
 *
 * Source: EC2 Auto Scaling API reference, DeleteAutoScalingGroup.
 */
export const deleteAutoScalingGroup = action({
  input: structure({ ForceDelete: BOOLEAN }, { AutoScalingGroupName: NAME }),
  handle: async ({ AutoScalingGroupName, ForceDelete }, world: AutoScalingWorld) => {
    await world.change(() => {
      const { instances } = groupOf(world, AutoScalingGroupName).life.group;
      if (instances.length > 0 && ForceDelete !== true)
        throw new AwsError(
          'ResourceInUse',
          `You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group: ${AutoScalingGroupName} has ${instances.length}. Give ForceDelete`,
        );
      return { kind: 'delete-group', name: AutoScalingGroupName };
    });
  },
});
