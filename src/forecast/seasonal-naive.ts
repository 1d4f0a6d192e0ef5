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
  return Float64Array.from({ length: horizon }, (_, hour) => {
    const at = hourly.length + hour;
    return newest(hourly, at, season) ?? newest(hourly, at, 24) ?? newest(hourly, at, 1) ?? 0;
  });
}

/** The newest known value a whole number of periods before `at`. */
function newest(hourly: ArrayLike<number>, at: number, period: number): number | undefined {
  const last = hourly.length - 1;
  for (let i = last - ((((last - at) % period) + period) % period); i >= 0; i -= period)
    if (Number.isFinite(hourly[i])) return hourly[i];
  return undefined;
}
