import { describe, expect, it } from 'vitest';
import { judgeGenerator } from '../../src/load/judge-generator.ts';
import { rateErrorPercent } from '../../src/load/rate-error.ts';
import type { RecordedSecond } from '../../src/load/recording.ts';
import { isFailing } from '../../src/load/stop-when-failing.ts';
import { aSecond, encoded } from './a-second.ts';

const seconds = (...changes: Partial<RecordedSecond>[]) =>
  changes.map((change, second) => aSecond(second, 100, change));

describe('a generator', () => {
  it('that sends in time is not limited', () => {
    expect(judgeGenerator(seconds({}, {}, {}, {}))).toEqual({
      limited: false,
      because: null,
      since: null,
      serverHeldConnectionsSince: null,
    });
  });

  it('is limited by its CPU when more than 5 % of three seconds left late by its fault', () => {
    expect(judgeGenerator(seconds({}, {}, { lateBySelf: 15 }))).toMatchObject({ limited: false });
    expect(judgeGenerator(seconds({}, {}, {}, {}, { lateBySelf: 16 }))).toMatchObject({
      limited: true,
      because: 'cpu',
      since: 2,
    });
  });

  it('is limited by its connections when none was free and the server was fast', () => {
    const judged = judgeGenerator(seconds({}, { lateByConnections: 50 }, {}));
    expect(judged).toMatchObject({ limited: true, because: 'connections' });
  });

  it('is not limited when the server was slow to answer on all of them', () => {
    const slow = { lateByConnections: 50, service: encoded(Array(100).fill(200_000)) };
    expect(judgeGenerator(seconds({}, {}, {}, slow, slow, slow))).toMatchObject({
      limited: false,
      serverHeldConnectionsSince: 1,
    });
  });

  it('is not limited when the server failed its connections', () => {
    const failing = { lateByConnections: 50, failed: { refused: 3 } };
    expect(judgeGenerator(seconds(failing))).toMatchObject({ limited: false });
  });

  it('is limited by one socket that this machine did not have', () => {
    const judged = judgeGenerator(seconds({}, { dropped: { noSocket: 1 } }));
    expect(judged).toMatchObject({ limited: true, because: 'sockets' });
  });
});

describe('the rate error', () => {
  it('is in percent of the plan, its mean over seconds in which there was something', () => {
    const sent = [
      { planned: 200, sent: 198 },
      { planned: 0, sent: 0 },
      { planned: 400, sent: 400 },
    ];
    expect(rateErrorPercent(sent)).toEqual({ mean: 0.5, max: 1 });
  });

  it('forgives one request where fewer than 100 are planned, and no more', () => {
    expect(rateErrorPercent([{ planned: 99, sent: 98 }]).max).toBe(0);
    expect(rateErrorPercent([{ planned: 50, sent: 48 }]).max).toBe(4);
    expect(rateErrorPercent([{ planned: 100, sent: 99 }]).max).toBe(1);
  });
});

describe('a run', () => {
  const failing = { completed: 40, failed: { reset: 20 }, targetErrors: 20, balancerErrors: 20 };

  it('ends when more than the limit fails over five seconds', () => {
    // 20 failed and 40 answered with 500 and above, of 60 outcomes: all of them.
    const last = seconds(failing, failing, failing, failing, failing);
    expect(isFailing(last, 99)).toBe(true);
    expect(isFailing(last, 100)).toBe(false);
    expect(isFailing(last.slice(1), 50)).toBe(false);
  });

  it('goes on while fewer than twenty outcomes tell', () => {
    const few = { completed: 0, failed: { timeout: 3 } };
    expect(isFailing(seconds(few, few, few, few, few), 50)).toBe(false);
  });
});
