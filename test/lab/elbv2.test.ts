import {
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it, onTestFinished } from 'vitest';
import { autoScaling, GROUP } from './autoscaling/rig.ts';
import { clientOptions, lab, MINUTE } from './rig.ts';

function balancing(url: string): ElasticLoadBalancingV2Client {
  const client = new ElasticLoadBalancingV2Client(clientOptions(url));
  onTestFinished(() => client.destroy());
  return client;
}

describe('the target group of a group in the lab', () => {
  it('is the one that the group says', async () => {
    const { url } = await lab({ group: { name: GROUP } });
    const { TargetGroups = [] } = await balancing(url).send(
      new DescribeTargetGroupsCommand({ Names: [GROUP] }),
    );
    const { AutoScalingGroups: [group] = [] } = await autoScaling(url).send(
      new DescribeAutoScalingGroupsCommand({}),
    );
    expect(group.TargetGroupARNs).toEqual(TargetGroups.map(({ TargetGroupArn }) => TargetGroupArn));
  });

  it('has its instances: initial, then healthy, then draining', async () => {
    const { url, clock } = await lab({ group: { name: GROUP } });
    const client = balancing(url);
    const { TargetGroups: [target] = [] } = await client.send(new DescribeTargetGroupsCommand({}));
    const { TargetGroupArn } = target;
    const states = async () => {
      const { TargetHealthDescriptions: all = [] } = await client.send(
        new DescribeTargetHealthCommand({ TargetGroupArn }),
      );
      return all.map(({ TargetHealth }) => TargetHealth?.State);
    };
    const set = (DesiredCapacity: number) =>
      autoScaling(url).send(
        new SetDesiredCapacityCommand({ AutoScalingGroupName: GROUP, DesiredCapacity }),
      );
    await set(2);
    expect(await states()).toEqual(['healthy']);
    clock.now += MINUTE;
    expect(await states()).toEqual(['healthy', 'initial']);
    clock.now += MINUTE / 2;
    expect(await states()).toEqual(['healthy', 'healthy']);
    await set(1);
    expect(await states()).toEqual(['draining', 'healthy']);
    clock.now += 5 * MINUTE;
    expect(await states()).toEqual(['healthy']);
  });

  it('is asked for by a name that exists', async () => {
    const { url } = await lab({ group: { name: GROUP } });
    await expect(
      balancing(url).send(new DescribeTargetGroupsCommand({ Names: ['other'] })),
    ).rejects.toMatchObject({ name: 'TargetGroupNotFoundException' });
  });

  it('is told with others in pages', async () => {
    const { url } = await lab({ group: { name: GROUP } });
    const other = { AutoScalingGroupName: 'other', MinSize: 0, MaxSize: 1 };
    await autoScaling(url).send(new CreateAutoScalingGroupCommand(other));
    const page = (Marker?: string) =>
      balancing(url).send(new DescribeTargetGroupsCommand({ PageSize: 1, Marker }));
    const first = await page();
    const second = await page(first.NextMarker);
    const names = [first, second].map(({ TargetGroups = [] }) => TargetGroups[0].TargetGroupName);
    expect(names).toEqual([GROUP, 'other']);
    expect(second.NextMarker).toBeUndefined();
  });

  it('has no anomalies to include', async () => {
    const { url } = await lab({ group: { name: GROUP } });
    const command = new DescribeTargetHealthCommand({ TargetGroupArn: 'any', Include: ['All'] });
    await expect(balancing(url).send(command)).rejects.toThrow('Include is not supported');
  });
});
