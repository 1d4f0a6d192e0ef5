import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanAbsoluteError, sMAPE } from '../../src/forecast/accuracy.ts';
import { forecast } from '../../src/forecast/forecast.ts';
import { FORECASTERS } from '../../src/forecast/forecasters.ts';
import { seasonalNaive } from '../../src/forecast/seasonal-naive.ts';
import { wave } from './wave.ts';

const TWO_WEEKS = 336;

/** Load of whole hours that may be zero or unknown, from one hour to 14 days. */
const anyHistory = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.double({ min: 0, max: 1e7, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(0, Number.NaN) },
  ),
  { minLength: 1, maxLength: TWO_WEEKS, size: 'max' },
);

describe.each(Object.entries(FORECASTERS))('the forecaster %s', (_, forecaster) => {
  it('is finite and not negative, whatever came before, with its quantiles in order', () => {
    fc.assert(
      fc.property(anyHistory, (hourly) => {
        const { values, quantiles } = forecaster(hourly, { quantiles: [0.1, 0.5, 0.9, 0.95] });
        const all = [
          quantiles['0.1'],
          values,
          quantiles['0.5'],
          quantiles['0.9'],
          quantiles['0.95'],
        ];
        all.forEach((each, i) => {
          expect(each).toHaveLength(48);
          expect(each.every((y) => Number.isFinite(y) && y >= 0)).toBe(true);
          if (i > 0) expect(each.every((y, hour) => y >= all[i - 1][hour])).toBe(true);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('has something finite to say from the first hour on', () => {
    for (let hours = 0; hours < 24; hours++) {
      const { values, quantiles } = forecaster(wave(hours), { quantiles: [0.9] });
      expect([...values, ...quantiles['0.9']].every(Number.isFinite)).toBe(true);
    }
  });

  it('of a constant load is that load, and certain', () => {
    for (const hours of [1, 5, 24, 100, 250, TWO_WEEKS]) {
      const { values, quantiles } = forecaster(new Float64Array(hours).fill(7), {
        quantiles: [0.95],
      });
      for (const value of [...values, ...quantiles['0.95']]) expect(value).toBeCloseTo(7, 6);
    }
  });

  it('of no load, or of none known, is none', () => {
    for (const hourly of [new Float64Array(TWO_WEEKS), [Number.NaN], []]) {
      const { values, quantiles } = forecaster(hourly, { quantiles: [0.9] });
      expect([...values, ...quantiles['0.9']].every((y) => y === 0)).toBe(true);
    }
  });

  it('grows with the load as its unit does', () => {
    const hourly = wave(TWO_WEEKS, { noise: 0.2 });
    const one = forecaster(hourly, { quantiles: [0.9] });
    for (const unit of [1e-6, 3, 1e9]) {
      const other = forecaster(
        hourly.map((y) => y * unit),
        { quantiles: [0.9] },
      );
      one.values.forEach((y, i) => {
        expect(other.values[i] / (y * unit)).toBeCloseTo(1, 6);
        expect(other.quantiles['0.9'][i] / (one.quantiles['0.9'][i] * unit)).toBeCloseTo(1, 6);
      });
    }
  });
});

describe('our forecast', () => {
  const history = wave(TWO_WEEKS);
  const undisturbed = forecast(history).values;

  it('finds an exact daily and weekly pattern', () => {
    const exact = wave(TWO_WEEKS + 48, { noise: 0 });
    const { values } = forecast(exact.subarray(0, TWO_WEEKS));
    expect(sMAPE(exact.subarray(TWO_WEEKS), values)).toBeLessThan(0.01);
  });

  it('of a short horizon is the beginning of that of a long one', () => {
    const long = forecast(history, { horizon: 72, quantiles: [0.9] });
    const short = forecast(history, { horizon: 6, quantiles: [0.9] });
    expect([...short.values]).toEqual([...long.values.subarray(0, 6)]);
    expect([...short.quantiles['0.9']]).toEqual([...long.quantiles['0.9'].subarray(0, 6)]);
  });

  it.each([
    ['ten times the load', 10, 0],
    ['ten times the load, on noise', 10, 0.2],
    ['a third of the load', 1 / 3, 0.05],
  ])('follows a lasting step to %s within a fifth a day and a half later', (_, factor, noise) => {
    for (const hoursAgo of [24, 36, 72]) {
      const before = wave(TWO_WEEKS, { noise });
      const after = before.map((y, i) => (i >= TWO_WEEKS - hoursAgo ? factor * y : y));
      const usual = mean(forecast(before).values.subarray(0, 24));
      const stepped = mean(forecast(after).values.subarray(0, 24));
      expect(Math.abs(stepped / (factor * usual) - 1)).toBeLessThan(0.2);
    }
  });

  it.each([1, 2, 10, 23, 24, 25, 100, 168])(
    'does not repeat a spike of %d hours ago at more than a quarter of its height',
    (hoursAgo) => {
      const spiked = history.slice();
      const height = 9 * spiked[TWO_WEEKS - hoursAgo];
      spiked[TWO_WEEKS - hoursAgo] += height;
      const echo = forecast(spiked).values.map((y, i) => Math.abs(y - undisturbed[i]));
      expect(Math.max(...echo)).toBeLessThan(height / 4);
    },
  );

  it.each([
    ['unknown', Number.NaN],
    ['reported as zeros', 0],
  ])('hardly moves when a day is %s', (_, value) => {
    for (const hoursAgo of [24, 37, 100, 200]) {
      const holed = history.slice();
      holed.fill(value, TWO_WEEKS - hoursAgo, TWO_WEEKS - hoursAgo + 24);
      expect(sMAPE(undisturbed, forecast(holed).values)).toBeLessThan(5);
    }
  });

  it('hardly moves when hours of the fourteen days are missing', () => {
    for (const hours of [335, 334, 330, 320]) {
      const { values } = forecast(history.subarray(TWO_WEEKS - hours));
      expect(sMAPE(undisturbed, values)).toBeLessThan(2);
    }
  });

  it('has no hour of history at which it leaps', () => {
    for (let hours = 193; hours < TWO_WEEKS; hours++) {
      const fewer = forecast(history.subarray(TWO_WEEKS - hours)).values;
      const more = forecast(history.subarray(TWO_WEEKS - hours - 1)).values;
      expect(sMAPE(fewer, more)).toBeLessThan(5);
    }
  });

  it('comes no worse through a change of the clock than the better naive one, by more than an hour’s difference', () => {
    for (const hoursAgo of [24, 48, 100]) {
      const moved = wave(TWO_WEEKS + 48, { noise: 0, soonerFrom: TWO_WEEKS - hoursAgo });
      const known = moved.subarray(0, TWO_WEEKS);
      const actual = moved.subarray(TWO_WEEKS);
      const week = seasonalNaive(known, { season: 168 });
      expect(meanAbsoluteError(actual, forecast(known).values)).toBeLessThan(
        1.1 * meanAbsoluteError(actual, week),
      );
    }
  });

  it('knows weekends after eight days', () => {
    const hours = 9 * 24;
    const all = wave(12 * 24 + 48);
    const friday = 12 * 24;
    const { values } = forecast(all.subarray(friday - hours, friday));
    expect(sMAPE(all.subarray(friday), values)).toBeLessThan(10);
  });
});

function mean(values: Float64Array): number {
  return values.reduce((sum, y) => sum + y, 0) / values.length;
}
