import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Curve } from '../../../src/curve/curve.ts';
import { parseShape } from '../../../src/curve/shape/parse.ts';
import { sampleShape } from '../../../src/curve/shape/sample.ts';
import type { History } from '../../../src/predict/history/history.ts';
import { historyWindow } from '../../../src/predict/history/history-window.ts';
import {
  type HistoryOptions,
  type MadeHistory,
  makeHistory,
} from '../../../src/predict/history/make-history.ts';
import { pairCorrelation } from '../../../src/predict/history/pair-correlation.ts';
import { datedChanges } from '../../../src/predict/history/replayed-group.ts';
import { fixed, planOf, tracking } from '../../support/plans.ts';

const NOW = Date.UTC(2026, 10, 24, 22, 47) / 1000;
/** A day below 0.7 of its highest load, so that a group scales in; an instance serves 50 requests a second. */
const DIURNAL = shape('diurnal(mean=400,peak=900)*weekly(weekend=0.6)');

describe('a history', () => {
  it('has a load that its instances carry at just its utilisation, whatever the rule', () => {
    fc.assert(
      fc.property(histories, ({ curve, plan, options }) => {
        const { history } = makeHistory(curve, plan, options);
        const { idleCpuPercent, requestsPerSecond } = plan.service;
        const { requests, instances, utilizationPercent } = history;
        const off = requests.map((count, i) => {
          const busy = Math.min(1, count / 300 / (instances[i] * requestsPerSecond));
          return utilizationPercent[i] - idleCpuPercent - (100 - idleCpuPercent) * busy;
        });
        expect(Math.max(...off.map(Math.abs))).toBeLessThan(1e-4);
      }),
      { numRuns: 12 },
    );
  });

  it('stays within the bounds of the group and of a percentage', () => {
    fc.assert(
      fc.property(histories, ({ curve, plan, options }) => {
        const { history } = makeHistory(curve, plan, options);
        const { instances, utilizationPercent, lowestPercent, highestPercent } = history;
        expect(instances.every(Number.isInteger)).toBe(true);
        expect(Math.min(...instances)).toBeGreaterThanOrEqual(Math.max(1, plan.group.MinSize));
        expect(Math.max(...instances)).toBeLessThanOrEqual(plan.group.MaxSize);
        expect(Math.min(...lowestPercent)).toBeGreaterThanOrEqual(0);
        expect(lowestPercent.every((low, i) => low <= utilizationPercent[i])).toBe(true);
        expect(utilizationPercent.every((mean, i) => mean <= highestPercent[i])).toBe(true);
        expect(Math.max(...highestPercent)).toBeLessThanOrEqual(100);
      }),
      { numRuns: 12 },
    );
  });

  it('is the same for the same seed, and another for another', () => {
    const noisy = (seed: number) => make({ noise: { sd: 0.2, memorySeconds: 600 }, seed }).history;
    expect(noisy(7)).toEqual(noisy(7));
    expect(noisy(7).requests).not.toEqual(noisy(8).requests);
  });

  it('covers the window', () => {
    const { history } = make();
    expect(history.start).toBe(Date.UTC(2026, 10, 11, 22) / 1000);
    for (const column of columnsOf(history)) expect(column).toHaveLength(13 * 288);
  });
});

describe('the correlation of a history', () => {
  it.each([
    ['target=50', { kind: 'target', percent: 50 }],
    ['fixed=20', { kind: 'fixed', instances: 20 }],
  ] as const)('is that of metrics that belong together with %s', (_, capacity) => {
    const { history } = make({ capacity, noise: { sd: 0.1, memorySeconds: 600 } });
    expect(pairCorrelation(history)).toBeGreaterThan(0.99);
  });

  it('is that of metrics that belong together with a strategy that was replayed', () => {
    const { history } = make({ capacity: { kind: 'strategy', name: 'target-50' } });
    expect(pairCorrelation(history)).toBeGreaterThan(0.99);
  });

  it('is not where the instances were busy beyond measure', () => {
    const { history } = make({ capacity: { kind: 'fixed', instances: 6 } });
    expect(pairCorrelation(history)).toBeLessThan(0.9);
  });

  it('is undefined where nothing varies', () => {
    const { history } = make({ capacity: { kind: 'fixed', instances: 6 } }, shape('constant(100)'));
    expect(pairCorrelation(history)).toBeNaN();
  });
});

describe('capacity by a target', () => {
  it('keeps the utilisation at the target or below it', () => {
    const plan = planOf([], [], { group: { MaxSize: 200 } });
    const noisy = options({ noise: { sd: 0.2, memorySeconds: 600 } });
    const { history } = makeHistory(DIURNAL, plan, noisy);
    expect(Math.max(...history.utilizationPercent)).toBeLessThanOrEqual(50);
  });

  it('does not flap with noise', () => {
    const { history } = make({ noise: { sd: 0.05, memorySeconds: 600 } }, shape('constant(400)'));
    const changes = history.instances.filter(
      (count, i) => i > 0 && count !== history.instances[i - 1],
    );
    expect(changes.length).toBeLessThan(10);
  });

  it('follows the load in as well as out', () => {
    const { history } = make();
    expect(Math.min(...history.instances)).toBeLessThan(Math.max(...history.instances) / 3);
  });

  it('ends at MaxSize', () => {
    const plan = planOf([], [], { group: { MaxSize: 8 } });
    const { history } = makeHistory(DIURNAL, plan, options());
    expect(Math.max(...history.instances)).toBe(8);
    expect(Math.max(...history.utilizationPercent)).toBe(100);
  });
});

describe('capacity by a strategy', () => {
  const plan = planOf([], [fixed(20), tracking(50)]);

  it('is what the simulator had', () => {
    const byStrategy = make({ capacity: { kind: 'strategy', name: 'fixed-20' } }).history;
    const byRule = make({ capacity: { kind: 'fixed', instances: 20 } }).history;
    expect(byStrategy.instances).toEqual(byRule.instances);
    const apart = byStrategy.utilizationPercent.map((percent, i) =>
      Math.abs(percent - byRule.utilizationPercent[i]),
    );
    expect(Math.max(...apart)).toBeLessThan(0.01);
  });

  it('begins with a group that has found its size', () => {
    const { history } = make({ capacity: { kind: 'strategy', name: 'target-50' } });
    expect(history.utilizationPercent[0]).toBeLessThan(70);
    expect(history.instances[0]).toBeGreaterThan(plan.strategies[1].group.DesiredCapacity);
  });

  it('is told to hold changes at a date of their own', () => {
    const at = Date.UTC(2026, 0, 5) / 1000;
    const once = { ScheduledActionName: 'once', StartTime: at, DesiredCapacity: 3 };
    const nightly = { ScheduledActionName: 'night', Recurrence: '0 23 * * *', DesiredCapacity: 3 };
    const strategy = { ...fixed(20), manualChanges: [{ at, DesiredCapacity: 4 }] };
    expect(datedChanges({ ...strategy, scheduledActions: [once, nightly] })).toBe(2);
    expect(datedChanges(fixed(20))).toBe(0);
  });

  it('refuses a name that no strategy has', () => {
    expect(() => make({ capacity: { kind: 'strategy', name: 'x' } })).toThrow(
      'no strategy is named "x": give one of fixed-20, target-50',
    );
  });
});

describe('what a history differs in from its curve', () => {
  const flat = shape('constant(100)');
  const DAY = 288;

  it('grows by its trend from week to week, up to what it was', () => {
    const { history } = make({ trendPercent: 10 }, flat);
    const last = history.requests.length - 1;
    expect(history.requests[last]).toBeCloseTo(30_000, -2);
    expect(history.requests[last] / history.requests[last - 7 * DAY]).toBeCloseTo(1.1, 3);
  });

  it('is another on a special day, from midnight to midnight', () => {
    const midnight = Date.UTC(2026, 10, 20) / 1000;
    const { history } = make({ specialDays: [{ midnight, factor: 1.8 }] }, flat);
    const from = (midnight - history.start) / 300;
    expect(history.requests.indexOf(54_000)).toBe(from);
    expect(history.requests.filter((count) => count === 54_000)).toHaveLength(DAY);
  });

  it('refuses a special day that it does not reach', () => {
    const midnight = Date.UTC(2026, 10, 27) / 1000;
    expect(() => make({ specialDays: [{ midnight, factor: 2 }] })).toThrow(
      /^--special 2026-11-27 lies outside of the history, which runs from 2026-11-11T22:00:00Z to 2026-11-24T22:00:00Z/,
    );
  });

  it('varies as much as its noise says', () => {
    const { history } = make({ noise: { sd: 0.1, memorySeconds: 600 } }, flat);
    const mean = history.requests.reduce((sum, y) => sum + y, 0) / history.requests.length;
    const sd = Math.sqrt(
      history.requests.reduce((sum, y) => sum + (y - mean) ** 2, 0) / history.requests.length,
    );
    expect(mean / 30_000).toBeCloseTo(1, 1);
    expect(sd / mean).toBeGreaterThan(0.08);
    expect(sd / mean).toBeLessThan(0.12);
  });

  it('refuses a load of which no request is left', () => {
    expect(() => make({}, shape('constant(0.001)'))).toThrow(
      'makes no request in the whole history',
    );
  });
});

function options(changes: Partial<HistoryOptions> = {}): HistoryOptions {
  return {
    window: historyWindow(13 * 24, NOW, '--days 13'),
    capacity: { kind: 'target', percent: 50 },
    trendPercent: 0,
    specialDays: [],
    noise: { sd: 0, memorySeconds: 600 },
    seed: 1,
    ...changes,
  };
}

function make(changes: Partial<HistoryOptions> = {}, curve = DIURNAL): MadeHistory {
  return makeHistory(curve, planOf([], [fixed(20), tracking(50)]), options(changes));
}

function shape(text: string): Curve {
  const startSeconds = Date.UTC(2026, 0, 5) / 1000;
  const sampling = { startSeconds, seconds: 7 * 86_400, stepSeconds: 300, seed: 1 };
  return sampleShape(parseShape(text), sampling);
}

function columnsOf({ start: _, ...columns }: History): Float64Array[] {
  return Object.values(columns);
}

const histories = fc
  .record({
    rates: fc.array(fc.double({ min: 1, max: 3000, noNaN: true }), {
      minLength: 24,
      maxLength: 72,
    }),
    idleCpuPercent: fc.constantFrom(0, 2, 10),
    hours: fc.integer({ min: 24, max: 72 }),
    MinSize: fc.integer({ min: 0, max: 5 }),
    extra: fc.integer({ min: 1, max: 60 }),
    percent: fc.integer({ min: 20, max: 100 }),
    isFixed: fc.boolean(),
    sd: fc.constantFrom(0, 0.3),
    trendPercent: fc.constantFrom(-10, 0, 25),
  })
  .map(({ rates, idleCpuPercent, hours, MinSize, extra, percent, isFixed, sd, trendPercent }) => {
    const MaxSize = MinSize + extra;
    const capacity = isFixed
      ? ({ kind: 'fixed', instances: MaxSize } as const)
      : ({ kind: 'target', percent } as const);
    return {
      curve: {
        source: 'any.csv',
        stepSeconds: 3600,
        timestamps: Float64Array.from(rates, (_, i) => 1_767_571_200 + 3600 * i),
        requestsPerSecond: Float64Array.from(rates),
      },
      plan: planOf([], [], { service: { idleCpuPercent }, group: { MinSize, MaxSize } }),
      options: options({
        window: historyWindow(hours, NOW, '--for'),
        capacity,
        noise: { sd, memorySeconds: 600 },
        trendPercent,
      }),
    };
  });
