import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PeriodLoad } from '../../../src/predict/history/period-load.ts';
import { shiftTo } from '../../../src/predict/history/shift.ts';

const HOUR = 12;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** 2026-01-05T00:00:00Z, a Monday. */
const MONDAY = 1_767_571_200;

describe('a load moved to a window', () => {
  it('keeps its hour of the week, whatever the window', () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: WEEK, max: 3 * WEEK }), (window, periods) => {
        const { load } = shiftTo(window, numbered(periods));
        const offset = (window.start - MONDAY) / 300;
        const astray = load.requestsPerSecond.filter(
          (value, i) => (offset + i - value) % WEEK !== 0,
        );
        expect(astray).toHaveLength(0);
      }),
      { numRuns: 20 },
    );
  });

  it('keeps its hour of the day where it is shorter than a week', () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: DAY, max: WEEK - 1 }), (window, periods) => {
        const { load } = shiftTo(window, numbered(periods));
        const offset = (window.start - MONDAY) / 300;
        const astray = load.requestsPerSecond.filter(
          (value, i) => (offset + i - value) % DAY !== 0,
        );
        expect(astray).toHaveLength(0);
      }),
      { numRuns: 20 },
    );
  });

  it('stays what it is where it covers the window', () => {
    const load = numbered(3 * WEEK);
    const window = { start: MONDAY + 300 * DAY, periods: 2 * WEEK };
    expect(shiftTo(window, load)).toEqual({
      load: {
        start: window.start,
        requestsPerSecond: load.requestsPerSecond.slice(DAY, DAY + 2 * WEEK),
      },
      weeks: 0,
      repeatedPeriods: 0,
    });
  });

  it('is moved by as few weeks as reach the end, and what lies beyond is left out', () => {
    // Two weeks from a Monday; the window ends on the Wednesday a week after their end.
    const window = { start: MONDAY + 300 * (3 * WEEK + DAY), periods: DAY };
    const { weeks, load, repeatedPeriods } = shiftTo(window, numbered(2 * WEEK));
    expect([weeks, load.requestsPerSecond[0], repeatedPeriods]).toEqual([2, WEEK + DAY, 0]);
  });

  it('is moved back where it lies in the future', () => {
    const window = { start: MONDAY - 300 * 5 * WEEK, periods: DAY };
    const { weeks, load } = shiftTo(window, numbered(2 * WEEK));
    expect([weeks, load.requestsPerSecond[0]]).toEqual([-6, WEEK]);
  });

  it('repeats its last week before its beginning', () => {
    const periods = WEEK + DAY;
    const window = { start: MONDAY + 300 * (periods - 13 * DAY), periods: 13 * DAY };
    const { load, repeatedPeriods, weeks } = shiftTo(window, numbered(periods));
    expect([weeks, repeatedPeriods]).toEqual([0, 5 * DAY]);
    expect(load.requestsPerSecond[0]).toBe(2 * DAY);
    expect(load.requestsPerSecond[5 * DAY]).toBe(0);
  });
});

const windows = fc
  .record({
    hour: fc.integer({ min: -4000, max: 4000 }),
    hours: fc.integer({ min: 24, max: 335 }),
  })
  .map(({ hour, hours }) => ({ start: MONDAY + 3600 * hour, periods: HOUR * hours }));

/** From a Monday on; each period's load is its number. */
function numbered(periods: number): PeriodLoad {
  return { start: MONDAY, requestsPerSecond: Float64Array.from({ length: periods }, (_, i) => i) };
}
