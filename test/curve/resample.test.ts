import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Curve } from '../../src/curve/curve.ts';
import { formatCurve } from '../../src/curve/format.ts';
import { parseCurve } from '../../src/curve/parse.ts';
import { resample } from '../../src/curve/resample.ts';
import { anyCurve } from './any-curve.ts';
import { problemsOf } from './problems-of.ts';

/** Midnight UTC of a Monday. */
const MIDNIGHT = 1_767_571_200;

function curve(
  stepSeconds: number,
  rows: readonly (number | undefined)[],
  start = MIDNIGHT,
): Curve {
  const known = [...rows.keys()].filter((i) => rows[i] !== undefined);
  return {
    source: 'f.csv',
    stepSeconds,
    timestamps: Float64Array.from(known, (i) => start + i * stepSeconds),
    requestsPerSecond: Float64Array.from(known, (i) => rows[i] ?? 0),
  };
}

/** Rates by seconds since midnight. */
function rowsOf({ timestamps, requestsPerSecond }: Curve): [number, number][] {
  return [...timestamps].map((timestamp, i) => [timestamp - MIDNIGHT, requestsPerSecond[i]]);
}

function totalOf({ requestsPerSecond, stepSeconds }: Curve): number {
  return requestsPerSecond.reduce((sum, rate) => sum + rate, 0) * stepSeconds;
}

/** How far the total of one lies from that of the other, as a part of it. */
function excess(one: Curve, other: Curve): number {
  const total = totalOf(other);
  return Math.abs(totalOf(one) - total) / (total || 1);
}

describe('resample', () => {
  it('makes longer steps of means', () => {
    const longer = resample(curve(60, [1, 2, 3, 4, 5, 6]), { stepSeconds: 180 });
    expect(rowsOf(longer)).toEqual([
      [0, 2],
      [180, 5],
    ]);
    expect(longer.stepSeconds).toBe(180);
  });

  it('holds short steps in finer ones, and joins long steps', () => {
    const held = resample(curve(120, [1, 3]), { stepSeconds: 60 });
    expect(rowsOf(held).map(([, rate]) => rate)).toEqual([1, 1, 3, 3]);
    const joined = resample(curve(3600, [100, 200]), { stepSeconds: 1800 });
    expect(rowsOf(joined).map(([, rate]) => rate)).toEqual([87.5, 112.5, 187.5, 212.5]);
  });

  it('fills finer steps as it is told', () => {
    const options = { stepSeconds: 1800, interpolate: 'hold' } as const;
    const held = resample(curve(3600, [100, 200]), options);
    expect(rowsOf(held).map(([, rate]) => rate)).toEqual([100, 100, 200, 200]);
  });

  it('counts steps from midnight', () => {
    const late = curve(60, [1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8, 8], MIDNIGHT + 180);
    // Of 00:00 to 00:05 two minutes are known, less than half.
    expect(rowsOf(resample(late, { stepSeconds: 300 }))).toEqual([
      [300, 5],
      [600, 8],
    ]);
  });

  it('keeps a gap a gap, and the mean of what is known where half or more of a step is', () => {
    const rows = [1, 1, undefined, undefined, 3, undefined, 5, 7];
    expect(rowsOf(resample(curve(60, rows), { stepSeconds: 120 }))).toEqual([
      [0, 1],
      [240, 3],
      [360, 6],
    ]);
  });

  it('keeps totals in finer steps, gaps or not, held or joined', () => {
    const parts = fc.constantFrom(1, 2, 3, 6, 30);
    const interpolate = fc.constantFrom('hold' as const, 'linear' as const);
    fc.assert(
      fc.property(anyCurve({ steps: [300, 3600] }), parts, interpolate, (any, into, how) => {
        const finer = resample(any, { stepSeconds: any.stepSeconds / into, interpolate: how });
        expect(excess(finer, any)).toBeLessThan(1e-9);
      }),
    );
  });

  it('keeps totals in longer steps that the rows fill', () => {
    const rows = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), {
      minLength: 120,
      maxLength: 120,
    });
    fc.assert(
      fc.property(fc.constantFrom(2, 5, 60), rows, (times, rows) => {
        const any = curve(60, rows);
        expect(excess(resample(any, { stepSeconds: 60 * times }), any)).toBeLessThan(1e-9);
      }),
    );
  });

  it('changes nothing of a curve whose step it is given', () => {
    fc.assert(
      fc.property(anyCurve({ steps: [60, 300, 3600] }), (any) => {
        expect(resample(any, { stepSeconds: any.stepSeconds })).toEqual(any);
      }),
    );
  });

  it('makes a curve that reads back', () => {
    fc.assert(
      fc.property(anyCurve({ steps: [60, 300], gapPercent: 0 }), (any) => {
        const finer = resample(any, { stepSeconds: 30 });
        expect(parseCurve(formatCurve(finer), any.source)).toEqual(finer);
      }),
    );
  });

  it.each([
    [
      'a step that leaves a single row',
      86_400,
      'f.csv: steps of 1d leave one row, and a curve takes two or more; give a shorter step',
    ],
    [
      'a step that leaves no row',
      604_800,
      'f.csv: steps of 7d leave no row, and a curve takes two or more; give a shorter step',
    ],
    ['half a second', 0.5, 'f.csv: a step of 0.5s is not whole seconds; give 1s or more'],
    ['nothing', 0, 'f.csv: a step of 0s is not whole seconds; give 1s or more'],
  ])('refuses %s', (_, stepSeconds, problem) => {
    const day = curve(3600, Array(24).fill(1));
    expect(problemsOf(() => resample(day, { stepSeconds }))).toEqual([problem]);
  });

  it('refuses more rows than there is room for', () => {
    const year = curve(86_400, Array(365).fill(1));
    expect(problemsOf(() => resample(year, { stepSeconds: 1 }))).toEqual([
      'f.csv: a step of 1s would make 31536000 rows, and 10540800 are the most; give a longer step',
    ]);
  });
});
