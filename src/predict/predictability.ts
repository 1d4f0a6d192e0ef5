import { quantileSorted } from 'simple-statistics';
import { type BacktestOrigin, backtest } from '../forecast/backtest.ts';
import { type BacktestSummary, summarizeBacktest } from '../forecast/backtest-summary.ts';
import { FORECASTER_NAMES, FORECASTERS, type ForecasterName } from '../forecast/forecasters.ts';

export interface PredictabilityOptions {
  /** Requests an hour that one instance is planned to carry. */
  readonly requestsPerInstanceHour: number;
  /** Hours of history that each forecast sees. Default: 336, as AWS's predictive scaling. */
  readonly history?: number;
  /** Hours of each forecast. Default: 48. */
  readonly horizon?: number;
}

/** How one forecaster did. */
export interface ForecasterResult extends BacktestSummary {
  readonly name: ForecasterName;
  /** Percent of the hours with fewer instances than the load needed. */
  readonly shortHoursPercent: number;
  /** Instances too many, in percent of those that the load needed. */
  readonly excessPercent: number;
}

/** Whether a load can be forecast, and how far a plan may trust it. */
export interface Predictability {
  readonly forecasters: readonly ForecasterResult[];
  /** Whether yesterday or last week comes again to within a percent, so that any forecast will do. */
  readonly repeatsItself: boolean;
  /** Whether it repeats itself, or our forecast beats the better of the two seasonal naives, by MASE. */
  readonly isPredictable: boolean;
  /** How much smaller our MASE is than the better naive's, in percent; negative where larger. */
  readonly skillPercent: number;
  /**
   * Percent of the capacity that a plan should leave idle on top of what a perfect
   * forecast would ask for: 1 − 1/r, with r the 95th percentile of load / forecast.
   */
  readonly headroomPercent: number;
}

/**
 * Replays forecasts as AWS refreshes them, every 6 hours, and holds them against what
 * came, next to the seasonal naives. A load whose forecast is no better than yesterday's
 * or last week's is not predictable, however regular it looks.
 *
 * @param hourly load of each hour, oldest first; NaN where unknown; longer than history and horizon
 */
export function predictability(
  hourly: ArrayLike<number>,
  { requestsPerInstanceHour, history = 336, horizon = 48 }: PredictabilityOptions,
): Predictability {
  const runs = FORECASTER_NAMES.filter(
    (name) => name !== 'seasonal-naive-168h' || history >= 168,
  ).map((name) => {
    const forecaster = FORECASTERS[name];
    return {
      name,
      origins: backtest(hourly, { forecaster, history, horizon, quantiles: [0.5, 0.9, 0.95] }),
    };
  });
  const forecasters = runs.map(({ name, origins }) => ({
    name,
    ...summarizeBacktest(origins),
    ...capacityErrors(origins, requestsPerInstanceHour),
  }));
  const [ours, ...naives] = forecasters;
  const toBeat = Math.min(...naives.map(({ MASE }) => MASE).filter(Number.isFinite));
  const repeatsItself = naives.some(({ sMAPE }) => sMAPE < REPEATS_PERCENT);
  return {
    forecasters,
    repeatsItself,
    isPredictable: repeatsItself || ours.MASE < toBeat,
    skillPercent: repeatsItself ? 0 : 100 * (1 - ours.MASE / toBeat),
    headroomPercent: headroomPercent(runs[0].origins),
  };
}

const REPEATS_PERCENT = 1;

function capacityErrors(
  origins: readonly BacktestOrigin[],
  perInstance: number,
): Pick<ForecasterResult, 'shortHoursPercent' | 'excessPercent'> {
  let hours = 0;
  let short = 0;
  let needed = 0;
  let excess = 0;
  for (const { actual, values } of origins) {
    for (let hour = 0; hour < values.length; hour++) {
      if (Number.isNaN(actual[hour])) continue;
      const need = Math.ceil(actual[hour] / perInstance);
      const planned = Math.ceil(values[hour] / perInstance);
      hours++;
      needed += need;
      if (planned < need) short++;
      else excess += planned - need;
    }
  }
  return { shortHoursPercent: (100 * short) / hours, excessPercent: (100 * excess) / needed };
}

function headroomPercent(origins: readonly BacktestOrigin[]): number {
  const ratios = origins.flatMap(({ actual, values }) =>
    [...actual].flatMap((load, hour) => (load > 0 && values[hour] > 0 ? load / values[hour] : [])),
  );
  if (ratios.length === 0) return Number.NaN;
  const ratio = quantileSorted(
    ratios.sort((a, b) => a - b),
    0.95,
  );
  return Math.max(0, 100 * (1 - 1 / ratio));
}
