import { describe, expect, it } from 'vitest';
import type { Curve } from '../../src/curve/curve.ts';
import { toHours } from '../../src/curve/hours.ts';

function curve(
  stepSeconds: number,
  start: number,
  rates: readonly number[],
  missing: readonly number[] = [],
): Curve {
  const rows = [...rates.keys()].filter((row) => !missing.includes(row));
  return {
    source: 'load.csv',
    stepSeconds,
    timestamps: Float64Array.from(rows, (row) => start + row * stepSeconds),
    requestsPerSecond: Float64Array.from(rows, (row) => rates[row]),
  };
}

describe('load by the hour', () => {
  it('is the sum of the requests of each hour', () => {
    const rates = Array.from({ length: 24 }, (_, row) => row);
    const { startHour, requests } = toHours(curve(300, 3600 * 100, rates));
    expect(startHour).toBe(100);
    expect([...requests]).toEqual([
      300 * rates.slice(0, 12).reduce((a, b) => a + b),
      300 * rates.slice(12).reduce((a, b) => a + b),
    ]);
  });

  it('never takes a part of an hour at either end for a whole one', () => {
    const { startHour, requests } = toHours(curve(300, 3600 * 100 + 300, Array(35).fill(2)));
    expect(startHour).toBe(101);
    expect([...requests]).toEqual([7200, 7200]);
    const cut = toHours(curve(300, 3600 * 100, Array(23).fill(2)));
    expect([...cut.requests]).toEqual([7200]);
  });

  it('is unknown where less than half of the hour is known', () => {
    const { requests } = toHours(curve(300, 0, Array(36).fill(2), [12, 13, 14, 15, 16, 17, 18]));
    expect([...requests]).toEqual([7200, Number.NaN, 7200]);
  });

  it('takes the mean of what is known for the whole hour where that is more', () => {
    const { requests } = toHours(curve(300, 0, Array(36).fill(2), [13, 14]));
    expect([...requests]).toEqual([7200, 7200, 7200]);
  });

  it('refuses a curve without a whole hour', () => {
    expect(() => toHours(curve(60, 0, Array(59).fill(1)))).toThrow(
      'load.csv: holds no whole hour; give an hour at the least',
    );
  });
});
