import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/curve/random.ts';
import { mostSteps } from '../../../src/load/saturate/next-step.ts';
import type { SaturateStep } from '../../../src/load/saturate/step.ts';
import type { Contended } from '../../../src/model/closed-loop.ts';
import { stepsOn } from './steps-of.ts';

const QUEUE: Contended = { serviceSeconds: 0.02, servers: 8, contention: 0, coherency: 0 };

describe('the number of connections', () => {
  it('doubles until doubling twice has won nothing, then fills in around the knee and the most', () => {
    expect(tried(QUEUE)).toEqual([1, 2, 4, 8, 16, 32, 3, 6, 12, 24]);
  });

  it('fills in around the most that was measured too, where a bend hides it', () => {
    // √((1 − 0.05) / 0.002) = 21.8 in service complete the most; a straight line reaches that at 7.
    const bent = { serviceSeconds: 0.02, servers: 32, contention: 0.05, coherency: 0.002 };
    expect(tried(bent)).toContain(24);
  });

  it('comes to an end within as many steps as a plan may say', () => {
    fc.assert(
      fc.property(
        fc.record({
          serviceSeconds: fc.double({ min: 0.001, max: 0.1, noNaN: true }),
          servers: fc.double({ min: 1, max: 500, noNaN: true }),
          contention: fc.double({ min: 0, max: 0.2, noNaN: true }),
          coherency: fc.double({ min: 0, max: 0.01, noNaN: true }),
        }),
        fc.integer({ min: 4, max: 2000 }),
        (target, most) => {
          const counts = tried(target, { most });
          expect(new Set(counts).size).toBe(counts.length);
          expect(counts.length).toBeLessThanOrEqual(mostSteps(most));
        },
      ),
    );
  });

  it('is never more than allowed', () => {
    expect(tried(QUEUE, { most: 10 })).toEqual([1, 2, 4, 8, 10, 3, 6]);
  });

  it('grows no further where answers take a quarter of a step', () => {
    expect(tried({ ...QUEUE, serviceSeconds: 0.5 }, { stepSeconds: 1 })[1]).toBeUndefined();
  });

  it('grows no further at the generator’s limit', () => {
    const busyFrom = (connections: number) => (step: SaturateStep) =>
      step.connections >= connections ? { ...step, generatorBusyPercent: 99 } : step;
    expect(Math.max(...tried(QUEUE, { change: busyFrom(4) }))).toBe(4);
  });
});

function tried(...[target, options]: [Contended, Parameters<typeof stepsOn>[2]?]): number[] {
  const noise = { relative: 0.01, random: seededRandom(1) };
  return stepsOn(target, noise, options).map(({ connections }) => connections);
}
