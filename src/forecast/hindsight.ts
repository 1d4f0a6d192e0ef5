import type { Member } from './member.ts';

/** A forecast from the end of a series, and those that would have been made one to six days before. */
export interface Hindsight {
  readonly forecast: Float64Array;
  readonly past: readonly PastForecast[];
}

interface PastForecast {
  /** Index of the first hour that it forecast. */
  readonly origin: number;
  readonly forecast: Float64Array;
}

/**
 * @param load of each hour, no gap, one hour at least
 */
export function hindsight(member: Member, load: Float64Array, horizon: number): Hindsight {
  const origins: number[] = [];
  for (let day = DAYS; day > 0; day--)
    if (load.length - 24 * day >= 24) origins.push(load.length - 24 * day);
  const hours = Math.max(horizon, LEAST_HOURS);
  const forecasts = member(load, [...origins, load.length], hours);
  return {
    forecast: forecasts[origins.length].slice(0, horizon),
    past: origins.map((origin, i) => ({ origin, forecast: forecasts[i] })),
  };
}

const DAYS = 6;
/** Of each forecast, so that a short horizon is the beginning of a long one. */
const LEAST_HOURS = 48;
