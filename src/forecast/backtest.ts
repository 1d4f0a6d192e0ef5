import type { Forecast, Forecaster } from './forecast.ts';

export interface BacktestOptions {
  readonly forecaster: Forecaster;
  /** Hours between origins. Default: 6, as AWS's predictive scaling refreshes. */
  readonly every?: number;
  /** Hours of each forecast. Default: 48. */
  readonly horizon?: number;
  /** Hours of history that a forecast sees; the first origin is after as many. Default: 336, 14 days. */
  readonly history?: number;
  readonly quantiles?: readonly number[];
}

/** One forecast of a backtest, and what came. */
export interface BacktestOrigin extends Forecast {
  /** Index in the series of the forecast's first hour. */
  readonly origin: number;
  /** The load that came; NaN where unknown. */
  readonly actual: Float64Array;
  /** What the forecaster saw. */
  readonly training: Float64Array;
}

/**
 * Evaluation on a rolling forecasting origin (Tashman, 2000): every few hours a forecast
 * from the latest `history` hours, as predictive scaling would have made it, beside what
 * came. Only origins with the whole history before and the whole horizon after them.
 *
 * @param hourly load of each hour, oldest first; NaN where unknown
 */
export function backtest(
  hourly: ArrayLike<number>,
  { forecaster, every = 6, horizon = 48, history = 336, quantiles = [] }: BacktestOptions,
): BacktestOrigin[] {
  const series = Float64Array.from(hourly);
  const origins: BacktestOrigin[] = [];
  for (let origin = history; origin + horizon <= series.length; origin += every) {
    const training = series.subarray(origin - history, origin);
    origins.push({
      origin,
      training,
      actual: series.subarray(origin, origin + horizon),
      ...forecaster(training, { horizon, quantiles }),
    });
  }
  return origins;
}
