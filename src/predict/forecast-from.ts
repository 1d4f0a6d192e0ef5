import type { HourlyLoad } from '../curve/hours.ts';
import { formatTimestamp } from '../curve/timestamp.ts';
import { PlimsollError } from '../error.ts';
import type { Forecast } from '../forecast/forecast.ts';
import { FORECASTERS, type ForecasterName } from '../forecast/forecasters.ts';

export interface ForecastFromOptions {
  /** Hours ahead. */
  readonly horizon: number;
  /** Hours back, at most. */
  readonly history: number;
  readonly quantiles: readonly number[];
  /** Epoch seconds; undefined: the end of the load. */
  readonly at: number | undefined;
  readonly forecaster: ForecasterName;
}

export interface LoadForecast extends Forecast {
  readonly method: ForecasterName;
  /** Hours since the epoch of the first that is forecast. */
  readonly firstHour: number;
  /** Hours of which the load is known, among those that it looked at. */
  readonly historyHours: number;
  /** What it looked at, the newest last; NaN where unknown. */
  readonly history: Float64Array;
  /** What came, as far as it is known; NaN where not. */
  readonly actual: Float64Array;
}

/**
 * Forecasts a load as of a moment from the whole hours before it.
 *
 * Throws a `PlimsollError` (`usage`) where the load has no hour before `at`.
 */
export function forecastFrom(
  { startHour, requests }: HourlyLoad,
  { horizon, history, quantiles, at, forecaster }: ForecastFromOptions,
): LoadForecast {
  const endHour = startHour + requests.length;
  const firstHour = at === undefined ? endHour : Math.floor(at / 3600);
  const known = requests.subarray(0, Math.max(0, firstHour - startHour)).slice(-history);
  const historyHours = known.reduce((count, load) => count + (Number.isNaN(load) ? 0 : 1), 0);
  if (firstHour > endHour || historyHours === 0)
    throw new PlimsollError(
      'usage',
      `--at ${formatTimestamp(at ?? 0)} leaves no hour to forecast from; give a time after ${formatTimestamp(3600 * (startHour + 1))} and up to ${formatTimestamp(3600 * endHour)}`,
    );
  const actual = new Float64Array(horizon).fill(Number.NaN);
  actual.set(requests.subarray(firstHour - startHour).subarray(0, horizon));
  return {
    method: forecaster,
    firstHour,
    historyHours,
    history: known,
    actual,
    ...FORECASTERS[forecaster](known, { horizon, quantiles }),
  };
}
