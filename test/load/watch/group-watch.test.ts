import { describe, expect, it } from 'vitest';
import type { GroupSample } from '../../../src/load/watch/group-sample.ts';
import type {
  GroupActivity,
  GroupLook,
  GroupSource,
} from '../../../src/load/watch/group-source.ts';
import { GroupWatch } from '../../../src/load/watch/group-watch.ts';
import { aLaunch, anAlarm } from './a-sample.ts';

const NOTHING_ELSE = {
  ...{ desired: 2, inService: 2, pending: 0, terminating: 0, healthy: 2 },
  ...{ balancer: null, failures: [] },
};

/** A source that answers what the function says to each look, and what was heard of it. */
function watched(answer: (look: number, signal: AbortSignal) => Promise<GroupLook>) {
  let looks = 0;
  const source: GroupSource = {
    group: 'shop-asg',
    look: ({ signal }) => answer(looks++, signal),
    close() {},
  };
  const samples: GroupSample[] = [];
  let hear = () => {};
  const watch = new GroupWatch(source, 0.05, {
    sample(sample) {
      samples.push(sample);
      hear();
    },
    failed() {},
  });
  /** Resolves when there are so many. */
  const heard = (count: number) =>
    new Promise<void>((resolve) => {
      hear = () => {
        if (samples.length >= count) resolve();
      };
    });
  return { watch, samples, heard };
}

const look = (activities: readonly GroupActivity[], state: string): GroupLook => ({
  ...NOTHING_ELSE,
  activities,
  alarms: [anAlarm(state, 0)],
});

describe('a watch', () => {
  it('tells of an activity or an alarm when it is new or has changed, and not of what was before the run', async () => {
    const [before, begun, ended] = [aLaunch(-60), aLaunch(1), aLaunch(1, { EndTime: 'then' })];
    const looks = [
      look([before], 'OK'),
      look([begun, before], 'OK'),
      look([begun, before], 'ALARM'),
      look([ended, before], 'ALARM'),
    ];
    const { watch, samples, heard } = watched(async (i) => looks[Math.min(i, 3)]);
    watch.start(Date.now());
    await heard(4);
    await watch.finish(0);
    const told = samples.slice(0, 4).map(({ activities, alarms }) => ({
      activities,
      alarms: alarms?.map(({ StateValue }) => StateValue),
    }));
    expect(told).toEqual([
      { activities: [], alarms: ['OK'] },
      { activities: [begun], alarms: [] },
      { activities: [], alarms: ['ALARM'] },
      { activities: [ended], alarms: [] },
    ]);
  });

  it('ends at once when it is stopped, though nobody has answered', async () => {
    const { watch, samples } = watched(
      (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(look([], 'OK')));
        }),
    );
    watch.start(Date.now());
    const finished = watch.finish(3600);
    watch.stop();
    await finished;
    expect(samples).toEqual([]);
  });

  it('takes a last look when it ends, and asks one question at a time', async () => {
    let asked = 0;
    let most = 0;
    const { watch, samples } = watched(async () => {
      most = Math.max(most, ++asked);
      await new Promise((resolve) => setTimeout(resolve, 70));
      asked--;
      return look([], 'OK');
    });
    const start = Date.now();
    watch.start(start);
    await watch.finish(0.3);
    expect(most).toBe(1);
    expect(samples.at(-1)?.at).toBeGreaterThanOrEqual(0.3);
  });
});
