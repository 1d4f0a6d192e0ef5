import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';

/** What names a group, and what gives its answer up. */
interface GroupQuestion {
  readonly name: string;
  /** The option that named it. */
  readonly flag: string;
  readonly abortSignal?: AbortSignal;
}

/** A group as DescribeAutoScalingGroups tells it. Throws a `PlimsollError` (`usage`) where there is none of that name. */
export async function describeGroup(
  client: AutoScalingClient,
  { name, flag, abortSignal }: GroupQuestion,
): Promise<AutoScalingGroup> {
  const { AutoScalingGroups: [group] = [] } = await client.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
    abortSignal && { abortSignal },
  );
  if (group !== undefined) return group;
  throw new PlimsollError(
    'usage',
    `${flag} ${shown(name)}: there is no such group there; aws autoscaling describe-auto-scaling-groups lists them`,
  );
}
