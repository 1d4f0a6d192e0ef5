import {
  CreateAutoScalingGroupCommand,
  DescribeScheduledActionsCommand,
  PutScheduledUpdateGroupActionCommand,
} from '@aws-sdk/client-auto-scaling';
import { describe, expect, it } from 'vitest';
import { MetricStore } from '../../src/lab/cloudwatch/metric-store.ts';
import { initialGroup } from '../../src/lab/initial-group.ts';
import { Live } from '../../src/lab/live/live.ts';
import type { LiveRecord } from '../../src/lab/live/records.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { autoScaling, GROUP } from './autoscaling/rig.ts';
import { lab, MIDNIGHT, MINUTE, temporaryDirectory } from './rig.ts';

const kept = async () => {};

/** A group on a clock that the test moves; told what is to be kept, which may fail. */
async function liveGroup(onRecord: (record: LiveRecord) => Promise<void> = kept) {
  const clock = { now: MIDNIGHT };
  const store = new MetricStore('instant');
  const live = new Live({ store, now: clock.now, onRecord });
  live.resume(() => clock.now);
  await live.set(initialGroup({ name: GROUP }, clock.now), kept);
  const desired = () => live.groups.get(GROUP)?.life.group.desired;
  return { live, clock, desired };
}

describe('what is asked of groups', () => {
  it('is as of when it was asked, however long it takes to be kept', async () => {
    const { live, clock, desired } = await liveGroup();
    const schedule = {
      AutoScalingGroupName: GROUP,
      ScheduledActionName: 'soon',
      ScheduledActionARN: 'arn:soon',
      StartTime: MIDNIGHT / 1000 + 1,
      DesiredCapacity: 3,
    };
    await live.set({ kind: 'put-schedule', schedule }, async () => {
      clock.now += MINUTE;
      live.advance();
    });
    expect(desired()).toBe(3);
  });

  it('is told again with the next that is kept, where it could not be kept', async () => {
    const told: LiveRecord[] = [];
    const disk = { isFull: false };
    const { live } = await liveGroup(async (record) => {
      if (disk.isFull) throw new Error('the disk is full');
      told.push(record);
    });
    const resize = (capacity: number) =>
      live.set(
        {
          kind: 'resize-group',
          name: GROUP,
          resize: { changes: { desired: capacity }, cause: 'request' },
        },
        kept,
      );
    disk.isFull = true;
    await resize(2);
    disk.isFull = false;
    await resize(4);
    const activities = told.flatMap((each) => (each.kind === 'group-state' ? each.activities : []));
    expect(new Set(activities.map(({ ActivityId }) => ActivityId)).size).toBe(3);
  });
});

describe('a lab', () => {
  it('goes on no earlier than somebody last asked something of it', async () => {
    const stateDirectory = temporaryDirectory();
    const clock = { now: MIDNIGHT };
    const { url, close } = await startLab({ stateDirectory, now: () => clock.now });
    clock.now += MINUTE / 2;
    const sizes = { AutoScalingGroupName: GROUP, MinSize: 1, MaxSize: 1 };
    await autoScaling(url).send(new CreateAutoScalingGroupCommand(sizes));
    await close();
    const again = await lab({ stateDirectory, start: MIDNIGHT });
    expect(again.now()).toBe(MIDNIGHT + MINUTE / 2);
  });

  it('tells when an action runs next while its clock goes on', async () => {
    const clock = { now: MIDNIGHT };
    // Whenever anybody looks at it, a second has passed.
    const now = () => {
      clock.now += 1000;
      return clock.now;
    };
    const errors: unknown[] = [];
    const { url, close } = await startLab({
      group: { name: GROUP },
      now,
      onError: (error) => errors.push(error),
    });
    const client = autoScaling(url);
    const from = clock.now + 60_500;
    for (const second of [0, 1, 2, 3])
      await client.send(
        new PutScheduledUpdateGroupActionCommand({
          AutoScalingGroupName: GROUP,
          ScheduledActionName: `soon-${second}`,
          StartTime: new Date(from + 1000 * second),
          MinSize: 1,
        }),
      );
    let left = 4;
    for (let looks = 0; left > 0 && looks < 100; looks++) {
      const { ScheduledUpdateGroupActions = [] } = await client.send(
        new DescribeScheduledActionsCommand({}),
      );
      left = ScheduledUpdateGroupActions.length;
    }
    await close();
    expect(errors).toEqual([]);
    expect(left).toBe(0);
  });
});
