import { type Forecaster, forecast, forecasterOf } from './forecast.ts';
import { dayBefore, weekBefore } from './seasonal-naive.ts';

/** Forecasters by name: ours, and the two that it must beat to be worth its while. */
export const FORECASTERS = {
  plimsoll: forecast,
  'seasonal-naive-24h': forecasterOf(dayBefore),
  'seasonal-naive-168h': forecasterOf(weekBefore),
} as const satisfies Record<string, Forecaster>;

export type ForecasterName = keyof typeof FORECASTERS;

export const FORECASTER_NAMES = Object.keys(FORECASTERS) as readonly ForecasterName[];
