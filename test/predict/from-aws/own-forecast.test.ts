import { describe, expect, it } from 'vitest';
import { MAPE } from '../../../src/forecast/accuracy.ts';
import { ownForecast } from '../../../src/predict/from-aws/own-forecast.ts';

/** Two shown, and 14 before them. */
const DAYS = 16;
/** A day like every other, from 1,200 to 3,600 an hour; four instances, and 12 samples of each an hour. */
const load = Float64Array.from(
  { length: 24 * DAYS },
  (_, hour) => 2400 + 1200 * Math.sin((2 * Math.PI * hour) / 24),
);
const capacity = load.map(() => 4);
const scaling = load.map((value) => value / 48);
const history = { firstHour: 0, load, scaling, capacity };

describe('ownForecast', () => {
  const own = ownForecast(history, 50, 48);

  it('spans what has passed and what lies ahead', () => {
    expect(own.load).toHaveLength(96);
    expect(own.historyHours).toBe(24 * 14);
  });

  it('knows of the past only what was forecast then, and that was right', () => {
    expect(MAPE(load.slice(-48), own.load.subarray(0, 48))).toBeLessThan(1);
  });

  it('plans the capacity that keeps the metric at its target: load ÷ (12 samples × target)', () => {
    const peak = Math.max(...own.capacity.subarray(48));
    expect(peak).toBe(Math.ceil(3600 / (12 * 50)));
  });

  it('does not look ahead: a load that changes after an origin does not change what was forecast before', () => {
    const changed = load.slice();
    changed.fill(9000, changed.length - 24);
    const other = ownForecast({ ...history, load: changed }, 50, 48);
    expect(other.load.subarray(0, 24)).toEqual(own.load.subarray(0, 24));
    expect(other.load.subarray(48)).not.toEqual(own.load.subarray(48));
  });

  it('does not know earlier what an instance carries since a change', () => {
    const other = ownForecast(
      { ...history, scaling: scaling.map((value, hour) => (hour < 24 * 15 ? value : 10 * value)) },
      50,
      48,
    );
    expect(other.capacity.subarray(0, 24)).toEqual(own.capacity.subarray(0, 24));
    expect(other.capacity.subarray(48)).not.toEqual(own.capacity.subarray(48));
  });

  it('says nothing from less than a day', () => {
    const short = load.slice().fill(Number.NaN, 0, load.length - 23);
    const none = ownForecast({ ...history, load: short }, 50, 48);
    expect(none.load.every(Number.isNaN)).toBe(true);
  });
});
