import { FORECASTERS, type ForecasterName } from '../../../forecast/forecasters.ts';
import type { HourlyMetrics } from './hourly-metrics.ts';

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
  future: () => HourlyMetrics,
): LoadForecaster {
  if (method === 'perfect') return perfectForecaster(future());
  const forecaster = FORECASTERS[method];
  return {
    forecast: (history, _, horizon) => {
      if (quantile === undefined) return forecaster(history, { horizon }).values;
      const { quantiles } = forecaster(history, { horizon, quantiles: [quantile] });
      return quantiles[String(quantile)];
    },
  };
}

/** Where the load to come is unknown, in a gap or beyond its end, it stays as it was. */
function perfectForecaster(future: HourlyMetrics): LoadForecaster {
  return {
    forecast: (history, firstHour, hours) => {
      const known = history.filter((load) => !Number.isNaN(load));
      let last = known.at(-1) ?? 0;
      return future.load(firstHour, hours).map((load) => {
        if (!Number.isNaN(load)) last = load;
        return last;
      });
    },
  };
}
