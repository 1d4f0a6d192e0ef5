import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecast } from '../../src/forecast/forecast.ts';
import { seasonalNaive } from '../../src/forecast/seasonal-naive.ts';

/** Load of whole hours that may be zero or unknown, from one hour to 14 days. */
const history = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.double({ min: 0, max: 1e7, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(0, Number.NaN) },
  ),
  { minLength: 1, maxLength: 336 },
);

describe('a forecast', () => {
  it('is finite and not negative, whatever came before, and its quantiles are in order', () => {
    fc.assert(
      fc.property(history, (hourly) => {
        const { values, quantiles } = forecast(hourly, { quantiles: [0.5, 0.9, 0.95] });
        expect(values).toHaveLength(48);
        const all = [values, quantiles['0.5'], quantiles['0.9'], quantiles['0.95']];
        for (const each of all) expect(each.every((y) => Number.isFinite(y) && y >= 0)).toBe(true);
        expect(all[2].every((y, i) => y >= all[1][i] && y <= all[3][i])).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('of a constant load is that load', () => {
    for (const hours of [1, 5, 24, 100, 336]) {
      const { values } = forecast(new Float64Array(hours).fill(7));
      for (const value of values) expect(value).toBeCloseTo(7, 6);
    }
  });
});

describe('the seasonal naive forecast', () => {
  it('repeats the newest known hour of the same phase', () => {
    const hourly = Float64Array.from({ length: 48 }, (_, i) => i);
    hourly[47] = Number.NaN;
    expect([...seasonalNaive(hourly, { horizon: 25 })].slice(21)).toEqual([45, 46, 23, 24]);
  });
});
