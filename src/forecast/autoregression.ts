import { type LagRegressionOptions, lagRegression } from './lag-regression.ts';

/**
 * Seasonal autoregression: every hour from the hours before it, about a day and about a
 * week before it, step by step into the future.
 */
export function autoregression(
  series: Float64Array,
  horizon: number,
  options: Omit<LagRegressionOptions, 'lags'>,
): Float64Array {
  const lags = series.length >= WEEKLY_FROM ? [...DAILY, ...WEEKLY] : DAILY;
  const model = lagRegression(series, horizon, { ...options, lags });
  const past = model.series.subarray(0, series.length);
  const low = Math.min(...past);
  const high = Math.max(...past);
  const room = ROOM * (high - low);
  for (let hour = series.length; hour < series.length + horizon; hour++)
    model.series[hour] = Math.min(high + room, Math.max(low - room, model.predict(hour)));
  return model.series.slice(series.length).map(model.unscale);
}

const DAILY = [1, 2, 22, 23, 24, 25, 26];
const WEEKLY = [166, 167, 168, 169, 170];
/** Hours of history from which a week's lags have enough rows to be fitted on. A round number well below 336, or one missing hour of 14 days would change the model. */
export const WEEKLY_FROM = 264;
/** How far beyond what was seen a prediction may go, as a part of its range: iterating can run away. */
const ROOM = 0.5;
