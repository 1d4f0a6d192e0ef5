import {
  AutoScalingClient,
  DescribeScalingActivitiesCommand,
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { onTestFinished } from 'vitest';
import { clientOptions } from '../rig.ts';

/** AWS's own SDK for Auto Scaling, which does not ask twice. */
export function autoScaling(url: string): AutoScalingClient {
  const client = new AutoScalingClient(clientOptions(url));
  onTestFinished(() => client.destroy());
  return client;
}

/** The name of the group that tests use. */
export const GROUP = 'shop-asg';

/** Puts a policy of the group's, called `cpu` unless it says otherwise. */
export function putPolicy(
  client: AutoScalingClient,
  policy: Partial<PutScalingPolicyCommandInput>,
) {
  const names = { AutoScalingGroupName: GROUP, PolicyName: 'cpu' };
  return client.send(new PutScalingPolicyCommand({ ...names, ...policy }));
}

/** A change of the desired capacity, as the causes of its activities tell it. */
export interface Change {
  /** Epoch seconds. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Each change once, the oldest first. */
export async function changes(client: AutoScalingClient): Promise<Change[]> {
  const command = new DescribeScalingActivitiesCommand({ AutoScalingGroupName: GROUP });
  const { Activities = [] } = await client.send(command);
  const found = new Map<string, Change>();
  for (const { Cause = '' } of Activities.toReversed()) {
    const [whole, when, from, to] =
      /^At (\S+) .*?changing the desired capacity from (\d+) to (\d+)/.exec(Cause) ?? [];
    if (whole !== undefined)
      found.set(whole, { at: Date.parse(when) / 1000, from: Number(from), to: Number(to) });
  }
  return [...found.values()];
}
