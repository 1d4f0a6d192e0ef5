import { WEEKLY_FROM } from './autoregression.ts';
import { lagRegression } from './lag-regression.ts';

/**
 * One regression for each day of the horizon, on hours that are known when the forecast
 * is made: nothing is iterated, so nothing runs away.
 */
export function directRegression(series: Float64Array, horizon: number): Float64Array {
  const hours = series.length;
  const out = new Float64Array(horizon);
  for (let start = 0; start < horizon; start += 24) {
    const newest = start + 24;
    const model = lagRegression(series, horizon, {
      lags: lagsFrom(newest, hours),
      towards: newest,
      lagPenalty: 3e-3,
      wavePenalty: 1e-2,
    });
    for (let i = start; i < Math.min(newest, horizon); i++)
      out[i] = model.unscale(model.predict(hours + i));
  }
  return out;
}

function lagsFrom(newest: number, hours: number): number[] {
  const days = [newest, newest + 1, newest + 2, 48, 72];
  const lags = hours >= WEEKLY_FROM ? [...days, 167, 168, 169] : days;
  return [...new Set(lags)].filter((lag) => lag >= newest);
}
