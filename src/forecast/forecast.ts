import { ensemble } from './ensemble.ts';
import { completeHours } from './gaps.ts';
import { hindsight } from './hindsight.ts';
import { intervals } from './intervals.ts';
import { levelled } from './level-step.ts';
import { logScale } from './load-scale.ts';
import type { Member } from './member.ts';
import { withoutOutliers } from './outliers.ts';

/** The hours that follow a history, and how high each may well become. */
export interface Forecast {
  /** The median load of each hour; finite, 0 or more. */
  readonly values: Float64Array;
  /** For each quantile asked for, by its number as text ("0.9"): the load that an hour does not exceed with that probability. */
  readonly quantiles: Readonly<Record<string, Float64Array>>;
}

export interface ForecastOptions {
  /** Hours to forecast. Default: 48, as AWS's predictive scaling. */
  readonly horizon?: number;
  /** Probabilities between 0 and 1. Default: none. */
  readonly quantiles?: readonly number[];
}

/** Anything that forecasts hourly load: ours, or one to compare it with. */
export type Forecaster = (hourly: ArrayLike<number>, options?: ForecastOptions) => Forecast;

/**
 * Forecasts hourly load: a surrogate of the algorithm of AWS's predictive scaling, which
 * is not published. A weighted median of seven models; docs/forecasting.md says which, and
 * how good they are.
 *
 * Deterministic; scaling the load scales the forecast.
 *
 * @param hourly load of each hour, oldest first; NaN where unknown. One hour is enough;
 *   AWS looks at no more than the last 336
 */
export function forecast(
  hourly: ArrayLike<number>,
  { horizon = 48, quantiles = [] }: ForecastOptions = {},
): Forecast {
  return relativeToMean(hourly, horizon, quantiles, (known) => {
    const level = levelled(logScale.to(known));
    const typical = logScale.from(withoutOutliers(level));
    const seen = hindsight(ensemble, typical, horizon);
    return {
      values: seen.forecast,
      quantiles: intervals(logScale.from(level), seen, quantiles),
    };
  });
}

/** A forecaster of one model alone, with quantiles got in the same way as ours. */
export function forecasterOf(member: Member): Forecaster {
  return (hourly, { horizon = 48, quantiles = [] } = {}) =>
    relativeToMean(hourly, horizon, quantiles, (known) => {
      const seen = hindsight(member, known, horizon);
      return { values: seen.forecast, quantiles: intervals(known, seen, quantiles) };
    });
}

/** Forecasts load that has no gap and the mean 1, so that its unit plays no part. */
function relativeToMean(
  hourly: ArrayLike<number>,
  horizon: number,
  quantiles: readonly number[],
  method: (known: Float64Array) => Forecast,
): Forecast {
  const known = completeHours(hourly);
  const mean = known.reduce((sum, y) => sum + y, 0) / known.length;
  // Without any load, none is to come.
  const relative = mean > 0 ? method(known.map((y) => y / mean)) : undefined;
  const inUnit = (load: Float64Array | undefined) =>
    load?.map((y) => y * mean) ?? new Float64Array(horizon);
  return {
    values: inUnit(relative?.values),
    quantiles: Object.fromEntries(
      quantiles.map((q) => [String(q), inUnit(relative?.quantiles[String(q)])]),
    ),
  };
}
