import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/curve/random.ts';
import { parseScenario } from '../../../src/index.ts';
import { saturateOutcome } from '../../../src/load/saturate/outcome.ts';
import { type Contended, ceilingOf } from '../../../src/model/closed-loop.ts';
import { saturateOutcomeText } from '../../../src/report/saturate-outcome.ts';
import { stepOf, stepsOn } from './steps-of.ts';

const QUEUE: Contended = { serviceSeconds: 0.02, servers: 8, contention: 0, coherency: 0 };
const BENT: Contended = { serviceSeconds: 0.02, servers: 16, contention: 0.1, coherency: 0.01 };

describe('what a saturation comes to', () => {
  it('is a service whose targets do not slow one another down', () => {
    const { service, verdict } = outcomeOf(QUEUE);
    expect(service).toMatchObject({ contention: 0, coherency: 0 });
    expect(service?.requestsPerSecond).toBeCloseTo(400, -1);
    expect(verdict).toMatch(/^One target serves up to \d+ .* does not bend, as far/);
  });

  it('keeps what bends a target inside it, unless all targets share it', () => {
    expect(outcomeOf(BENT).service).toMatchObject({ contention: 0, coherency: 0 });
    const { service, fit } = outcomeOf(BENT, { isShared: true });
    expect([fit?.bends, (service?.contention ?? 0) > 0.1]).toEqual([true, true]);
  });

  it('says that the generator was the limit, and leaves its steps out', () => {
    const { generator, steps, service, verdict } = outcomeOf(QUEUE, { busyFrom: 8 });
    expect([generator.limited, service]).toEqual([true, null]);
    expect(steps.filter(({ isFitted }) => isFitted).map(({ connections }) => connections)).toEqual([
      1, 2, 3, 4, 6,
    ]);
    expect(verdict).toMatch(/^The ceiling was not reached: .* The generator was the limit \(/);
  });

  it('is no service where most answers are no success, and says which they are', () => {
    const { service, verdict, steps } = outcomeOf(QUEUE, { status: 404 });
    expect(service).toBeNull();
    expect(steps[0].statuses).toEqual({ 404: 2000 });
    expect(verdict).toMatch(/^Most answers were no success \(404: 18000 of 18000\)/);
  });

  it('asks for longer steps where there is no answer within one', () => {
    const facts = { url: 'http://127.0.0.1/', stepSeconds: 5, isShared: false };
    const away = { usual: 0.0005, mean: 0.0005 };
    const silent = {
      ...stepOf(QUEUE, 1, { relative: 0, random: seededRandom(1) }),
      completed: 0,
      statuses: new Map(),
      cycles: [],
    };
    const { verdict, stepTooShort } = saturateOutcome([silent], {
      ...facts,
      away,
      end: 'finished',
    });
    expect(stepTooShort).toBe(true);
    expect(verdict).toMatch(/hardly an answer within a step\. .* raise --step-seconds\.$/);
  });

  it.each([
    ['bends', { ...BENT, coherency: 0.02 }, true],
    ['does not bend', QUEUE, false],
  ])('%s where that was measured', (_, target, bends) => {
    const noise = { relative: 0.03, random: seededRandom(3) };
    const away = { usual: 0.0005, mean: 0.0005 };
    const facts = { url: 'http://127.0.0.1/', stepSeconds: 5, away, isShared: true };
    const { fit, service } = saturateOutcome(stepsOn(target, noise), { ...facts, end: 'finished' });
    const ceiling = ceilingOf(target).rate;
    expect(fit?.bends).toBe(bends);
    expect(Math.abs((fit?.requestsPerSecond.value ?? 0) / ceiling - 1)).toBeLessThan(0.05);
    expect(Math.abs((fit?.serviceTimeMs.value ?? 0) / 20 - 1)).toBeLessThan(0.05);
    expect((service?.contention ?? 0) > 0).toBe(bends);
  });

  it('is no service where nothing but a part was measured', () => {
    const { service, interrupted, verdict } = outcomeOf(QUEUE, { end: 'interrupted', upTo: 2 });
    expect([service, interrupted]).toEqual([null, true]);
    expect(verdict).toMatch(/^Interrupted; what follows rests on the steps that were over\. The/);
  });

  it('is nothing where no step was over', () => {
    const { verdict, fit } = outcomeOf(QUEUE, { end: 'interrupted', upTo: 0 });
    expect([verdict.endsWith('Nothing was measured.'), fit]).toEqual([true, null]);
  });

  it('is drawn, with the block for a scenario at its end', () => {
    const text = saturateOutcomeText(outcomeOf(QUEUE), { width: 80, color: false });
    expect(text).toMatch(/requests\/s {3}● measured {3}── fitted\n\d+ ┤/);
    expect(text).toMatch(/\n\nservice:\n {2}instanceType: .*\n {2}requestsPerSecond: \d/);
  });

  it('prints a section that a scenario takes, contention among targets too', () => {
    const outcome = outcomeOf(BENT, { isShared: true });
    const [, section] = saturateOutcomeText(outcome, { width: 80, color: false }).split(
      '\n\nservice:',
    );
    const { strategies } = parseScenario(
      `service:${section}\ncurve: { shape: constant(100) }\ngroup: { MaxSize: 4 }\nslo: { p95LatencyMs: 250 }\nstrategies: [{ name: fixed }]\n`,
      { baseDir: '.' },
    );
    expect(strategies).toHaveLength(1);
    expect(section).toContain(`contention: ${outcome.service?.contention} # among targets, if`);
  });
});

interface Kind {
  readonly isShared?: boolean;
  readonly busyFrom?: number;
  readonly upTo?: number;
  readonly end?: 'finished' | 'interrupted';
  readonly status?: number;
}

function outcomeOf(
  target: Contended,
  { isShared = false, busyFrom = 1e6, upTo = 1e6, end = 'finished', status = 200 }: Kind = {},
) {
  const noise = { relative: 0.01, random: seededRandom(1) };
  const steps = [1, 2, 4, 8, 16, 32, 3, 6, 12]
    .filter((connections) => connections <= upTo)
    .map((connections) => ({
      ...stepOf(target, connections, noise),
      statuses: new Map([[status, 2000]]),
      generatorBusyPercent: connections >= busyFrom ? 99 : 10,
    }));
  const away = { usual: 0.0005, mean: 0.0005 };
  return saturateOutcome(steps, { url: 'http://127.0.0.1/', stepSeconds: 5, away, end, isShared });
}
