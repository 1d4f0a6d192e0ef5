import { FORECASTERS, type ForecasterName } from '../../../forecast/forecasters.ts';

/** Forecasts the hourly sums of a policy's load metric. */
export interface LoadForecaster {
  /**
   * @param history of at most the last 14 days, the newest last; NaN where unknown
   * @param firstHour that is forecast, since the epoch
   * @returns `hours` values, finite and not negative
   */
  forecast(history: Float64Array, firstHour: number, hours: number): Float64Array;
}

/** How the load is forecast: by one of our forecasters, or by knowing the future. */
export interface ForecastMethod {
  readonly method: ForecasterName | 'perfect';
  /** Plan for the load that is not exceeded with this probability; undefined: for the median. */
  readonly quantile: number | undefined;
}

/** @param future the load metric as it will be, where somebody knows */
export function loadForecaster(
  { method, quantile }: ForecastMethod,
  future: (fromHour: number, hours: number) => Float64Array,
): LoadForecaster {
  if (method === 'perfect')
    return {
      forecast: (_, firstHour, hours) =>
        // Beyond its end nobody knows, and nothing is simulated.
        future(firstHour, hours).map((load) => (Number.isNaN(load) ? 0 : load)),
    };
  const forecaster = FORECASTERS[method];
  return {
    forecast: (history, _, horizon) => {
      if (quantile === undefined) return forecaster(history, { horizon }).values;
      const { quantiles } = forecaster(history, { horizon, quantiles: [quantile] });
      return quantiles[String(quantile)];
    },
  };
}
