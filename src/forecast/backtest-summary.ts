import {
  coverage,
  dailyPeakError,
  MASE,
  pinball,
  seasonalScale,
  sMAPE,
  underForecastShare,
} from './accuracy.ts';
import type { BacktestOrigin } from './backtest.ts';

/** Means over the origins of a backtest; an origin where a measure is undefined does not count in it. */
export interface BacktestSummary {
  /** Number of forecasts. */
  readonly origins: number;
  /** Percent, 0 to 200. */
  readonly sMAPE: number;
  /** Scaled on what each forecast saw, season 24. */
  readonly MASE: number;
  /** Share of the load that came above its forecast, 0 to 1. */
  readonly underForecastShare: number;
  /** Relative error of the daily peak, 0 and up. */
  readonly dailyPeakError: number;
  /** By quantile: the pinball loss over the mean absolute error of the seasonal naive inside the training series. */
  readonly scaledPinball: Readonly<Record<string, number>>;
  /** By quantile: the share of hours within it. */
  readonly coverage: Readonly<Record<string, number>>;
}

export function summarizeBacktest(origins: readonly BacktestOrigin[]): BacktestSummary {
  const over = (measure: (origin: BacktestOrigin) => number) => {
    const defined = origins.map(measure).filter(Number.isFinite);
    return defined.reduce((sum, value) => sum + value, 0) / defined.length;
  };
  const byQuantile = (
    measure: (origin: BacktestOrigin, forecast: Float64Array, quantile: number) => number,
  ) =>
    Object.fromEntries(
      Object.keys(origins[0]?.quantiles ?? {}).map((q) => [
        q,
        over((origin) => measure(origin, origin.quantiles[q], Number(q))),
      ]),
    );
  return {
    origins: origins.length,
    sMAPE: over(({ actual, values }) => sMAPE(actual, values)),
    MASE: over(({ actual, values, training }) => MASE(actual, values, training)),
    underForecastShare: over(({ actual, values }) => underForecastShare(actual, values)),
    dailyPeakError: over(({ actual, values }) => dailyPeakError(actual, values)),
    scaledPinball: byQuantile(
      ({ actual, training }, forecast, q) => pinball(actual, forecast, q) / seasonalScale(training),
    ),
    coverage: byQuantile(({ actual }, forecast) => coverage(actual, forecast)),
  };
}
