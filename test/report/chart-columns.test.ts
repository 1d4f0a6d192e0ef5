import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartColumns } from '../../src/report/chart-columns.ts';
import { timeColumns } from '../../src/report/time-columns.ts';

const DAY = 86_400;

describe('timeColumns', () => {
  it('begins columns at round times, before the curve where it does not', () => {
    expect(timeColumns(4 * 60, 60, 14 * 1440, 70)).toEqual({
      count: 57,
      secondsPerColumn: 6 * 3600,
      origin: 0,
    });
  });

  it('gives a step several columns when there is room', () => {
    expect(timeColumns(240, 60, 10, 35)).toEqual({ count: 30, secondsPerColumn: 20, origin: 240 });
  });

  it('makes each day of a month look like the next', () => {
    const { secondsPerColumn } = timeColumns(0, 60, 30 * 1440, 110);
    expect(DAY % secondsPerColumn).toBe(0);
  });

  it('fits steps that are no round length', () => {
    const { count, secondsPerColumn } = timeColumns(0, 7, 1000, 60);
    expect([count, secondsPerColumn]).toEqual([59, 119]);
  });
});

describe('chartColumns', () => {
  const values = fc.array(fc.oneof(fc.nat(1000), fc.constant(Number.NaN)), {
    minLength: 1,
    maxLength: 3000,
  });
  const layout = fc.record({ start: fc.nat(10_000_000), width: fc.integer({ min: 1, max: 150 }) });

  it('never hides the peak', () => {
    fc.assert(
      fc.property(values, layout, (rates, { start, width }) => {
        const columns = chartColumns(rates, start, 60, timeColumns(start, 60, rates.length, width));
        const known = (list: readonly number[]) => list.filter((value) => !Number.isNaN(value));
        expect(Math.max(...known(columns.map(({ max }) => max)))).toBe(Math.max(...known(rates)));
      }),
    );
  });

  it('never hides a gap', () => {
    fc.assert(
      fc.property(values, layout, (rates, { start, width }) => {
        const columns = chartColumns(rates, start, 60, timeColumns(start, 60, rates.length, width));
        expect(columns.some(({ hasGap }) => hasGap)).toBe(rates.some(Number.isNaN));
      }),
    );
  });
});
