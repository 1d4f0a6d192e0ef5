import { completeHours } from './gaps.ts';
import { forecastQuantiles } from './intervals.ts';
import { pointForecast } from './point-forecast.ts';

/** The hours that follow a history, and how high each may well become. */
export interface Forecast {
  /** The median load of each hour; finite, 0 or more. */
  readonly values: Float64Array;
  /** For each quantile asked for, by its number as text ("0.9"): the load that an hour does not exceed with that probability. */
  readonly quantiles: Readonly<Record<string, Float64Array>>;
}

export interface ForecastOptions {
  /** Hours to forecast. Default: 48, as AWS's predictive scaling. */
  readonly horizon?: number;
  /** Probabilities between 0 and 1. Default: none. */
  readonly quantiles?: readonly number[];
}

/** Anything that forecasts hourly load: ours, or one to compare it with. */
export type Forecaster = (hourly: ArrayLike<number>, options?: ForecastOptions) => Forecast;

/**
 * Forecasts hourly load: a surrogate of the algorithm of AWS's predictive scaling, which
 * is not published. The median of five models; docs/forecasting.md says which and how
 * good they are.
 *
 * Deterministic, and scaling the load scales the forecast.
 *
 * @param hourly load of each hour, oldest first; NaN where unknown. One hour is enough;
 *   AWS looks at no more than the last 336
 */
export function forecast(
  hourly: ArrayLike<number>,
  { horizon = 48, quantiles = [] }: ForecastOptions = {},
): Forecast {
  const known = completeHours(hourly);
  const values = pointForecast(known, horizon);
  return { values, quantiles: forecastQuantiles(known, values, quantiles, pointForecast) };
}
