import { type Forecaster, forecast } from './forecast.ts';
import { completeHours } from './gaps.ts';
import { forecastQuantiles } from './intervals.ts';
import { seasonalNaive } from './seasonal-naive.ts';

/** Forecasters by name: ours, and the two that it must beat to be worth its while. */
export const FORECASTERS = {
  plimsoll: forecast,
  'seasonal-naive-24h': naive(24),
  'seasonal-naive-168h': naive(168),
} as const satisfies Record<string, Forecaster>;

export type ForecasterName = keyof typeof FORECASTERS;

export const FORECASTER_NAMES = Object.keys(FORECASTERS) as readonly ForecasterName[];

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
