import { describe, expect, it } from 'vitest';
import type { Curve } from '../../../src/curve/curve.ts';
import { periodsOf } from '../../../src/predict/history/period-load.ts';

const START = Date.UTC(2026, 0, 5) / 1000;
const DAY = 288;

describe('the periods of a curve', () => {
  it('are the means of its minutes', () => {
    const minutes = curveOf(60, 1440, (i) => i % 5);
    const { load, filledPeriods } = periodsOf(minutes);
    expect(load.start).toBe(START);
    expect(load.requestsPerSecond).toEqual(new Float64Array(DAY).fill(2));
    expect(filledPeriods).toBe(0);
  });

  it('keep the requests of hours, and do not jump between them', () => {
    const { load } = periodsOf(curveOf(3600, 48, (i) => (i === 10 ? 200 : 100)));
    const tenth = load.requestsPerSecond.subarray(120, 132);
    expect(tenth.reduce((sum, rate) => sum + rate, 0) / 12).toBeCloseTo(200, 9);
    expect(tenth[0]).toBeLessThan(200);
  });

  it('take the load of the same time a week before and after where it is unknown', () => {
    const weeks = curveOf(300, 21 * DAY, (i) => i);
    const { load, filledPeriods } = periodsOf(without(weeks, 10 * DAY, 10 * DAY + 6));
    expect(filledPeriods).toBe(6);
    expect([...load.requestsPerSecond.subarray(10 * DAY, 10 * DAY + 6)]).toEqual(
      [0, 1, 2, 3, 4, 5].map((i) => 10 * DAY + i),
    );
  });

  it('take that of other days in less than a week, and of neighbours in a day', () => {
    const days = periodsOf(
      without(
        curveOf(300, 3 * DAY, (i) => Math.floor(i / DAY)),
        DAY,
        DAY + 1,
      ),
    );
    expect(days.load.requestsPerSecond[DAY]).toBe(1);
    const day = periodsOf(
      without(
        curveOf(300, DAY, (i) => i),
        100,
        101,
      ),
    );
    expect(day.load.requestsPerSecond[100]).toBe(100);
  });

  it('are the last six weeks of it', () => {
    const { load } = periodsOf(curveOf(3600, 24 * 100, () => 1));
    expect(load.requestsPerSecond).toHaveLength(42 * DAY);
    expect(load.start).toBe(START + 58 * 86_400);
  });

  it.each([
    [
      'less than a day',
      curveOf(300, 60, () => 1),
      /^c\.csv: covers 5 hours; a history takes a day or more/,
    ],
    ['no load at all', curveOf(300, 400, () => 0), /^c\.csv: its load is zero throughout/],
    ['rows too far apart to cover a period', curveOf(1, 2, () => 1), /^c\.csv: covers 0 hours/],
  ])('refuse %s', (_, curve, says) => {
    expect(() => periodsOf(curve)).toThrow(says);
  });
});

function curveOf(stepSeconds: number, rows: number, rate: (row: number) => number): Curve {
  return {
    source: 'c.csv',
    stepSeconds,
    timestamps: Float64Array.from({ length: rows }, (_, i) => START + i * stepSeconds),
    requestsPerSecond: Float64Array.from({ length: rows }, (_, i) => rate(i)),
  };
}

function without(curve: Curve, from: number, to: number): Curve {
  const kept = (_: number, i: number) => i < from || i >= to;
  return {
    ...curve,
    timestamps: curve.timestamps.filter(kept),
    requestsPerSecond: curve.requestsPerSecond.filter(kept),
  };
}
