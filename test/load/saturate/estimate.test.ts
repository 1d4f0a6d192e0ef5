import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/curve/random.ts';
import { type Estimate, estimate, type Saturation } from '../../../src/load/saturate/estimate.ts';
import type { SaturateStep } from '../../../src/load/saturate/step.ts';
import { type Contended, ceilingOf } from '../../../src/model/closed-loop.ts';
import { stepOf, stepsOn } from './steps-of.ts';

const STEPS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64];
const QUEUE: Contended = { serviceSeconds: 0.02, servers: 8, contention: 0, coherency: 0 };
const CONTENDED: Contended = {
  serviceSeconds: 0.02,
  servers: 32,
  contention: 0.05,
  coherency: 0.002,
};
const FREE: Contended = { ...CONTENDED, servers: Number.POSITIVE_INFINITY };

describe('the fit of a saturation', () => {
  it('finds ceiling, service time and how many are served at a time', () => {
    const { ceiling, serviceSeconds, servers, contention, lostShare } = fitted(QUEUE, STEPS);
    expect(Math.abs(ceiling.value / 400 - 1)).toBeLessThan(0.01);
    expect(Math.abs(serviceSeconds.value / 0.02 - 1)).toBeLessThan(0.01);
    expect(Math.abs((servers?.value ?? 0) / 8 - 1)).toBeLessThan(0.02);
    expect(contention.value).toBeLessThan(0.003);
    expect(lostShare).toBeLessThan(0.02);
  });

  it('finds contention and coherency where they are', () => {
    const { contention, coherency, lostShare, isReached } = fitted(CONTENDED, STEPS);
    expect(Math.abs(contention.value / 0.05 - 1)).toBeLessThan(0.15);
    expect(Math.abs(coherency.value / 0.002 - 1)).toBeLessThan(0.15);
    expect([lostShare > 0.5, isReached]).toEqual([true, true]);
  });

  it('finds a law without a limit to how many are served', () => {
    const { servers, ceiling } = fitted(FREE, STEPS);
    // √((1 − 0.05) / 0.002) = 21.8 in service: 21.8 / (0.02 · (1 + 0.05·20.8 + 0.002·21.8·20.8)).
    expect(Math.abs(ceiling.value / 370.6 - 1)).toBeLessThan(0.02);
    expect(servers === null || servers.value > 15).toBe(true);
  });

  it('does not call a ceiling reached that lies beyond its steps', () => {
    expect(fitted(QUEUE, [1, 2, 3, 4, 6]).isReached).toBe(false);
  });

  it('tells a step that it left out to within its noise', () => {
    const { heldOut } = fitted(QUEUE, STEPS);
    expect([heldOut[0], heldOut[STEPS.length - 1]]).toEqual([null, null]);
    expect(Math.max(...heldOut.map((error) => error ?? 0))).toBeLessThan(0.03);
  });

  it('finds how many are served at a time where the ceiling lies before that', () => {
    const steps = stepsOn(CONTENDED, { relative: 0.03, random: seededRandom(100) });
    const { servers, ceiling } = found(steps);
    expect(Math.abs((servers?.value ?? 0) / 32 - 1)).toBeLessThan(0.1);
    // 21.8 in service: 21.8 / (0.02 · (1 + 0.05·20.8 + 0.002·21.8·20.8)).
    expect(Math.abs(ceiling.value / 369.9 - 1)).toBeLessThan(0.02);
  });

  it.each([
    ['a queue', QUEUE],
    ['a queue with contention', { ...QUEUE, contention: 0.02 }],
    ['one that bends before its servers are busy', CONTENDED],
    ['one that nothing but contention limits', { ...FREE, contention: 0.08, coherency: 0 }],
  ])('states intervals that hold the truth in 19 of 20, of %s', (_, target) => {
    const runs = Array.from({ length: 20 }, (_, seed) =>
      found(stepsOn(target, { relative: 0.03, random: seededRandom(seed) })),
    );
    const held = (of: (run: Saturation) => Estimate | null, truth: number) =>
      runs.map(of).filter((one) => (one === null ? truth === Infinity : isIn(one, truth))).length;
    expect({
      ceiling: held(({ ceiling }) => ceiling, ceilingOf(target).rate) >= 19,
      serviceSeconds: held(({ serviceSeconds }) => serviceSeconds, 0.02) >= 19,
      servers: held(({ servers }) => servers, target.servers) >= 19,
      contention: held(({ contention }) => contention, target.contention) >= 19,
      coherency: held(({ coherency }) => coherency, target.coherency) >= 19,
    }).toEqual({
      ceiling: true,
      serviceSeconds: true,
      servers: true,
      contention: true,
      coherency: true,
    });
  });

  it('states intervals that are of use: the ceiling to within a tenth', () => {
    const { ceiling } = found(stepsOn(CONTENDED, { relative: 0.03, random: seededRandom(1) }));
    expect((ceiling.high - ceiling.low) / ceiling.value).toBeLessThan(0.1);
  });

  it('says how much contention there may be where it finds none', () => {
    const { contention, coherency } = fitted(QUEUE, STEPS);
    expect([contention.value, contention.low]).toEqual([0, 0]);
    expect(contention.high).toBeGreaterThan(0);
    expect(contention.high).toBeLessThan(0.02);
    expect(coherency.high).toBeGreaterThan(0);
  });

  it('is none of three steps', () => {
    const noise = { relative: 0.01, random: seededRandom(1) };
    const steps = [1, 2, 4].map((connections) => stepOf(QUEUE, connections, noise));
    expect(estimate(steps, AWAY)).toBeUndefined();
  });
});

const AWAY = { usual: 0.0005, mean: 0.0005 };

function fitted(target: Contended, connections: readonly number[]): Saturation {
  const noise = { relative: 0.03, random: seededRandom(1) };
  return found(connections.map((count) => stepOf(target, count, noise)));
}

function found(steps: readonly SaturateStep[]): Saturation {
  const saturation = estimate(steps, AWAY);
  if (saturation === undefined) throw new Error('too few steps');
  return saturation;
}

function isIn({ low, high }: Estimate, truth: number): boolean {
  return low <= truth && truth <= high;
}
