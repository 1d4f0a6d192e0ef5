import { describe, expect, it } from 'vitest';
import { backtest } from '../../src/forecast/backtest.ts';
import { summarizeBacktest } from '../../src/forecast/backtest-summary.ts';
import type { Forecaster } from '../../src/forecast/forecast.ts';
import { FORECASTERS } from '../../src/forecast/forecasters.ts';
import { wave } from './wave.ts';

describe('a backtest', () => {
  it('forecasts every six hours from two weeks of history, as long as what came is known', () => {
    const origins = backtest(wave(336 + 48 + 13), {
      forecaster: FORECASTERS['seasonal-naive-24h'],
    });
    expect(origins.map(({ origin }) => origin)).toEqual([336, 342, 348]);
  });

  it('shows a forecaster nothing of the future', () => {
    const series = wave(120);
    const seen: number[] = [];
    const spy: Forecaster = (hourly, options) => {
      seen.push(hourly.length, hourly[0], hourly[hourly.length - 1]);
      return FORECASTERS['seasonal-naive-24h'](hourly, options);
    };
    backtest(series, { forecaster: spy, history: 48, every: 24, horizon: 30 });
    expect(seen).toEqual([48, series[0], series[47], 48, series[24], series[71]]);
  });

  it('sets each forecast beside what came', () => {
    const series = Float64Array.from({ length: 30 }, (_, i) => i);
    const [{ actual, values }] = backtest(series, {
      forecaster: FORECASTERS['seasonal-naive-24h'],
      history: 24,
      horizon: 3,
    });
    expect([...actual]).toEqual([24, 25, 26]);
    expect([...values]).toEqual([0, 1, 2]);
  });
});

describe('its summary', () => {
  it('is perfect for a load that repeats itself', () => {
    const repeating = Float64Array.from({ length: 500 }, (_, i) => 5 + ((i % 168) % 29));
    const origins = backtest(repeating, {
      forecaster: FORECASTERS['seasonal-naive-168h'],
      quantiles: [0.9],
    });
    expect(summarizeBacktest(origins)).toEqual({
      origins: 20,
      sMAPE: expect.closeTo(0, 9),
      MASE: expect.closeTo(0, 9),
      underForecastShare: expect.closeTo(0, 9),
      dailyPeakError: expect.closeTo(0, 9),
      scaledPinball: { '0.9': expect.closeTo(0, 9) },
      coverage: { '0.9': expect.any(Number) },
    });
  });

  it('tells the share under-forecast, the peaks missed and the hours covered', () => {
    // Yesterday was 10 in every hour, today is 20.
    const series = new Float64Array(72).fill(10).fill(20, 48);
    const [origin] = backtest(series, {
      forecaster: FORECASTERS['seasonal-naive-24h'],
      history: 48,
      horizon: 24,
      quantiles: [0.9],
    });
    const summary = summarizeBacktest([origin]);
    expect(summary.underForecastShare).toBe(0.5);
    expect(summary.dailyPeakError).toBe(0.5);
    expect(summary.coverage['0.9']).toBe(0);
    expect(summary.sMAPE).toBeCloseTo((200 * 10) / 30, 9);
  });

  it('leaves out an origin at which nothing came to be known', () => {
    const series = wave(336 + 54);
    series.fill(Number.NaN, 336 + 6);
    series[336 + 2] = 0;
    const { sMAPE } = summarizeBacktest(backtest(series, { forecaster: FORECASTERS.plimsoll }));
    expect(sMAPE).toBeGreaterThan(0);
  });

  it('is undefined without any origin', () => {
    expect(summarizeBacktest([]).sMAPE).toBeNaN();
  });
});
