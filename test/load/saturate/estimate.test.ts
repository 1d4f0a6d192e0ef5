import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/curve/random.ts';
import { type Estimate, estimate, type Saturation } from '../../../src/load/saturate/estimate.ts';
import type { Contended } from '../../../src/model/closed-loop.ts';
import { stepOf } from './steps-of.ts';

const STEPS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64];
const QUEUE: Contended = { serviceSeconds: 0.02, servers: 8, contention: 0, coherency: 0 };
const CONTENDED: Contended = {
  serviceSeconds: 0.02,
  servers: 32,
  contention: 0.05,
  coherency: 0.002,
};

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
    const free = { ...CONTENDED, servers: Number.POSITIVE_INFINITY };
    const { servers, ceiling } = fitted(free, STEPS);
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

  it('states intervals that hold the truth in 19 of 20', { timeout: 60_000 }, () => {
    const runs = Array.from({ length: 20 }, (_, seed) => fitted(QUEUE, STEPS, seed));
    const held = (of: (run: Saturation) => Estimate, truth: number) =>
      runs.filter((run) => of(run).low <= truth && truth <= of(run).high).length;
    expect(held(({ ceiling }) => ceiling, 400)).toBeGreaterThanOrEqual(19);
    expect(held(({ serviceSeconds }) => serviceSeconds, 0.02)).toBeGreaterThanOrEqual(19);
  });

  it('is none of three steps', () => {
    const noise = { relative: 0.01, random: seededRandom(1) };
    const steps = [1, 2, 4].map((connections) => stepOf(QUEUE, connections, noise));
    expect(estimate(steps, AWAY)).toBeUndefined();
  });
});

const AWAY = { usual: 0.0005, mean: 0.0005 };

function fitted(target: Contended, connections: readonly number[], seed = 1): Saturation {
  const noise = { relative: 0.03, random: seededRandom(seed) };
  const found = estimate(
    connections.map((count) => stepOf(target, count, noise)),
    AWAY,
  );
  if (found === undefined) throw new Error('too few steps');
  return found;
}
