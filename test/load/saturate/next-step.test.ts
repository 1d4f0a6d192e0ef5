import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/curve/random.ts';
import { nextStep } from '../../../src/load/saturate/next-step.ts';
import type { SaturateStep } from '../../../src/load/saturate/step.ts';
import type { Contended } from '../../../src/model/closed-loop.ts';
import { stepOf } from './steps-of.ts';

const QUEUE: Contended = { serviceSeconds: 0.02, servers: 8, contention: 0, coherency: 0 };

describe('the number of connections', () => {
  it('doubles until doubling twice has won nothing, then fills in around the knee', () => {
    expect(tried(QUEUE, 1000, 5)).toEqual([1, 2, 4, 8, 16, 32, 3, 6, 12]);
  });

  it('is never more than allowed', () => {
    expect(tried(QUEUE, 10, 5)).toEqual([1, 2, 4, 8, 10, 3, 6]);
  });

  it('grows no further where answers take a quarter of a step', () => {
    expect(tried({ ...QUEUE, serviceSeconds: 0.5 }, 1000, 1)[1]).toBeUndefined();
  });

  it('grows no further at the generator’s limit', () => {
    const busyFrom = (connections: number) => (step: SaturateStep) =>
      step.connections >= connections ? { ...step, generatorBusyPercent: 99 } : step;
    expect(Math.max(...tried(QUEUE, 1000, 5, busyFrom(4)))).toBe(4);
  });
});

/** The steps that are taken on a target. */
function tried(
  target: Contended,
  most: number,
  stepSeconds: number,
  change = (step: SaturateStep) => step,
): number[] {
  const noise = { relative: 0.01, random: seededRandom(1) };
  const steps: SaturateStep[] = [];
  for (let next = nextStep(steps, most, stepSeconds); next !== undefined && steps.length < 40; ) {
    steps.push(change(stepOf(target, next, noise)));
    next = nextStep(steps, most, stepSeconds);
  }
  return steps.map(({ connections }) => connections);
}
