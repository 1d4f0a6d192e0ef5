import { randomUUID } from 'node:crypto';
import { policyArn } from '../live/names.ts';
import { ownAlarms } from '../live/own-alarms.ts';
import type { PolicySettings } from '../live/policy-settings.ts';
import { operation } from '../operation.ts';
import { structure, TEXT } from '../shape/shape.ts';
import { checkPolicy } from './check-policy.ts';
import { ALARMS, PUT_POLICY, type PutPolicy } from './policy-shapes.ts';
import { exceeded } from './refusals.ts';
import { type AutoScalingWorld, groupOf } from './world.ts';

/**
 * PutScalingPolicy: creates a policy or puts another in its place. One that tracks a
 * target makes two alarms for itself.
 *
 * Source: EC2 Auto Scaling API reference, PutScalingPolicy.
 */
export const putScalingPolicy = operation({
  input: PUT_POLICY,
  output: structure({ PolicyARN: TEXT, Alarms: ALARMS }),
  handle: async (input, world: AutoScalingWorld) => {
    const { policy, alarms } = await world.change(() => {
      const policy = settingsOf(input, world);
      return { kind: 'put-policy', policy, alarms: ownAlarms(policy, world.assumptions) };
    });
    return {
      PolicyARN: policy.PolicyARN,
      Alarms: alarms.map(({ AlarmName, AlarmArn }) => ({ AlarmName, AlarmARN: AlarmArn })),
    };
  },
});

function settingsOf(input: PutPolicy, world: AutoScalingWorld): PolicySettings {
  const { AutoScalingGroupName, PolicyName, PolicyType = 'SimpleScaling' } = input;
  const { policies } = groupOf(world, AutoScalingGroupName);
  checkPolicy({ ...input, PolicyType });
  const before = policies.get(PolicyName);
  if (before === undefined && policies.size >= MOST_POLICIES)
    throw exceeded(
      `The group ${AutoScalingGroupName} has ${MOST_POLICIES} policies: AWS takes no more`,
    );
  return {
    ...input,
    PolicyType,
    PolicyARN: before?.PolicyARN ?? policyArn(AutoScalingGroupName, PolicyName, randomUUID()),
    createdAt: world.live.now,
  };
}

/** Source: EC2 Auto Scaling user guide, "Quotas". */
const MOST_POLICIES = 50;
