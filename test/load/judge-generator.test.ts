import { describe, expect, it } from 'vitest';
import { judgeGenerator } from '../../src/load/judge-generator.ts';
import { rateErrorPercent } from '../../src/load/rate-error.ts';
import type { RecordedSecond } from '../../src/load/recording.ts';
import { isFailing } from '../../src/load/stop-when-failing.ts';
import { isOwnLateness } from '../../src/load/whose-lateness.ts';
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

  it('is not limited by a few hiccups after the end of the curve, when what waited leaves', () => {
    const drain = {
      planned: 0,
      sent: 160,
      lateByConnections: 145,
      lateBySelf: 15,
      service: encoded(Array(160).fill(300_000)),
    };
    expect(judgeGenerator(seconds(drain, drain, drain))).toMatchObject({
      limited: false,
      serverHeldConnectionsSince: 0,
    });
  });

  it('has one finding for three seconds, the larger one', () => {
    const both = { lateByConnections: 50, service: encoded(Array(100).fill(200_000)) };
    const [server, own] = [40, 60].map((lateBySelf) => {
      const line = { ...both, lateBySelf };
      return judgeGenerator(seconds(line, line, line));
    });
    expect([server.because, server.serverHeldConnectionsSince]).toEqual([null, 0]);
    expect([own.because, own.serverHeldConnectionsSince]).toEqual(['cpu', null]);
  });

  it('is judged by what left, not by what was planned: twelve late of a hundred are too many', () => {
    const crawling = { planned: 1000, sent: 30, lateBySelf: 4 };
    expect(judgeGenerator(seconds(crawling, crawling, crawling))).toMatchObject({ because: 'cpu' });
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

describe('a request that is late', () => {
  it.each([
    ['was come to late', { released: 50, now: 50, idleMs: 0 }, true],
    ['waited while the thread was at work', { released: 0, now: 50, idleMs: 4 }, true],
    ['waited while the thread had time', { released: 0, now: 50, idleMs: 6 }, false],
    ['was come to late, and then waited longer', { released: 21, now: 3000, idleMs: 2800 }, false],
    ['was come to late, and then waited shortly', { released: 2000, now: 3000, idleMs: 900 }, true],
  ])('as it %s is so by the generator: %j %s', (_, wait, isOwn) => {
    expect(isOwnLateness({ intended: 0, ...wait })).toBe(isOwn);
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

  it('is of seconds that planned something: what is sent after the end was missing before', () => {
    const sent = [
      { planned: 200, sent: 180 },
      { planned: 0, sent: 20 },
    ];
    expect(rateErrorPercent(sent)).toEqual({ mean: 10, max: 10 });
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

  it('ends when a server that hangs lets nothing through on the few connections there are', () => {
    // Two connections, two answers that never come each second, and all others dropped.
    const hung = { sent: 2, completed: 0, failed: { timeout: 2 }, dropped: { noConnection: 98 } };
    expect(isFailing(seconds(hung, hung, hung, hung, hung), 50)).toBe(true);
  });

  it('goes on when it is the generator that drops them, too weak for the rate', () => {
    const weak = { sent: 10, completed: 10, dropped: { noConnection: 90 }, lateBySelf: 100 };
    expect(isFailing(seconds(weak, weak, weak, weak, weak), 50)).toBe(false);
  });

  it('goes on while fewer than twenty outcomes tell', () => {
    const few = { completed: 0, failed: { timeout: 3 } };
    expect(isFailing(seconds(few, few, few, few, few), 50)).toBe(false);
  });
});
