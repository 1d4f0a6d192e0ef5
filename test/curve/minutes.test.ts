import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Curve } from '../../src/curve/curve.ts';
import { formatCurve, minutesAsCurve } from '../../src/curve/format.ts';
import { type Interpolation, toMinutes } from '../../src/curve/minutes.ts';
import { parseCurve } from '../../src/curve/parse.ts';
import { anyCurve } from './any-curve.ts';
import { problemsOf } from './problems-of.ts';

const NOT_KNOWN = Number.NaN;

function curve(stepSeconds: number, rows: Record<number, number>): Curve {
  return {
    source: 'f.csv',
    stepSeconds,
    timestamps: Float64Array.from(Object.keys(rows), Number),
    requestsPerSecond: Float64Array.from(Object.values(rows)),
  };
}

function minutesOf(...args: Parameters<typeof toMinutes>): number[] {
  return [...toMinutes(...args).requestsPerSecond];
}

/** Requests in all rows, each lasting one step or until the next begins. */
function totalOf({ timestamps, stepSeconds, requestsPerSecond }: Curve): number {
  return requestsPerSecond.reduce((sum, rate, i) => {
    const next = timestamps[i + 1] ?? Number.POSITIVE_INFINITY;
    return sum + rate * Math.min(stepSeconds, next - timestamps[i]);
  }, 0);
}

function totalOfMinutes(minutes: readonly number[]): number {
  return minutes.reduce((sum, rate) => sum + (Number.isNaN(rate) ? 0 : rate * 60), 0);
}

describe('toMinutes', () => {
  it('copies minutes as they are', () => {
    const load = toMinutes(curve(60, { 600: 0.1, 660: 0.2, 720: 0.3 }));
    expect(load).toEqual({ startMinute: 10, requestsPerSecond: Float64Array.of(0.1, 0.2, 0.3) });
  });

  it('holds a step of five minutes', () => {
    expect(minutesOf(curve(300, { 0: 1, 300: 2 }))).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
  });

  it('averages the rows in a minute by the time they cover', () => {
    expect(minutesOf(curve(20, { 0: 3, 20: 6, 40: 9, 60: 1, 80: 1, 100: 1 }))).toEqual([6, 1]);
  });

  it('splits a row that lies across the full minute', () => {
    expect(minutesOf(curve(60, { 30: 2, 90: 4, 150: 4 }))).toEqual([2, 3, 4, 4]);
  });

  it('ends a row where the next one begins', () => {
    expect(minutesOf(curve(120, { 0: 1, 120: 1, 180: 5 }))).toEqual([1, 1, 1, 5, 5]);
  });

  it('leaves unknown what no row covers', () => {
    expect(minutesOf(curve(60, { 0: 1, 60: 1, 240: 1, 300: 1 }))).toEqual([
      1,
      1,
      NOT_KNOWN,
      NOT_KNOWN,
      1,
      1,
    ]);
  });

  it('knows a minute of which half is covered', () => {
    expect(minutesOf(curve(30, { 0: 1, 60: 2, 90: 2, 120: 2 }))).toEqual([1, 2, 2]);
  });

  it('does not know a minute of which less than half is covered', () => {
    expect(minutesOf(curve(29, { 0: 1, 29: 1, 60: 2, 120: 3, 149: 3 }))).toEqual([1, NOT_KNOWN, 3]);
  });

  it('begins and ends with a known minute', () => {
    const load = toMinutes(curve(60, { 40: 1, 100: 2, 160: 3 }));
    expect(load.startMinute).toBe(1);
    expect(load.requestsPerSecond).toHaveLength(3);
  });

  it('joins steps above five minutes by lines', () => {
    // Borders: 6, then (6 + 18) / 2 = 12, within twice the lower value; then 18.
    // Middles: 2·6 − (6 + 12) / 2 = 3 and 2·18 − (12 + 18) / 2 = 21.
    const minutes = minutesOf(curve(360, { 0: 6, 360: 18 }));
    expect(minutes).toEqual([5.5, 4.5, 3.5, 4.5, 7.5, 10.5, 13.5, 16.5, 19.5, 20.5, 19.5, 18.5]);
  });

  it('holds such steps when told to', () => {
    const minutes = minutesOf(curve(360, { 0: 6, 360: 18 }), { interpolate: 'hold' });
    expect(minutes).toEqual([6, 6, 6, 6, 6, 6, 18, 18, 18, 18, 18, 18]);
  });

  it('keeps a step of zero at zero between others', () => {
    const minutes = minutesOf(curve(600, { 0: 9, 600: 0, 1200: 9 }), { interpolate: 'linear' });
    expect(minutes.slice(10, 20)).toEqual(Array(10).fill(0));
  });

  it('does not join steps across a gap', () => {
    const minutes = minutesOf(curve(600, { 0: 5, 600: 5, 1800: 50, 2400: 50 }));
    expect(new Set(minutes)).toEqual(new Set([5, NOT_KNOWN, 50]));
  });

  it('multiplies by the scale', () => {
    expect(minutesOf(curve(60, { 0: 1, 60: 2 }), { scale: 500 })).toEqual([500, 1000]);
  });

  it('keeps the minutes that begin in [from, to)', () => {
    const rows = curve(60, { 0: 1, 60: 2, 120: 3, 180: 4 });
    expect(toMinutes(rows, { from: 30, to: 121 })).toEqual({
      startMinute: 1,
      requestsPerSecond: Float64Array.of(2, 3),
    });
  });

  it('keeps unknown minutes at the edges that from and to cut', () => {
    const rows = curve(60, { 0: 1, 60: 2, 240: 3, 300: 4 });
    expect(minutesOf(rows, { from: 180 })).toEqual([NOT_KNOWN, 3, 4]);
  });

  it.each([
    [
      'a start after the end of the curve',
      { from: 6000 },
      'f.csv: no known minute from 1970-01-01T01:40:00Z; the curve runs from 1970-01-01T00:00:00Z to 1970-01-01T00:06:00Z',
    ],
    [
      'an end before the start of the curve',
      { to: 0 },
      'f.csv: no known minute to 1970-01-01T00:00:00Z; the curve runs from 1970-01-01T00:00:00Z to 1970-01-01T00:06:00Z',
    ],
    [
      'an end before the start',
      { from: 120, to: 60 },
      'f.csv: no known minute from 1970-01-01T00:02:00Z to 1970-01-01T00:01:00Z; the curve runs from 1970-01-01T00:00:00Z to 1970-01-01T00:06:00Z',
    ],
    [
      'a stretch within a gap',
      { from: 120, to: 240 },
      'f.csv: no known minute from 1970-01-01T00:02:00Z to 1970-01-01T00:04:00Z; the curve runs from 1970-01-01T00:00:00Z to 1970-01-01T00:06:00Z',
    ],
    ['a scale of zero', { scale: 0 }, 'scale 0 is no positive number'],
    ['a scale that is no number', { scale: Number.NaN }, 'scale NaN is no positive number'],
  ])('refuses %s', (_, options, problem) => {
    const rows = curve(60, { 0: 1, 60: 2, 240: 3, 300: 4 });
    expect(problemsOf(() => toMinutes(rows, options))).toEqual([problem]);
  });

  it('refuses rows of which none covers half a minute', () => {
    expect(problemsOf(() => toMinutes(curve(10, { 0: 1, 60: 1, 120: 1 })))).toEqual([
      'f.csv: its rows cover no minute by half; a step of 10 s with such gaps is too sparse',
    ]);
  });

  it('refuses a curve of more than twenty years, which one wrong year makes', () => {
    expect(problemsOf(() => toMinutes(curve(60, { 0: 1, 60: 1, 1397088000: 1 })))).toEqual([
      'f.csv: the rows span from 1970-01-01T00:00:00Z to 2014-04-10T00:01:00Z, more than twenty years; look for a wrong timestamp',
    ]);
  });

  const interpolations = fc.constantFrom<Interpolation>('hold', 'linear');
  const wholeMinutes = [60, 300, 900, 3600];

  it('gives a constant curve back to the last bit, whatever the step', () => {
    const constant = fc.double({ min: 0, max: 1e9, noNaN: true }).chain((rate) =>
      fc.record({
        rate: fc.constant(rate),
        rows: anyCurve({ rates: fc.constant(rate), steps: [1, 7, 45, 60, 300, 3600] }),
      }),
    );
    fc.assert(
      fc.property(constant, interpolations, ({ rate, rows }, interpolate) => {
        fc.pre(rows.stepSeconds * rows.timestamps.length > 120);
        const known = minutesOf(rows, { interpolate }).filter((value) => !Number.isNaN(value));
        expect(known.every((value) => Object.is(value, rate))).toBe(true);
      }),
    );
  });

  it('keeps the total of every curve on whole minutes, held or joined', () => {
    fc.assert(
      fc.property(anyCurve({ steps: wholeMinutes }), interpolations, (rows, interpolate) => {
        const total = totalOf(rows);
        const kept = totalOfMinutes(minutesOf(rows, { interpolate }));
        expect(Math.abs(kept - total)).toBeLessThanOrEqual(total * 1e-12);
      }),
    );
  });

  it('keeps the total of every single step when it joins them', () => {
    fc.assert(
      fc.property(anyCurve({ steps: [600, 3600], gapPercent: 0 }), (rows) => {
        const minutes = minutesOf(rows, { interpolate: 'linear' });
        const length = rows.stepSeconds / 60;
        const highest = Math.max(...rows.requestsPerSecond);
        rows.requestsPerSecond.forEach((rate, i) => {
          const mean = totalOfMinutes(minutes.slice(i * length, (i + 1) * length)) / (length * 60);
          expect(Math.abs(mean - rate)).toBeLessThanOrEqual(highest * 1e-12);
        });
      }),
    );
  });

  it('never falls below zero', () => {
    fc.assert(
      fc.property(anyCurve(), interpolations, (rows, interpolate) => {
        fc.pre(rows.stepSeconds * rows.timestamps.length > 120);
        expect(minutesOf(rows, { interpolate }).some((value) => value < 0)).toBe(false);
      }),
    );
  });

  it('lays its own minutes on the same minutes again', () => {
    fc.assert(
      fc.property(anyCurve({ steps: wholeMinutes }), (rows) => {
        const load = toMinutes(rows);
        const again = parseCurve(formatCurve(minutesAsCurve(load, 'again')));
        expect(toMinutes(again)).toEqual(load);
      }),
    );
  });
});
