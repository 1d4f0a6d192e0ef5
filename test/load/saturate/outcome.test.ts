import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/curve/random.ts';
import { parseScenario } from '../../../src/index.ts';
import { saturateOutcome } from '../../../src/load/saturate/outcome.ts';
import type { Contended } from '../../../src/model/closed-loop.ts';
import { saturateOutcomeText } from '../../../src/report/saturate-outcome.ts';
import { stepOf } from './steps-of.ts';

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
}

function outcomeOf(
  target: Contended,
  { isShared = false, busyFrom = 1e6, upTo = 1e6, end = 'finished' }: Kind = {},
) {
  const noise = { relative: 0.01, random: seededRandom(1) };
  const steps = [1, 2, 4, 8, 16, 32, 3, 6, 12]
    .filter((connections) => connections <= upTo)
    .map((connections) => ({
      ...stepOf(target, connections, noise),
      generatorBusyPercent: connections >= busyFrom ? 99 : 10,
    }));
  const away = { usual: 0.0005, mean: 0.0005 };
  return saturateOutcome(steps, { url: 'http://127.0.0.1/', stepSeconds: 5, away, end, isShared });
}
