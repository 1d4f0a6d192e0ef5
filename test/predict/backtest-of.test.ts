import { describe, expect, it } from 'vitest';
import { backtestOf } from '../../src/predict/backtest-of.ts';
import { forecastFrom } from '../../src/predict/forecast-from.ts';
import { backtestText } from '../../src/report/backtest.ts';

/** A daily wave with a slow trend, which repeating yesterday or last week always misses a little. */
const growing = Float64Array.from(
  { length: 28 * 24 },
  (_, hour) => (1000 + 500 * Math.sin((2 * Math.PI * hour) / 24)) * 1.003 ** hour,
);
/** Independent from hour to hour: a multiplicative congruential generator (Lehmer, 48271 mod 2³¹ − 1). */
function noise(hours: number): Float64Array {
  let state = 1;
  return Float64Array.from({ length: hours }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return 1000 * (state / 2_147_483_647) ** 6;
  });
}

const settings = { horizon: 48, history: 336, perInstance: undefined };

describe('the backtest of a load', () => {
  it('calls a regular load predictable', () => {
    const backtest = backtestOf({ startHour: 0, requests: growing }, settings, 'load.csv');
    expect(backtest.isPredictable).toBe(true);
    expect(backtestText(backtest)).toMatch(/^Predictable: /);
  });

  it('asks for more headroom the less a load can be foreseen', () => {
    const regular = backtestOf({ startHour: 0, requests: growing }, settings, 'load.csv');
    const wild = backtestOf({ startHour: 0, requests: noise(28 * 24) }, settings, 'load.csv');
    expect(wild.headroomPercent).toBeGreaterThan(regular.headroomPercent + 10);
  });

  it('makes an origin every six hours, each with its whole history and horizon', () => {
    const { forecasters, historyHours } = backtestOf(
      { startHour: 0, requests: growing },
      settings,
      'x',
    );
    expect(historyHours).toBe(336);
    expect(forecasters[0].origins).toBe((28 * 24 - 336 - 48) / 6 + 1);
  });

  it('looks back less where the load is shorter', () => {
    const week = { startHour: 0, requests: growing.subarray(0, 168) };
    const { historyHours, forecasters } = backtestOf(week, settings, 'x');
    expect(historyHours).toBe(96);
    expect(forecasters.map(({ name }) => name)).toEqual(['plimsoll', 'seasonal-naive-24h']);
  });

  it.each([
    [new Float64Array(95).fill(1), 'load.csv: 95 whole hours are too few'],
    [new Float64Array(500), 'load.csv: the load is zero throughout'],
  ])('is refused where there is nothing to judge', (requests, says) => {
    expect(() => backtestOf({ startHour: 0, requests }, settings, 'load.csv')).toThrow(says);
  });

  it('plans more hours short with instances that are smaller', () => {
    const load = { startHour: 0, requests: growing };
    const [small, large] = [0.01, 10].map(
      (perInstance) => backtestOf(load, { ...settings, perInstance }, 'x').forecasters[1],
    );
    expect(small.shortHoursPercent).toBeGreaterThan(large.shortHoursPercent);
  });
});

describe('the forecast of a load', () => {
  const load = { startHour: 1000, requests: growing };
  const options = {
    horizon: 48,
    history: 336,
    quantiles: [0.9],
    at: undefined,
    forecaster: 'plimsoll',
  } as const;

  it('begins where the load ends', () => {
    const { firstHour, historyHours, actual } = forecastFrom(load, options);
    expect(firstHour).toBe(1000 + 28 * 24);
    expect(historyHours).toBe(336);
    expect(actual.every(Number.isNaN)).toBe(true);
  });

  it('as of a moment sees only the whole hours before it', () => {
    const at = 3600 * (1000 + 500) + 1800;
    const late = { ...load, requests: growing.map((value, hour) => (hour < 500 ? value : 9e9)) };
    const { values, firstHour, actual } = forecastFrom(load, { ...options, at });
    expect(firstHour).toBe(1500);
    expect([...forecastFrom(late, { ...options, at }).values]).toEqual([...values]);
    expect([...actual]).toEqual([...growing.subarray(500, 548)]);
  });

  it.each([3600 * 1000, 3600 * 5000])(
    'is refused as of %i, where there is no load before it',
    (at) => {
      expect(() => forecastFrom(load, { ...options, at })).toThrow(
        'leaves no hour to forecast from',
      );
    },
  );
});
