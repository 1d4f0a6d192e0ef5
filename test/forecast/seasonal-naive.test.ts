import { describe, expect, it } from 'vitest';
import { seasonalNaive } from '../../src/forecast/seasonal-naive.ts';

const counting = (hours: number) => Float64Array.from({ length: hours }, (_, i) => i);

describe('the seasonal naive forecast', () => {
  it('repeats the day before', () => {
    expect([...seasonalNaive(counting(30), { horizon: 26 })]).toEqual([
      ...counting(30).subarray(6),
      6,
      7,
    ]);
  });

  it('repeats the week before', () => {
    expect([...seasonalNaive(counting(200), { horizon: 2, season: 168 })]).toEqual([32, 33]);
  });

  it('takes an unknown hour from the newest known day', () => {
    const hourly = counting(48);
    hourly[47] = Number.NaN;
    expect([...seasonalNaive(hourly, { horizon: 25 })].slice(21)).toEqual([45, 46, 23, 24]);
  });

  it('takes an hour of the week never seen from the newest day, and one of the day from the newest hour', () => {
    expect([...seasonalNaive(counting(26), { horizon: 1, season: 168 })]).toEqual([2]);
    expect([...seasonalNaive([5, 6], { horizon: 3, season: 168 })]).toEqual([6, 6, 6]);
  });

  it('is 0 where nothing is known', () => {
    expect([...seasonalNaive([Number.NaN], { horizon: 2 })]).toEqual([0, 0]);
  });
});
