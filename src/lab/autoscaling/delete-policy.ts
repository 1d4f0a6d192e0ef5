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
    await world.change(() => {
      const policy = policyOf(world, AutoScalingGroupName, PolicyName);
      const { AutoScalingGroupName: group, PolicyName: name } = policy;
      return { kind: 'delete-policy', group, name };
    });
  },
});

function policyOf(world: AutoScalingWorld, group: string | undefined, asked: string) {
  const policy = groupsOf(world, group)
    .flatMap(({ policies }) => [...policies.values()])
    .find(
      ({ PolicyARN, PolicyName }) =>
        PolicyARN === asked || (group !== undefined && PolicyName === asked),
    );
  if (policy === undefined)
    throw invalid(
      group === undefined && !asked.startsWith('arn:')
        ? `AutoScalingGroupName is missing: ${asked} is no ARN`
        : `Policy not found: ${asked}`,
    );
  return policy;
}
