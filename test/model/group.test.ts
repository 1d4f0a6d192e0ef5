import { describe, expect, it } from 'vitest';
import { AutoScalingGroup, type Happening } from '../../src/model/group.ts';

/** A group whose instances take 60 s to launch, 30 s to boot, 120 s to warm, 300 s to drain, and the queue of what will happen. */
function world(desired: number) {
  const due: { at: number; what: Happening; id: number }[] = [];
  const later = (at: number, what: Happening, id: number) => due.push({ at, what, id });
  const group = new AutoScalingGroup(
    { min: 0, max: 10, desired, warmupSeconds: 120, drainSeconds: 300 },
    {
      launch: (id, now) => later(now + 60, 'in-service', id),
      boot: (id, now) => later(now + 30, 'healthy', id),
      after: (seconds, what, id, now) => later(now + seconds, what, id),
    },
    0,
  );
  const runUntil = (now: number) => {
    for (;;) {
      due.sort((a, b) => a.at - b.at);
      const next = due[0];
      if (next === undefined || next.at > now) return;
      due.shift();
      group.happen(next.what, next.id, next.at);
    }
  };
  const counts = () => {
    const { pending, inService, healthy, warming, draining } = group;
    return { pending, inService, healthy, warming, draining };
  };
  return { group, runUntil, counts };
}

describe('an instance of a scale-out', () => {
  const { group, runUntil, counts } = world(2);
  group.setDesired(3, 0);

  it.each([
    [0, { pending: 1, inService: 2, healthy: 2, warming: 0, draining: 0 }],
    [60, { pending: 0, inService: 3, healthy: 2, warming: 1, draining: 0 }],
    [90, { pending: 0, inService: 3, healthy: 3, warming: 1, draining: 0 }],
    [180, { pending: 0, inService: 3, healthy: 3, warming: 0, draining: 0 }],
  ])('is where it should be after %d s', (now, expected) => {
    runUntil(now);
    expect(counts()).toEqual(expected);
  });
});

describe('scale-in', () => {
  it('drains an instance for the deregistration delay, then it is gone', () => {
    const { group, runUntil, counts } = world(3);
    group.setDesired(2, 0);
    expect(counts()).toMatchObject({ inService: 2, healthy: 2, draining: 1 });
    runUntil(299);
    expect(group.draining).toBe(1);
    runUntil(300);
    expect(group.draining).toBe(0);
  });

  it('takes pending instances only when none is in service', () => {
    const { group, counts } = world(1);
    group.setDesired(3, 0);
    group.setDesired(2, 10);
    expect(counts()).toMatchObject({ pending: 2, inService: 0 });
    group.setDesired(1, 20);
    expect(counts()).toMatchObject({ pending: 1, inService: 0 });
  });

  it('bills an instance that lived ten seconds for a whole minute', () => {
    const { group } = world(0);
    group.setDesired(1, 0);
    group.setDesired(0, 10);
    expect(group.minimumBilledSeconds).toBe(50);
  });
});

describe('the warm-up', () => {
  it('of a policy that waits longer than the group lasts longer', () => {
    const { group, runUntil } = world(1);
    group.setDesired(2, 0);
    runUntil(180);
    expect(group.isWarming(180, 120)).toBe(false);
    expect(group.isWarming(180, 200)).toBe(true);
    expect(group.isWarming(260, 200)).toBe(false);
  });
});
