import { describe, expect, it } from 'vitest';
import { addSeconds } from '../../../src/load/add-seconds.ts';
import { mergeRecordings } from '../../../src/load/merge.ts';
import { parseSlo } from '../../../src/load/slo.ts';
import { groupDelays } from '../../../src/load/watch/group-delays.ts';
import type { GroupSample } from '../../../src/load/watch/group-sample.ts';
import { aRecording, aSecond, encoded } from '../a-second.ts';
import { aLaunch, anAlarm, aSample, awsTime, STARTED_AT } from './a-sample.ts';

/** 50 requests/s, and 100 from second 60 on; slow from 61 until 230. */
const SECONDS = Array.from({ length: 300 }, (_, second) => {
  const isSlow = second >= 61 && second < 230;
  return aSecond(second, second < 60 ? 50 : 100, isSlow ? { response: encoded([900_000]) } : {});
});

const delaysOf = (samples: readonly GroupSample[], seconds = SECONDS) =>
  groupDelays({
    startedAt: STARTED_AT,
    samples,
    seconds: addSeconds(mergeRecordings([aRecording({}, seconds)])),
    slos: [parseSlo('p95<250ms')],
  });

/** Polls each ten seconds of a group that an alarm at 123 takes from 2 to 3 at 125, serving at 215. */
const POLLS = [
  aSample(0, { alarms: [anAlarm('OK', -500)] }),
  aSample(110),
  aSample(120),
  aSample(130, {
    ...{ desired: 3, pending: 1 },
    alarms: [anAlarm('ALARM', 123)],
    activities: [aLaunch(125)],
  }),
  aSample(190, { desired: 3, pending: 1 }),
  aSample(200, {
    ...{ desired: 3, inService: 3 },
    activities: [aLaunch(125, { EndTime: awsTime(194) })],
  }),
  aSample(210, { desired: 3, inService: 3 }),
  aSample(220, { desired: 3, inService: 3, healthy: 3 }),
];

describe('the delays of a scale-out', () => {
  it('count from the second in which the load rose, by the time of AWS where it gives one', () => {
    const [{ rose, ...delays }] = delaysOf(POLLS);
    const steps = Object.entries(delays).flatMap(([name, delay]) =>
      typeof delay === 'object' && delay !== null
        ? [[name, delay.delaySeconds, delay.uncertaintySeconds, delay.foundBy]]
        : [],
    );
    expect(rose?.atSeconds).toBe(60);
    expect(steps).toEqual([
      ['sloMissed', 1, 1, 'seconds'],
      ['alarm', 63, 1, 'aws-time'],
      ['decision', 65, 1, 'aws-time'],
      ['launched', 65, 1, 'aws-time'],
      ['inService', 134, 1, 'aws-time'],
      ['serving', 155.05, 5.05, 'poll'],
      ['sloHeld', 170, 1, 'seconds'],
    ]);
  });

  it('are found by the polls alone where the clock of AWS is another', () => {
    const HOUR = 3600;
    const ahead = POLLS.map(({ alarms, activities, ...sample }) => ({
      ...sample,
      alarms: alarms?.map((alarm) => ({
        ...alarm,
        StateTransitionedTimestamp: later(alarm.StateTransitionedTimestamp, HOUR),
      })),
      activities: activities?.map((activity) => ({
        ...activity,
        StartTime: later(activity.StartTime, HOUR),
      })),
    })) as GroupSample[];
    const [{ alarm, decision }] = delaysOf(ahead);
    expect([alarm, decision].map((delay) => delay?.foundBy)).toEqual(['poll', 'poll']);
    expect(alarm).toMatchObject({ atSeconds: 125.05, uncertaintySeconds: 5.05 });
  });

  it('allow for the polls that failed', () => {
    const failed = POLLS.map((sample) =>
      sample.at === 210
        ? aSample(210, { desired: null, inService: null, healthy: null, activities: null })
        : sample,
    );
    const [{ serving }] = delaysOf(failed);
    expect(serving).toMatchObject({ atSeconds: 210.05, uncertaintySeconds: 10.05 });
  });

  it('are null where a step did not happen', () => {
    const [{ serving, inService, sloHeld }] = delaysOf(POLLS.slice(0, 5), SECONDS.slice(0, 220));
    expect([serving, inService, sloHeld]).toEqual([null, null, null]);
  });

  it('know no alarm where something else asked, and no rise where the load stayed', () => {
    const asked = 'a scheduled action update of AutoScalingGroup constraints';
    const scheduled = POLLS.map((sample) =>
      sample.at === 130 ? { ...sample, activities: [aLaunch(125, { asked })] } : sample,
    );
    const [{ alarm, rose, decision }] = delaysOf(scheduled, SECONDS.slice(60));
    expect([alarm, rose]).toEqual([null, null]);
    expect(decision).toMatchObject({ atSeconds: 125, delaySeconds: null });
  });

  it('are told of each scale-out by itself, and a raise before the last was served belongs to it', () => {
    const more = [
      ...POLLS.slice(0, 5),
      aSample(195, { desired: 5, pending: 3 }),
      aSample(220, { desired: 5, inService: 5, healthy: 5 }),
      aSample(250, {
        ...{ desired: 6, pending: 1, inService: 5, healthy: 5 },
        activities: [aLaunch(245)],
      }),
    ];
    const found = delaysOf(more);
    expect(found.map(({ from, to }) => [from, to])).toEqual([
      [2, 5],
      [5, 6],
    ]);
    // The alarm has rung on, so that both answer the same rise.
    expect(found.map(({ rose, decision }) => [rose?.atSeconds, decision?.delaySeconds])).toEqual([
      [60, 65],
      [60, 185],
    ]);
  });

  it('are none where the group stayed as it was, or shrank', () => {
    expect(delaysOf([aSample(0), aSample(10), aSample(20, { desired: 1 })])).toEqual([]);
  });
});

function later(time: string, seconds: number): string {
  return new Date(Date.parse(time) + 1000 * seconds).toISOString();
}
