import { autoregression } from './autoregression.ts';
import { directRegression } from './direct-regression.ts';
import { holtWinters } from './holt-winters.ts';
import { type LoadScale, logScale, rootScale } from './load-scale.ts';
import { profile } from './profile.ts';
import { seasonalNaive } from './seasonal-naive.ts';

/**
 * The pointwise median of five models; below four days of history, the same hour of the
 * day before.
 *
 * @param known load of each hour, no gap
 */
export function pointForecast(known: Float64Array, horizon: number): Float64Array {
  const mean = known.reduce((sum, y) => sum + y, 0) / known.length;
  if (known.length < MODELS_FROM || mean === 0) return seasonalNaive(known, { horizon });
  const log = logScale(mean);
  const members: [LoadScale, (series: Float64Array) => Float64Array][] = [
    [log, (series) => autoregression(series, horizon, DRAWN)],
    [rootScale, (series) => autoregression(series, horizon, FREE)],
    [log, (series) => directRegression(series, horizon)],
    [log, (series) => holtWinters(series, horizon)],
    [log, (series) => profile(series, horizon)],
  ];
  return pointwiseMedian(members.map(([scale, model]) => scale.from(model(scale.to(known)))));
}

/** The median rather than the mean, since a member that fits a profile is far off where the level moves. */
function pointwiseMedian(forecasts: readonly Float64Array[]): Float64Array {
  const middle = forecasts.length >> 1;
  return forecasts[0].map((_, i) => Float64Array.from(forecasts, (f) => f[i]).sort()[middle]);
}

const DRAWN = { towards: 24, lagPenalty: 3e-3, wavePenalty: 1e-2 };
const FREE = { lagPenalty: 5e-4, wavePenalty: 5e-4 };
/** Hours of history below which the models do worse than repeating yesterday. */
const MODELS_FROM = 96;
