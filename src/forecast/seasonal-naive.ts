import type { Member } from './member.ts';

export interface SeasonalNaiveOptions {
  /** Hours to forecast. Default: 48. */
  readonly horizon?: number;
  /** Hours of the season: 24, the same hour of the day, or 168, of the week. Default: 24. */
  readonly season?: 24 | 168;
}

/**
 * The seasonal naive forecast (Hyndman & Athanasopoulos, Forecasting: Principles and
 * Practice, §5.2): each hour as the newest known hour of the same phase.
 *
 * A phase of the week never seen is taken from the same hour of the day, and one never
 * seen either from the newest known hour; without any known hour all is 0.
 *
 * @param hourly load of each hour, oldest first; NaN where unknown
 * @returns `horizon` finite values
 */
export function seasonalNaive(
  hourly: ArrayLike<number>,
  { horizon = 48, season = 24 }: SeasonalNaiveOptions = {},
): Float64Array {
  return repeat(hourly, hourly.length, horizon, season);
}

/** The same hour of the newest day before an origin. */
export function naiveDay(series: ArrayLike<number>, origin: number, horizon: number): Float64Array {
  return repeat(series, origin, horizon, 24);
}

/** The same hour of the newest week before an origin. */
export function naiveWeek(
  series: ArrayLike<number>,
  origin: number,
  horizon: number,
): Float64Array {
  return repeat(series, origin, horizon, 168);
}

/** The seasonal naive forecast of the day, as one of several models. */
export const dayBefore: Member = (series, origins, horizon) =>
  origins.map((origin) => naiveDay(series, origin, horizon));

/** The seasonal naive forecast of the week. */
export const weekBefore: Member = (series, origins, horizon) =>
  origins.map((origin) => naiveWeek(series, origin, horizon));

function repeat(
  series: ArrayLike<number>,
  origin: number,
  horizon: number,
  season: number,
): Float64Array {
  return Float64Array.from({ length: horizon }, (_, i) => {
    for (const period of [season, 24, 1]) {
      const value = newest(series, origin, origin + i, period);
      if (value !== undefined) return value;
    }
    return 0;
  });
}

/** The newest known value before the origin that lies a whole number of periods before `hour`. */
function newest(
  series: ArrayLike<number>,
  origin: number,
  hour: number,
  period: number,
): number | undefined {
  const periods = Math.floor((hour - origin) / period) + 1;
  for (let i = hour - periods * period; i >= 0; i -= period)
    if (Number.isFinite(series[i])) return series[i];
  return undefined;
}
