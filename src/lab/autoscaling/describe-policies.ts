import { operation } from '../operation.ts';
import { INTEGER, list, structure, TEXT } from '../shape/shape.ts';
import { pageOf } from './page.ts';
import { DESCRIBED_POLICY, NAME } from './policy-shapes.ts';
import { type AutoScalingWorld, groupsOf } from './world.ts';

/**
 * DescribePolicies: policies as they were put, with their ARNs and alarms.
 *
 * Source: EC2 Auto Scaling API reference, DescribePolicies.
 */
export const describePolicies = operation({
  input: structure({
    AutoScalingGroupName: NAME,
    PolicyNames: list(TEXT),
    PolicyTypes: list(TEXT),
    NextToken: TEXT,
    MaxRecords: INTEGER,
  }),
  output: structure({ ScalingPolicies: list(DESCRIBED_POLICY), NextToken: TEXT }),
  handle: (input, world: AutoScalingWorld) => {
    const { AutoScalingGroupName, PolicyNames = [], PolicyTypes = [] } = input;
    const { live } = world;
    const groups = groupsOf(world, AutoScalingGroupName);
    const found = groups
      .flatMap(({ policies }) => [...policies.values()])
      .filter(
        ({ PolicyName, PolicyARN, PolicyType }) =>
          (PolicyNames.length === 0 ||
            PolicyNames.includes(PolicyName) ||
            PolicyNames.includes(PolicyARN)) &&
          (PolicyTypes.length === 0 || PolicyTypes.includes(PolicyType)),
      );
    const { shown, ...next } = pageOf(found, input, 100, 50);
    const alarms = [...live.alarms.values()].map(({ settings }) => settings);
    const ScalingPolicies = shown.map((policy) => ({
      ...policy,
      StepAdjustments: policy.StepAdjustments ?? [],
      Enabled: policy.Enabled ?? true,
      Alarms: alarms
        .filter(({ AlarmActions }) => AlarmActions?.includes(policy.PolicyARN))
        .map(({ AlarmName, AlarmArn }) => ({ AlarmName, AlarmARN: AlarmArn })),
    }));
    return { ScalingPolicies, ...next };
  },
});
