import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeTicks } from '../../src/report/time-axis.ts';
import { valueAxis } from '../../src/report/value-axis.ts';

describe('valueAxis', () => {
  it.each([
    [2.18, 12, [0, 0.5, 1, 1.5, 2, 2.5]],
    [1165, 12, [0, 200, 400, 600, 800, 1000, 1200]],
    [536, 12, [0, 100, 200, 300, 400, 500, 600]],
    [100, 4, [0, 50, 100]],
    [7, 2, [0, 10]],
    [0, 12, [0, 0.25, 0.5, 0.75, 1]],
  ])('puts round ticks up to %d on %d rows', (max, rows, ticks) => {
    expect(valueAxis(max, rows).ticks.map(({ value }) => Number(value.toFixed(9)))).toEqual(ticks);
  });

  it('holds the highest value, and each tick at the row of its value', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1e15, noNaN: true }),
        fc.integer({ min: 2, max: 60 }),
        (max, maxRows) => {
          const { top, rows, ticks } = valueAxis(max, maxRows);
          expect(top).toBeGreaterThanOrEqual(max);
          expect(rows).toBeLessThanOrEqual(maxRows);
          for (const { value, row } of ticks)
            expect(Math.abs((value / top) * rows - row)).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it('gives its labels the decimals that tell them apart', () => {
    expect(valueAxis(0.06, 12).decimals).toBe(2);
  });
});

describe('timeTicks', () => {
  const labels = (start: string, secondsPerColumn: number, columns: number) =>
    timeTicks(Date.parse(start) / 1000, secondsPerColumn, columns).map(({ label }) => label);

  it.each([
    ['minutes', '2014-04-10T00:03:00Z', 15, 45, ['Apr 10 00:04', '00:08', '00:10', '00:12']],
    [
      'hours',
      '2014-04-10T21:00:00Z',
      900,
      60,
      ['Apr 10 22:00', '02:00', '04:00', '06:00', '08:00', '10:00'],
    ],
    ['days', '2014-04-10T00:04:00Z', 21_600, 40, ['Apr 12', 'Apr 14', 'Apr 16', 'Apr 18']],
    [
      'months',
      '2014-11-15T00:00:00Z',
      172_800,
      90,
      ['Dec 2014', 'Jan 2015', 'Feb 2015', 'Mar 2015', 'Apr 2015'],
    ],
    ['years', '2010-02-01T00:00:00Z', 2_592_000, 50, ['2011', '2012', '2013']],
  ])('counts in %s', (_, start, secondsPerColumn, columns, expected) => {
    expect(labels(start, secondsPerColumn, columns)).toEqual(expected);
  });

  it('writes the date where a day begins', () => {
    expect(labels('2014-04-10T18:00:00Z', 900, 60)).toContain('Apr 11');
  });

  it('keeps labels apart and within the chart', () => {
    fc.assert(
      fc.property(
        fc.nat(4_000_000_000),
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 10, max: 200 }),
        (start, secondsPerColumn, columns) => {
          let free = 0;
          for (const { column, label } of timeTicks(start, secondsPerColumn, columns)) {
            expect(column).toBeGreaterThanOrEqual(free);
            free = column + label.length + 2;
            expect(column + label.length).toBeLessThanOrEqual(columns);
          }
        },
      ),
    );
  });
});
