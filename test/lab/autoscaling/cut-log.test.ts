import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  DescribeScheduledActionsCommand,
  PutScheduledUpdateGroupActionCommand,
  SetDesiredCapacityCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { describe, expect, it } from 'vitest';
import { startLab } from '../../../src/lab/start-lab.ts';
import { MIDNIGHT, MINUTE, temporaryDirectory } from '../rig.ts';
import { autoScaling, GROUP } from './rig.ts';

const named = { AutoScalingGroupName: GROUP };
const logOf = (directory: string) => join(directory, 'lab.log');

/** What a lab tells of its group, once what was launched is there. */
async function told(client: AutoScalingClient) {
  const groups = await client.send(new DescribeAutoScalingGroupsCommand({}));
  const { Activities = [] } = await client.send(new DescribeScalingActivitiesCommand({}));
  const schedules = await client.send(new DescribeScheduledActionsCommand({}));
  const [group] = groups.AutoScalingGroups ?? [];
  return {
    group: group && [group.MinSize, group.MaxSize, group.DesiredCapacity, group.DefaultCooldown],
    instances: group?.Instances?.filter(({ LifecycleState }) => LifecycleState !== 'Terminating')
      .length,
    launched: Activities.filter(({ Description }) => Description?.startsWith('Launching')).length,
    scheduled: (schedules.ScheduledUpdateGroupActions ?? []).length,
  };
}

/** Lets a group live, and tells what the lab said after each step, and the lines of its log. */
async function live() {
  const stateDirectory = temporaryDirectory();
  const clock = { now: MIDNIGHT };
  const { url, close } = await startLab({ stateDirectory, now: () => clock.now });
  const client = autoScaling(url);
  const steps = [
    new CreateAutoScalingGroupCommand({ ...named, MinSize: 2, MaxSize: 5 }),
    new SetDesiredCapacityCommand({ ...named, DesiredCapacity: 3 }),
    new UpdateAutoScalingGroupCommand({ ...named, MinSize: 4, MaxSize: 6, DefaultCooldown: 60 }),
    new PutScheduledUpdateGroupActionCommand({
      ...named,
      ScheduledActionName: 'once',
      StartTime: new Date(MIDNIGHT + 3.5 * MINUTE),
      DesiredCapacity: 6,
    }),
  ];
  const states = [await told(client)];
  for (const step of steps) {
    await client.send(step as SetDesiredCapacityCommand);
    states.push(await told(client));
  }
  clock.now += 5 * MINUTE;
  states.push(await told(client));
  await close();
  const lines = readFileSync(logOf(stateDirectory), 'utf8').split(/(?<=\n)/);
  return { states, lines };
}

/** What a lab tells that begins with the log of one that was killed. */
async function afterKill(log: string) {
  const stateDirectory = temporaryDirectory();
  writeFileSync(logOf(stateDirectory), log);
  const { url, close } = await startLab({ stateDirectory, now: () => MIDNIGHT + 5 * MINUTE });
  const client = autoScaling(url);
  const found = await told(client);
  await close();
  return found;
}

describe('a log that a kill cut off between two records', () => {
  it('has each change wholly or not at all, whichever record was the last', async () => {
    const { states, lines } = await live();
    let reached = 0;
    for (let count = 0; count <= lines.length; count++) {
      const found = await afterKill(lines.slice(0, count).join(''));
      // What came due while no lab ran is no more.
      const missed = states.map((state) => ({ ...state, scheduled: 0 }));
      const step = missed.findIndex((state) => JSON.stringify(state) === JSON.stringify(found));
      expect(step, `${count} records: ${JSON.stringify(found)}`).toBeGreaterThanOrEqual(reached);
      reached = step;
    }
    expect(reached).toBe(states.length - 1);
  });

  it('has what a scheduled action did wherever it has that the action is no more', async () => {
    const { lines } = await live();
    const end = lines.findIndex((line) => line.includes('delete-schedule'));
    expect(await afterKill(lines.slice(0, end + 1).join(''))).toMatchObject({ instances: 6 });
  });
});
