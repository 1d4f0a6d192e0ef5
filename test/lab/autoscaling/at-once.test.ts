import {
  CreateAutoScalingGroupCommand,
  DeleteAutoScalingGroupCommand,
  DeletePolicyCommand,
  DescribeAutoScalingGroupsCommand,
  PutScheduledUpdateGroupActionCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { lab, MIDNIGHT, sdk, temporaryDirectory } from '../rig.ts';
import { autoScaling, GROUP, putPolicy } from './rig.ts';

const named = { AutoScalingGroupName: GROUP };
const tracking = {
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingConfiguration: {
    TargetValue: 50,
    CustomizedMetricSpecification: { Namespace: 'Shop', MetricName: 'Cpu', Statistic: 'Average' },
  },
} as const;

/** A lab that keeps what it is told, so that a change takes as long as the disk does. */
async function labOnDisk(group = true) {
  const { url } = await lab({
    stateDirectory: temporaryDirectory(),
    ...(group && { group: { name: GROUP } }),
  });
  const client = autoScaling(url);
  const alarms = async () =>
    (await sdk(url).send(new DescribeAlarmsCommand({}))).MetricAlarms?.length;
  const described = async () => {
    const { AutoScalingGroups: groups = [] } = await client.send(
      new DescribeAutoScalingGroupsCommand({}),
    );
    return groups[0];
  };
  return { client, alarms, described };
}

const outcomes = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.map((each) => (each.status === 'fulfilled' ? 'done' : each.reason.name)).toSorted();

describe('changes that come at once', () => {
  it('make a group of one name once', async () => {
    const { client } = await labOnDisk(false);
    const create = () =>
      client.send(new CreateAutoScalingGroupCommand({ ...named, MinSize: 1, MaxSize: 2 }));
    expect(outcomes(await Promise.allSettled([create(), create()]))).toEqual([
      'AlreadyExistsFault',
      'done',
    ]);
  });

  it('of different fields of a group all take effect', async () => {
    const { client, described } = await labOnDisk();
    const update = (field: object) =>
      client.send(new UpdateAutoScalingGroupCommand({ ...named, ...field }));
    await Promise.all([
      update({ MaxSize: 7 }),
      update({ DefaultCooldown: 17 }),
      update({ HealthCheckGracePeriod: 27 }),
    ]);
    expect(await described()).toMatchObject({
      MaxSize: 7,
      DefaultCooldown: 17,
      HealthCheckGracePeriod: 27,
    });
  });

  it('of one policy give it one ARN, and no alarm that outlives it', async () => {
    const { client, alarms } = await labOnDisk();
    const [first, second] = await Promise.all([
      putPolicy(client, tracking),
      putPolicy(client, tracking),
    ]);
    expect(first.PolicyARN).toBe(second.PolicyARN);
    await client.send(new DeletePolicyCommand({ ...named, PolicyName: 'cpu' }));
    expect(await alarms()).toBe(0);
  });

  it('leave no alarm of a policy whose group goes', async () => {
    const { client, alarms } = await labOnDisk();
    const gone = client.send(new DeleteAutoScalingGroupCommand({ ...named, ForceDelete: true }));
    await Promise.allSettled([gone, putPolicy(client, tracking)]);
    expect(await alarms()).toBe(0);
  });

  it('make one scheduled action of those that run together', async () => {
    const { client } = await labOnDisk();
    const put = (ScheduledActionName: string) =>
      client.send(
        new PutScheduledUpdateGroupActionCommand({
          ...named,
          ScheduledActionName,
          StartTime: new Date(MIDNIGHT + 3_600_000),
          MinSize: 2,
        }),
      );
    expect(outcomes(await Promise.allSettled([put('a'), put('b')]))).toEqual([
      'AlreadyExistsFault',
      'done',
    ]);
  });
});
