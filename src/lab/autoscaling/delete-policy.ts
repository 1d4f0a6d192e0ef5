import { action } from '../operation.ts';
import { structure, TEXT } from '../shape/shape.ts';
import { NAME } from './policy-shapes.ts';
import { invalid } from './refusals.ts';
import { type AutoScalingWorld, groupsOf } from './world.ts';

/**
 * DeletePolicy: by its ARN, or by its name and its group's; its own alarms go with it.
 *
 * Source: EC2 Auto Scaling API reference, DeletePolicy.
 */
export const deletePolicy = action({
  input: structure({ AutoScalingGroupName: NAME }, { PolicyName: TEXT }),
  handle: async ({ AutoScalingGroupName, PolicyName }, world: AutoScalingWorld) => {
    const groups = groupsOf(world, AutoScalingGroupName);
    const policy = groups
      .flatMap(({ policies }) => [...policies.values()])
      .find(
        ({ PolicyARN, PolicyName: name }) =>
          PolicyARN === PolicyName || (AutoScalingGroupName !== undefined && name === PolicyName),
      );
    if (policy === undefined)
      throw invalid(
        AutoScalingGroupName === undefined && !PolicyName.startsWith('arn:')
          ? `AutoScalingGroupName is missing: ${PolicyName} is no ARN`
          : `Policy not found: ${PolicyName}`,
      );
    const { AutoScalingGroupName: group, PolicyName: name } = policy;
    await world.set({ kind: 'delete-policy', group, name });
  },
});
