import { describe, expect, it } from 'vitest';
import { mergeRecordings } from '../../src/load/merge.ts';
import { outcomeOf } from '../../src/load/outcome.ts';
import { parseSlo } from '../../src/load/slo.ts';
import { loadJunit } from '../../src/report/load-junit.ts';
import { loadOutcomeText } from '../../src/report/load-outcome.ts';
import { loadSecondRows } from '../../src/report/load-seconds.ts';
import { aRecording, aSecond } from '../load/a-second.ts';

const SECONDS = [
  aSecond(0, 100),
  aSecond(1, 200, {
    sent: 190,
    dropped: { noConnection: 10 },
    completed: 180,
    failed: { reset: 10 },
  }),
];
const run = mergeRecordings([aRecording({}, SECONDS)]);
const outcome = outcomeOf(run, [parseSlo('p95<2ms'), parseSlo('errors<1%')]);

describe('the outcome of a load', () => {
  it('says in a table first what was sent and what was missed, then on what that rests', () => {
    const text = loadOutcomeText(outcome, run, { width: 60, color: false });
    expect(text.split('\n').slice(0, 10).join('\n')).toBe(
      `290 of 300 requests were sent, 10 dropped. 10 of 290 that were sent failed (3.45 %), all by: reset. Missed: errors<1% (it was 6.66667).

requests   count  of which
─────────  ─────  ───────────────
planned      300
sent         290
dropped       10  noConnection 10
completed    280  200 300
failed        10  reset 10
errors        10`,
    );
    expect(text).toContain('generator: CPU 10 %, at most 1 ms late, not limited');
  });

  it('tells of one by its singular', () => {
    const one = { ...aRecording({ seconds: 2 }, [aSecond(0, 1)]), end: undefined };
    expect(outcomeOf(mergeRecordings([one]), []).verdict).toBe(
      'The run did not come to its end. The recordings lack 1 second. The 1 request was sent; per second the rate was off by 0 % on average, 0 % at most.',
    );
  });

  it('says that none was due where a run ended before its start', () => {
    const none = mergeRecordings([aRecording({}, [], 'interrupted')]);
    expect(outcomeOf(none, []).verdict).toBe(
      'The run did not come to its end. No request was due.',
    );
  });

  it('calls a shard by itself one of several, not the others missing', () => {
    const shard = aRecording({ shard: { index: 0, of: 3 } }, [aSecond(0, 2)]);
    expect(outcomeOf(mergeRecordings([shard]), []).verdict).toMatch(
      /^This is one shard of 3; load report puts them together\. All 2 requests/,
    );
  });

  it('tells both where a generator was limited and the server held connections', () => {
    const lines = [
      { lateBySelf: 50 },
      {},
      {},
      {},
      { lateByConnections: 50, failed: { reset: 1 }, completed: 99 },
      {},
    ].map((changes, second) => aSecond(second, 100, changes));
    const { verdict } = outcomeOf(mergeRecordings([aRecording({}, lines)]), []);
    expect(verdict).toContain('could not hold the rate from second 0 on: its own CPU');
    expect(verdict).toContain('Apart from that, from second 2 on requests waited for a connection');
  });

  it('is a row a second as CSV', () => {
    const rows = loadSecondRows(run, null).map(({ second, planned, sent, dropped, failed }) => [
      second,
      planned,
      sent,
      dropped,
      failed,
    ]);
    expect(rows).toEqual([
      [0, 100, 100, 0, 0],
      [1, 200, 190, 10, 10],
    ]);
  });

  it('is a test case a threshold as JUnit XML, and one for the run itself', () => {
    const cases = loadJunit(outcome)
      .split('\n')
      .filter((line) => line.includes('<testcase'));
    expect(cases.map((line) => line.trim())).toEqual([
      '<testcase classname="plimsoll.load" name="the run is sound"/>',
      '<testcase classname="plimsoll.load" name="p95&lt;2ms"/>',
      '<testcase classname="plimsoll.load" name="errors&lt;1%"><failure message="wanted errors&lt;1%, it was 6.66667"/></testcase>',
    ]);
  });
});
