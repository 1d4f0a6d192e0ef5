import {
  DeleteScheduledActionCommand,
  DescribeScheduledActionsCommand,
  PutScheduledUpdateGroupActionCommand,
  type PutScheduledUpdateGroupActionCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { describe, expect, it } from 'vitest';
import { HOUR, lab, MIDNIGHT, MINUTE } from '../rig.ts';
import { autoScaling, changes, GROUP } from './rig.ts';

async function labWithGroup() {
  const { url, clock } = await lab({ group: { name: GROUP } });
  const client = autoScaling(url);
  const names = { AutoScalingGroupName: GROUP, ScheduledActionName: 'day' };
  return {
    client,
    clock,
    put: (action: Partial<PutScheduledUpdateGroupActionCommandInput>) =>
      client.send(new PutScheduledUpdateGroupActionCommand({ ...names, ...action })),
    remove: () => client.send(new DeleteScheduledActionCommand(names)),
    described: async () => {
      const { ScheduledUpdateGroupActions: all = [] } = await client.send(
        new DescribeScheduledActionsCommand({ AutoScalingGroupName: GROUP }),
      );
      return all;
    },
  };
}
const at = (milliseconds: number) => new Date(MIDNIGHT + milliseconds);

describe('scheduled actions in the lab', () => {
  it('recur, and tell when they run next', async () => {
    const { client, clock, put, described } = await labWithGroup();
    // 08:30 in Berlin, where it is winter, is 07:30 UTC.
    await put({ Recurrence: '30 8 * * *', TimeZone: 'Europe/Berlin', MinSize: 3 });
    expect(await described()).toMatchObject([
      { StartTime: at(7.5 * HOUR), Recurrence: '30 8 * * *', MinSize: 3 },
    ]);
    clock.now += 8 * HOUR;
    expect(await changes(client)).toEqual([{ at: MIDNIGHT / 1000 + 27_000, from: 1, to: 3 }]);
    expect(await described()).toMatchObject([{ StartTime: at(31.5 * HOUR) }]);
  });

  it('that run once are gone when they have', async () => {
    const { client, clock, put, described } = await labWithGroup();
    await put({ StartTime: at(10 * MINUTE), DesiredCapacity: 2 });
    clock.now += 10 * MINUTE;
    expect(await changes(client)).toHaveLength(1);
    expect(await described()).toEqual([]);
  });

  it('that were deleted, or put anew, do not run as they were', async () => {
    const { client, clock, put, remove } = await labWithGroup();
    await put({ StartTime: at(10 * MINUTE), DesiredCapacity: 2 });
    await put({ StartTime: at(20 * MINUTE), DesiredCapacity: 3 });
    await put({ ScheduledActionName: 'other', StartTime: at(30 * MINUTE), DesiredCapacity: 4 });
    clock.now += 25 * MINUTE;
    expect((await changes(client)).map(({ to }) => to)).toEqual([3]);
    await put({ StartTime: at(40 * MINUTE), DesiredCapacity: 5 });
    await remove();
    clock.now += 25 * MINUTE;
    expect((await changes(client)).map(({ to }) => to)).toEqual([3, 4]);
    await expect(remove()).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it.each<[string, Partial<PutScheduledUpdateGroupActionCommandInput>, string]>([
    ['that never run', { MinSize: 1 }, 'the request never runs: give StartTime, or Recurrence'],
    ['of the past', { MinSize: 1, StartTime: at(-MINUTE) }, 'StartTime is in the past'],
    ['with seconds', { MinSize: 1, Recurrence: '0 0 8 * * *' }, 'Recurrence'],
    ['in no time zone', { MinSize: 1, Recurrence: '0 8 * * *', TimeZone: 'Mars' }, 'TimeZone'],
    ['that change nothing', { Recurrence: '0 8 * * *' }, 'changes nothing'],
    ['of fewer than none', { Recurrence: '0 8 * * *', MinSize: -5 }, 'MinSize is -5'],
    ['that want fewer', { Recurrence: '0 8 * * *', DesiredCapacity: -1 }, 'DesiredCapacity is -1'],
    ['in a zone for nothing', { StartTime: at(HOUR), TimeZone: 'UTC', MinSize: 1 }, 'TimeZone is'],
    ['that contradict themselves', { Recurrence: '0 8 * * *', MinSize: 3, MaxSize: 2 }, 'MinSize'],
  ])('%s are refused', async (_, action, says) => {
    const { put } = await labWithGroup();
    await expect(put(action)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(says),
    });
  });

  it.each([
    ['once', { StartTime: at(HOUR) }],
    ['again and again', { Recurrence: '0 1 * * *' }],
  ])('do not run at the same time: %s', async (_, time) => {
    const { put } = await labWithGroup();
    await put({ ...time, MinSize: 2 });
    await expect(put({ ScheduledActionName: 'other', ...time, MinSize: 1 })).rejects.toMatchObject({
      name: 'AlreadyExistsFault',
    });
  });

  it('may meet now and then', async () => {
    const { put, described } = await labWithGroup();
    await put({ Recurrence: '0 * * * *', MinSize: 2 });
    await put({ ScheduledActionName: 'other', Recurrence: '0 1 * * *', MinSize: 1 });
    expect(await described()).toHaveLength(2);
  });
});
