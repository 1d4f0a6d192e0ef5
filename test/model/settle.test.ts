import { describe, expect, it } from 'vitest';
import type { RunningPolicy } from '../../src/model/policies/running-policy.ts';
import { Settling } from '../../src/model/policies/settle.ts';

const QUIET = Number.NaN;

function policy(
  name: string,
  wants: number,
  kind: 'tracking' | 'step' = 'tracking',
): RunningPolicy {
  return {
    name,
    warmupSeconds: 120,
    scalesInByConsent: kind === 'tracking',
    desire: () => wants,
    evidence: () => {
      throw new Error('not asked for');
    },
  };
}

function settle(
  policies: readonly RunningPolicy[],
  { desired = 8, min = 2, max = 20, warming = false } = {},
): number {
  const group = {
    pending: 0,
    draining: 0,
    settledAt: 0,
    warmingBefore: () => 0,
    warmedUp: () => 0,
  };
  const bounds = { min, max, isWarming: () => warming };
  const settled = new Settling(policies).settle(
    { visible: 0, minute: 0, now: 0, desired, group },
    bounds,
  );
  return settled?.desired ?? desired;
}

function forecast(name: string, wants: number, maxSize = 0): RunningPolicy {
  return { ...policy(name, wants, 'step'), onlyHoldsUp: true, maxSize: () => maxSize };
}

/** EC2 Auto Scaling user guide, "How predictive scaling works": the largest capacity wins, and it never scales in. */
describe('a forecast among other policies', () => {
  it('scales out to its capacity', () => {
    expect(settle([policy('a', QUIET), forecast('f', 10)])).toBe(10);
  });

  it('gives way to a larger capacity: 10 from target tracking, 8 from the forecast', () => {
    expect(settle([policy('a', 10), forecast('f', 8)], { desired: 6 })).toBe(10);
  });

  it('does not scale in by itself', () => {
    expect(settle([policy('a', QUIET), forecast('f', 4)])).toBe(8);
  });

  it('bounds what others scale in to', () => {
    expect(settle([policy('a', 3), forecast('f', 5)])).toBe(5);
  });

  it('keeps others from scaling in at its own capacity', () => {
    expect(settle([policy('a', 3), forecast('f', 8)])).toBe(8);
  });

  it('is not what kept the capacity up where MinSize did', () => {
    const group = {
      pending: 0,
      draining: 0,
      settledAt: 0,
      warmingBefore: () => 0,
      warmedUp: () => 0,
    };
    const settled = new Settling([policy('a', 2, 'step'), forecast('f', 3)]).settle(
      { visible: 0, minute: 0, now: 0, desired: 8, group },
      { min: 5, max: 20, isWarming: () => false },
    );
    expect(settled).toMatchObject({ desired: 5, heldUpBy: undefined });
  });

  it('is clamped to the maximum, unless it raises that', () => {
    expect(settle([forecast('f', 50)], { max: 40 })).toBe(40);
    expect(settle([forecast('f', 50, 55)], { max: 40 })).toBe(50);
  });
});

/** EC2 Auto Scaling user guide, "Dynamic scaling: multiple policies" and "Target tracking scaling policies". */
describe('several policies', () => {
  it('scale out to the largest capacity that one of them wants', () => {
    expect(settle([policy('a', 9, 'step'), policy('b', 10, 'step')])).toBe(10);
  });

  it('scale in to the largest capacity that one of them wants', () => {
    expect(settle([policy('a', 4), policy('b', 6)])).toBe(6);
  });

  it('scale out when one wants out and another in', () => {
    expect(settle([policy('a', 4), policy('b', 10)])).toBe(10);
  });

  it('scale in only when every target tracking policy agrees', () => {
    expect(settle([policy('a', 4), policy('b', QUIET)])).toBe(8);
  });

  it('do not let a target tracking policy hold back a step policy', () => {
    expect(settle([policy('step', 7, 'step'), policy('tracking', QUIET)])).toBe(7);
  });
});

describe('the settled capacity', () => {
  it('stays within MinSize and MaxSize', () => {
    expect(settle([policy('a', 50)])).toBe(20);
    expect(settle([policy('a', 0)])).toBe(2);
  });

  it('is not lowered while instances of a scale-out warm up', () => {
    expect(settle([policy('a', 4)], { warming: true })).toBe(8);
  });

  it('is raised while instances warm up', () => {
    expect(settle([policy('a', 12)], { warming: true })).toBe(12);
  });

  it('does not change when nobody wants anything', () => {
    expect(settle([policy('a', QUIET), policy('b', QUIET, 'step')])).toBe(8);
  });
});
