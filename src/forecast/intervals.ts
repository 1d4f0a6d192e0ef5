import { quantileSorted } from 'simple-statistics';

/**
 * Quantiles of the load around a forecast: its factors are those by which the load came
 * out above or below the forecasts that would have been made one to six days before the
 * end of the history, taken together for each day of the horizon.
 *
 * @param known load of each hour, no gap
 * @param values the forecast
 * @param pointForecast how it was made
 */
export function forecastQuantiles(
  known: Float64Array,
  values: Float64Array,
  quantiles: readonly number[],
  pointForecast: (known: Float64Array, horizon: number) => Float64Array,
): Record<string, Float64Array> {
  if (quantiles.length === 0) return {};
  const errors = backtestErrors(known, values.length, pointForecast);
  return Object.fromEntries(
    quantiles.map((q) => {
      const factors = errors.map((sorted) =>
        sorted.length === 0 ? 1 : quantileSorted(sorted, widened(q)),
      );
      return [String(q), values.map((value, hour) => value * factors[Math.floor(hour / 24)])];
    }),
  );
}

/** For each day of the horizon, load over forecast, sorted. */
function backtestErrors(
  known: Float64Array,
  horizon: number,
  pointForecast: (known: Float64Array, horizon: number) => Float64Array,
): number[][] {
  const days = Array.from({ length: Math.ceil(horizon / 24) }, (): number[] => []);
  for (let day = 1; day <= BACKTESTS; day++) {
    const origin = known.length - 24 * day;
    if (origin < 24) break;
    const values = pointForecast(known.subarray(0, origin), Math.min(horizon, 24 * day));
    values.forEach((value, hour) => {
      const load = known[origin + hour];
      if (value > 0) days[Math.floor(hour / 24)].push(load / value);
    });
  }
  return days.map((errors, day) =>
    (errors.length > 0 ? errors : (days[day - 1] ?? [])).sort((a, b) => a - b),
  );
}

/** Forecasts fit the past a little better than the future: what is asked for as 0.9 is taken at 0.93. */
function widened(quantile: number): number {
  return 0.5 + (quantile - 0.5) * 1.075 > 1 ? 1 : Math.max(0, 0.5 + (quantile - 0.5) * 1.075);
}

const BACKTESTS = 6;
