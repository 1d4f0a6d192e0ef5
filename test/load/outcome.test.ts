import { describe, expect, it } from 'vitest';
import { mergeRecordings } from '../../src/load/merge.ts';
import { outcomeOf } from '../../src/load/outcome.ts';
import { parseSlo } from '../../src/load/slo.ts';
import { aRecording, aSecond } from './a-second.ts';

describe('the outcome of a run', () => {
  it('says so when not all of it was sent, though nothing was dropped', () => {
    const line = aSecond(0, 20, { sent: 18, completed: 18, waiting: 2 });
    const killed = { ...aRecording({ seconds: 1 }, [line]), end: undefined };
    const { verdict } = outcomeOf(mergeRecordings([killed]), []);
    expect(verdict).toContain('18 of 20 requests were sent, 0 dropped.');
    expect(verdict).not.toContain('All 20');
  });

  it('has no share of nothing: where no request was due it meets no threshold', () => {
    const idle = aRecording({}, [aSecond(0, 0)]);
    const { slo } = outcomeOf(mergeRecordings([idle]), [parseSlo('errors<1%')]);
    expect(slo).toEqual([{ expression: 'errors<1%', actual: null, met: false }]);
  });

  it('tells of the shard whose generator fell short first', () => {
    const [late, early] = [4, 1].map((limited, index) =>
      aRecording(
        { generator: `g${index}`, shard: { index, of: 2 } },
        Array.from({ length: 5 }, (_, second) =>
          aSecond(second, 100, second === limited ? { dropped: { noSocket: 1 } } : {}),
        ),
      ),
    );
    const { generator } = outcomeOf(mergeRecordings([late, early]), []);
    // Three seconds are judged together, so the first to hold second 1 begin with 0.
    expect([generator.because, generator.since]).toEqual(['sockets', 0]);
  });
});
