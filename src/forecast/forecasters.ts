import { type Forecaster, forecast } from './forecast.ts';
import { completeHours } from './gaps.ts';
import { forecastQuantiles } from './intervals.ts';
import { seasonalNaive } from './seasonal-naive.ts';

/** Forecasters by name: ours, and the two that it must beat to be worth its while. */
export const FORECASTERS = {
  ours: forecast,
  'naive-24': naive(24),
  'naive-168': naive(168),
} as const satisfies Record<string, Forecaster>;

export type ForecasterName = keyof typeof FORECASTERS;

/** The seasonal naive with quantiles got in the same way as ours. */
function naive(season: 24 | 168): Forecaster {
  return (hourly, { horizon = 48, quantiles = [] } = {}) => {
    const repeat = (known: Float64Array, hours: number) =>
      seasonalNaive(known, { horizon: hours, season });
    const known = completeHours(hourly);
    const values = repeat(known, horizon);
    return { values, quantiles: forecastQuantiles(known, values, quantiles, repeat) };
  };
}
