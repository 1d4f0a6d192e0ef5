import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCurve } from '../../../src/curve/format.ts';
import { parseCurve } from '../../../src/curve/parse.ts';
import { resample } from '../../../src/curve/resample.ts';
import { parseShape } from '../../../src/curve/shape/parse.ts';
import { DEFAULT_START_SECONDS, sampleShape } from '../../../src/curve/shape/sample.ts';
import type { Sampling } from '../../../src/curve/shape/shape.ts';
import { startShape } from '../../../src/curve/shape/start.ts';
import { problemsOf } from '../problems-of.ts';
import { anyShapeText } from './any-shape.ts';

const DAY = 86_400;

function samplingOf(changes: Partial<Sampling> = {}): Sampling {
  return {
    startSeconds: DEFAULT_START_SECONDS,
    seconds: DAY,
    stepSeconds: 60,
    seed: 7,
    ...changes,
  };
}

function rates(text: string, changes?: Partial<Sampling>): Float64Array {
  return sampleShape(parseShape(text), samplingOf(changes)).requestsPerSecond;
}

function rateAt(text: string, seconds: number, changes?: Partial<Sampling>): number {
  return startShape(parseShape(text), samplingOf(changes)).rateAt(seconds);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('diurnal', () => {
  const anyDay = fc.record({
    mean: fc.double({ min: 0.01, max: 1e5, noNaN: true }),
    times: fc.double({ min: 1, max: 100, noNaN: true }),
    hour: fc.nat(24),
    startHour: fc.nat(1000),
  });

  it('has the mean and the peak that are asked for, the peak at its hour, and no value below zero', () => {
    fc.assert(
      fc.property(anyDay, ({ mean, times, hour, startHour }) => {
        const peak = mean * times;
        const day = { kind: 'diurnal', column: 1, mean, peak, atSeconds: hour * 3600 } as const;
        const sampling = samplingOf({ startSeconds: startHour * 3600 });
        const { requestsPerSecond } = sampleShape(day, sampling);
        expect(meanOf(requestsPerSecond) / mean).toBeCloseTo(1, 10);
        const untilPeak = (((hour - startHour) % 24) + 24) % 24;
        expect(startShape(day, sampling).rateAt(untilPeak * 3600) / peak).toBeCloseTo(1, 10);
        expect(Math.max(...requestsPerSecond)).toBeLessThanOrEqual(peak);
        expect(Math.min(...requestsPerSecond)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is flat when its peak is its mean', () => {
    expect(new Set(rates('diurnal(mean=0.3, peak=0.3)'))).toEqual(new Set([0.3]));
  });

  it('reaches its peak in minutes to five digits', () => {
    expect(Math.max(...rates('diurnal(mean=400, peak=900)')) / 900).toBeCloseTo(1, 5);
  });
});

describe('weekly', () => {
  it('goes by the days of the calendar, from wherever the curve starts', () => {
    const week = 'weekly(weekend=0.5, mon=2, sun=0) * 100';
    // 2026-01-09 is a Friday.
    const friday = DEFAULT_START_SECONDS + 4 * DAY;
    const noons = [0, 1, 2, 3].map((day) =>
      rateAt(week, (day + 0.5) * DAY, { startSeconds: friday, seconds: 7 * DAY }),
    );
    expect(noons).toEqual([100, 50, 0, 200]);
  });

  it('knows the days before 1970', () => {
    // 1969-12-29 was a Monday.
    expect(rateAt('weekly(mon=3) * 1', 60, { startSeconds: -3 * DAY })).toBe(3);
  });
});

describe('flash', () => {
  const crowd = 'flash(at=1h, peak=900, for=30m, rise=6m)';

  it.each([
    ['nothing before', 3599, 0],
    ['nothing at its beginning', 3600, 0],
    ['half its height half-way up', 3780, 450],
    ['its height', 3960, 900],
    ['nothing at its end', 5400, 0],
    ['nothing afterwards', 5401, 0],
  ])('is %s', (_, seconds, rate) => {
    expect(rateAt(crowd, seconds)).toBeCloseTo(rate, 10);
  });

  it('falls all the way from its height to its end', () => {
    const decay = Array.from({ length: 24 }, (_, minute) => rateAt(crowd, 3960 + minute * 60));
    expect(decay).toEqual(decay.toSorted((a, b) => b - a));
  });

  it('may rise at once, and may do nothing but rise', () => {
    expect(rateAt('flash(at=0, peak=9, for=1h, rise=0)', 1e-9)).toBeCloseTo(9, 6);
    expect(rateAt('flash(at=0, peak=9, for=1h, rise=1h)', 1800)).toBe(4.5);
  });
});

describe('ramp', () => {
  it.each([
    ['stays before its start', 3599, 100],
    ['is half-way in its middle', 5400, 300],
    ['stays after its end', 7201, 500],
  ])('%s', (_, seconds, rate) => {
    expect(rateAt('ramp(from=100, to=500, start=1h, for=1h)', seconds)).toBe(rate);
  });

  it('ends with the curve when no length is given', () => {
    expect(rateAt('ramp(from=0, to=240, start=12h)', 18 * 3600)).toBe(120);
  });

  it('has the mean of each step', () => {
    expect([...rates('ramp(from=0, to=40)', { seconds: 4 * 60 })]).toEqual([5, 15, 25, 35]);
  });
});

describe('steps', () => {
  it('holds each level, and the last to the end', () => {
    const hours = rates('steps([10, 30, 20], each=90m)', { seconds: 6 * 3600, stepSeconds: 1800 });
    expect([...hours]).toEqual([10, 10, 10, 30, 30, 30, 20, 20, 20, 20, 20, 20]);
  });
});

describe('sine', () => {
  it('rises through its mean at its phase', () => {
    const wave = 'sine(mean=300, amplitude=200, period=8h, phase=1h)';
    const values = [1, 3, 5, 7].map((hour) => rateAt(wave, hour * 3600));
    expect(values.map(Math.round)).toEqual([300, 500, 300, 100]);
  });
});

describe('noise', () => {
  it('has the mean, spread and memory that are asked for', () => {
    const factors = rates('100 * noise(sd=0.2, memory=5m)', { seconds: 365 * DAY });
    const mean = meanOf(factors);
    const covariance = (lag: number) =>
      meanOf(factors.subarray(lag).map((value, i) => (value - mean) * (factors[i] - mean)));
    expect(mean).toBeCloseTo(100, 0);
    expect(Math.sqrt(covariance(0)) / 100).toBeCloseTo(0.2, 2);
    // Of the logarithms the correlation after five minutes is 1/e; of the factors nearly so.
    expect(covariance(5) / covariance(0)).toBeCloseTo(Math.exp(-1), 1);
  });

  it('is another for another seed, and another for each noise of a shape', () => {
    const one = rates('1 * noise(sd=0.1)');
    expect(rates('1 * noise(sd=0.1)', { seed: 8 })).not.toEqual(one);
    const two = rates('noise(sd=0.1) * noise(sd=0.1)');
    expect(two).not.toEqual(one.map((factor) => factor * factor));
  });
});

describe('sampleShape', () => {
  it('gives the same bytes for the same words and seed', () => {
    const anySeed = fc.maxSafeInteger();
    fc.assert(
      fc.property(anyShapeText(), anySeed, (text, seed) => {
        const made = [0, 1].map(() =>
          formatCurve(sampleShape(parseShape(text), samplingOf({ seed, seconds: 7200 }))),
        );
        expect(made[0]).toBe(made[1]);
      }),
    );
  });

  it('makes a curve that reads back', () => {
    fc.assert(
      fc.property(anyShapeText(), fc.constantFrom(1, 60, 300), (text, stepSeconds) => {
        const curve = sampleShape(parseShape(text), samplingOf({ seconds: 3600, stepSeconds }));
        expect(parseCurve(formatCurve(curve), 'shape')).toEqual(curve);
      }),
    );
  });

  it('makes longer steps that are the means of minutes, noise included', () => {
    const text = 'diurnal(mean=400, peak=900) * noise(sd=0.1)';
    const minutes = sampleShape(parseShape(text), samplingOf());
    const means = resample(minutes, { stepSeconds: 300 }).requestsPerSecond;
    const direct = rates(text, { stepSeconds: 300 });
    const apart = direct.map((rate, i) => Math.abs(rate - means[i]));
    expect(Math.max(...apart)).toBeLessThan(1e-8);
  });

  it('keeps a constant to the last bit', () => {
    expect(new Set(rates('0.1', { stepSeconds: 3600 }))).toEqual(new Set([0.1]));
  });

  it.each([
    [
      'a shape below zero',
      '200 + sine(mean=0, amplitude=300)',
      {},
      'shape:7: sine is -200 at 14h47m15s after the start (2026-01-05T14:47:15Z) and the load -0.008528; a load is a number of 0 or more, so change it or add to it',
    ],
    [
      'a product below zero, by its negative factor',
      '5 * (1 + 2) * -1',
      {},
      'shape:15: constant is -1 at 5s after the start (2026-01-05T00:00:05Z) and the load -15; a load is a number of 0 or more, so change it or add to it',
    ],
    [
      'a product beyond all numbers',
      '1e308 * 10',
      {},
      'shape:1: product is beyond all numbers at 5s after the start (2026-01-05T00:00:05Z) and the load beyond all numbers; a load is a number of 0 or more, so change it or add to it',
    ],
    [
      'a length of no whole number of steps',
      '1',
      { seconds: 129_600, stepSeconds: 420 },
      'shape: 1d12h is no whole number of steps of 7m; change the one or the other',
    ],
    [
      'a single step',
      '1',
      { seconds: 60 },
      'shape: a curve takes two steps or more, and 1m is one of 1m',
    ],
    [
      'a step of less than a second',
      '1',
      { stepSeconds: 0.5 },
      'shape: a step of 0.5s is not whole seconds; give 1s or more',
    ],
    [
      'a step of nothing',
      '1',
      { stepSeconds: 0 },
      'shape: a step of 0s is not whole seconds; give 1s or more',
    ],
    [
      'more than twenty years',
      '1',
      { seconds: 8000 * DAY },
      'shape: 8000d are more than twenty years',
    ],
    [
      'a year of seconds',
      '1',
      { seconds: 365 * DAY, stepSeconds: 1 },
      'shape: 365d in steps of 1s are more than 10540800 rows; give a longer step',
    ],
  ])('refuses %s', (_, text, changes, problem) => {
    expect(problemsOf(() => rates(text, changes))).toEqual([problem]);
  });
});
