import { describe, expect, it } from 'vitest';
import { mergeRecordings } from '../../../src/load/merge.ts';
import { outcomeOf } from '../../../src/load/outcome.ts';
import { readRecordings } from '../../../src/load/read-recording.ts';
import type { Recording } from '../../../src/load/recording.ts';
import { parseSlo } from '../../../src/load/slo.ts';
import { loadOutcomeText } from '../../../src/report/load-outcome.ts';
import { loadSecondRows } from '../../../src/report/load-seconds.ts';
import { aRecording, aSecond } from '../a-second.ts';
import { aLaunch, anAlarm, aSample, awsTime, STARTED_AT } from './a-sample.ts';

const SAMPLES = [
  aSample(0, { alarms: [anAlarm('OK', -60)] }),
  aSample(3, {
    ...{
      desired: 3,
      pending: 1,
      healthy: null,
      failed: ['elasticloadbalancing:DescribeTargetHealth'],
    },
    alarms: [anAlarm('ALARM', 2.5)],
    activities: [aLaunch(2.5)],
  }),
  aSample(6, {
    ...{ desired: 3, inService: 3, healthy: 3 },
    balancer: [
      {
        Timestamp: awsTime(-15),
        RequestCount: 900,
        TargetResponseTime: 0.2,
        HTTPCode_ELB_5XX_Count: 3,
        HTTPCode_Target_5XX_Count: null,
      },
    ],
  }),
];
const SECONDS = [10, 20, 20, 20, 20].map((planned, second) => aSecond(second, planned));
const watching: Recording = {
  ...aRecording({ generator: 'b', shard: { index: 1, of: 2 } }, SECONDS),
  group: SAMPLES,
};
const other = aRecording({ generator: 'a', shard: { index: 0, of: 2 } }, SECONDS);
const linesOf = ({ header, seconds, group, end }: Recording) =>
  [header, ...group.slice(0, 2), ...seconds, { end }, ...group.slice(2)]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

describe('a group in a recording', () => {
  it('is read as it was written, also what comes after the end of the load', async () => {
    const [read] = await readRecordings([linesOf(watching)], 'run.ndjson');
    expect(read.group).toEqual(JSON.parse(JSON.stringify(SAMPLES)));
    expect(read.end).toBe('done');
  });

  it('is refused by its line where it is damaged', async () => {
    const broken = linesOf(watching).replace('"desired":2', '"desired":"two"');
    await expect(readRecordings([broken], 'run.ndjson')).rejects.toThrow(
      /^run\.ndjson:2: no line of a recording \(desired: /,
    );
  });

  it('is kept where shards are merged of which one watched, however often they are given', () => {
    const { group } = outcomeOf(mergeRecordings([other, watching, watching]), []);
    const alone = outcomeOf(mergeRecordings([watching]), []).group;
    expect(group?.samples).toEqual(alone?.samples);
    expect(group?.polls).toBe(3);
    expect(outcomeOf(mergeRecordings([other]), []).group).toBeNull();
  });

  it('counts once where two watched: as the one saw it that started first', () => {
    const late = {
      ...aRecording(
        { generator: 'a', startedAt: '2026-01-05T00:00:09.000Z', shard: { index: 0, of: 2 } },
        SECONDS,
      ),
      group: [aSample(0, { desired: 9 })],
    };
    const { group } = outcomeOf(mergeRecordings([late, watching]), []);
    expect(group?.samples.map(({ desired }) => desired)).toEqual([2, 3, 3]);
  });
});

describe('the report of a group', () => {
  const run = mergeRecordings([
    { ...watching, header: { ...watching.header, shard: { index: 0, of: 1 } } },
  ]);
  const outcome = outcomeOf(run, [parseSlo('p95<250ms')]);

  it('counts polls that lack an answer, and by which call', () => {
    expect(outcome.startedAt).toBe(STARTED_AT);
    const { failedPolls, failedCalls } = outcome.group ?? {};
    expect({ failedPolls, failedCalls }).toEqual({
      failedPolls: 1,
      failedCalls: { 'elasticloadbalancing:DescribeTargetHealth': 1 },
    });
  });

  it('draws the group under the load, and names the delays and their causes', () => {
    const text = loadOutcomeText(outcome, run, { width: 60, color: false });
    expect(text).toContain('instances   █ in service   ── desired');
    const at = text.indexOf('group shop-asg');
    expect(text.slice(at, text.indexOf('\n\nrate error'))).toBe(
      `group shop-asg, 3 polls, 1 of them without an answer (elasticloadbalancing:DescribeTargetHealth 1)
scale-out  load rose  SLO missed       alarm  decision    launched     in service     serving  SLO held
─────────  ─────────  ──────────  ──────────  ────────  ──────────  ─────────────  ──────────  ────────
2 → 3       second 1           –  +1.50 s ±1   +1 s ±1  +1.50 s ±1  +3.55 s ±1.60  +2.05 s ±3         –
second 3, 1 instance: At 2026-01-05T00:00:02Z a monitor alarm busy in state ALARM triggered policy cpu changing the desired capacity from 2 to 3.`,
    );
  });

  it('has columns as CSV, as long as the group was watched', () => {
    const rows = loadSecondRows(run, outcome.group);
    expect(
      rows.map(({ second, sent, desired, in_service, balancer_requests }) => [
        ...[second, sent, desired, in_service, balancer_requests],
      ]),
    ).toEqual([
      [0, 10, 2, 2, 900],
      [1, 20, 2, 2, undefined],
      [2, 20, 2, 2, undefined],
      [3, 20, 3, 2, undefined],
      [4, 20, 3, 2, undefined],
      [5, 0, 3, 2, undefined],
    ]);
  });
});
