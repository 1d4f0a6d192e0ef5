import {
  CreateAutoScalingGroupCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  SetDesiredCapacityCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { describe, expect, it } from 'vitest';
import { lab, MIDNIGHT, MINUTE } from '../rig.ts';
import { autoScaling, changes, GROUP } from './rig.ts';

const named = { AutoScalingGroupName: GROUP };
const create = (sizes: { MinSize: number; MaxSize: number; DesiredCapacity?: number }) =>
  new CreateAutoScalingGroupCommand({ ...named, ...sizes });

/** A lab without a group, and what asks it. */
async function emptyLab() {
  const { url, clock } = await lab();
  const client = autoScaling(url);
  const states = async () => {
    const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [GROUP] });
    const { AutoScalingGroups: [group] = [] } = await client.send(command);
    return group?.Instances?.map(({ LifecycleState }) => LifecycleState);
  };
  return { client, clock, states };
}

describe('a group in the lab', () => {
  it('launches what it was created with, tells so, and has it in service a minute later', async () => {
    const { client, clock, states } = await emptyLab();
    await client.send(create({ MinSize: 2, MaxSize: 5 }));
    expect(await states()).toEqual(['Pending', 'Pending']);
    clock.now += MINUTE;
    expect(await states()).toEqual(['InService', 'InService']);
    const { Activities = [] } = await client.send(new DescribeScalingActivitiesCommand(named));
    expect(Activities).toHaveLength(2);
    expect(Activities[0]).toMatchObject({
      Description: expect.stringMatching(/^Launching a new EC2 instance: i-[0-9a-f]{17}$/),
      Cause:
        'At 2026-11-02T00:00:00Z a user request created an AutoScalingGroup changing the desired capacity from 0 to 2.  At 2026-11-02T00:00:00Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to 2.',
      StatusCode: 'Successful',
      Progress: 100,
      StartTime: new Date(MIDNIGHT),
      EndTime: new Date(MIDNIGHT + MINUTE),
    });
  });

  it('has no warm-up where it is created or updated with -1', async () => {
    const { client } = await emptyLab();
    const warmup = async () => {
      const { AutoScalingGroups: [group] = [] } = await client.send(
        new DescribeAutoScalingGroupsCommand({}),
      );
      return group.DefaultInstanceWarmup;
    };
    const sizes = { ...named, MinSize: 1, MaxSize: 1 };
    await client.send(new CreateAutoScalingGroupCommand({ ...sizes, DefaultInstanceWarmup: -1 }));
    expect(await warmup()).toBeUndefined();
    await client.send(new UpdateAutoScalingGroupCommand({ ...named, DefaultInstanceWarmup: 90 }));
    expect(await warmup()).toBe(90);
    await client.send(new UpdateAutoScalingGroupCommand({ ...named, DefaultInstanceWarmup: -1 }));
    expect(await warmup()).toBeUndefined();
  });

  it('scales by hand, within its bounds', async () => {
    const { client, clock, states } = await emptyLab();
    await client.send(create({ MinSize: 1, MaxSize: 3 }));
    clock.now += 5 * MINUTE;
    const set = (DesiredCapacity: number) =>
      client.send(new SetDesiredCapacityCommand({ ...named, DesiredCapacity }));
    await set(3);
    await expect(set(4)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'New SetDesiredCapacity value 4 is above max value 3 for the AutoScalingGroup.',
    });
    await expect(set(0)).rejects.toMatchObject({ name: 'ValidationError' });
    clock.now += 5 * MINUTE;
    await set(1);
    expect(await states()).toEqual(['Terminating', 'Terminating', 'InService']);
    clock.now += 5 * MINUTE;
    expect(await states()).toEqual(['InService']);
    expect((await changes(client)).map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 3],
      [3, 1],
    ]);
  });

  it('takes its desired capacity along with bounds that move past it', async () => {
    const { client, states } = await emptyLab();
    await client.send(create({ MinSize: 1, MaxSize: 3 }));
    await client.send(new UpdateAutoScalingGroupCommand({ ...named, MinSize: 4, MaxSize: 6 }));
    expect(await states()).toHaveLength(4);
  });

  it('goes only when it is told to go with its instances', async () => {
    const { client, states } = await emptyLab();
    await client.send(create({ MinSize: 1, MaxSize: 3 }));
    const remove = (ForceDelete: boolean) =>
      client.send(new DeleteAutoScalingGroupCommand({ ...named, ForceDelete }));
    await expect(remove(false)).rejects.toMatchObject({ name: 'ResourceInUseFault' });
    await remove(true);
    expect(await states()).toBeUndefined();
  });

  it('is looked for neither by its tags nor when it is gone, of which the lab knows nothing', async () => {
    const { client } = await emptyLab();
    const Filters = [{ Name: 'tag-key', Values: ['team'] }];
    await expect(client.send(new DescribeAutoScalingGroupsCommand({ Filters }))).rejects.toThrow(
      'Filters is not supported',
    );
    const gone = new DescribeScalingActivitiesCommand({ IncludeDeletedGroups: true });
    await expect(client.send(gone)).rejects.toThrow('IncludeDeletedGroups is not supported');
  });

  it('is not made with a colon in its name', async () => {
    const { client } = await emptyLab();
    const command = new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: 'shop:asg',
      MinSize: 1,
      MaxSize: 1,
    });
    await expect(client.send(command)).rejects.toThrow('AutoScalingGroupName is shop:asg');
  });

  it('is made once', async () => {
    const { client } = await emptyLab();
    await client.send(create({ MinSize: 1, MaxSize: 3 }));
    await expect(client.send(create({ MinSize: 1, MaxSize: 3 }))).rejects.toMatchObject({
      name: 'AlreadyExistsFault',
    });
  });

  it.each([
    [{ MinSize: 4, MaxSize: 3 }, 'MinSize is 4, above MaxSize 3'],
    [{ MinSize: -1, MaxSize: 3 }, 'MinSize is -1'],
    [{ MinSize: 1, MaxSize: 3, DesiredCapacity: 4 }, 'DesiredCapacity is 4'],
  ])('is not made with %j', async (sizes, says) => {
    const { client } = await emptyLab();
    await expect(client.send(create(sizes))).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(says),
    });
  });
});
