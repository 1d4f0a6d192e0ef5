import { nelderMead } from './nelder-mead.ts';
import { seasonalShape } from './seasonal-shape.ts';

/**
 * Double-seasonal exponential smoothing with AR(1) errors (Taylor, 2003), additive:
 * level + hour of the day + hour of the week, each moved by every new hour's error, and
 * a share of the last error carried on.
 */
export function holtWinters(series: Float64Array, horizon: number): Float64Array {
  const seed = seasonalShape(series.subarray(0, 336));
  const day = new Float64Array(24);
  const week = new Float64Array(168);
  let level = 0;
  let error = 0;
  /** Smooths the whole series; returns the sum of squared one-hour errors. */
  const smooth = (parameters: readonly number[]) => {
    const [alpha, delta, omega, phi] = parameters.map(logistic);
    day.set(seed.day);
    week.set(seed.week);
    level = seed.level;
    error = 0;
    let squares = 0;
    for (let t = 0; t < series.length; t++) {
      const miss = series[t] - level - day[t % 24] - week[t % 168];
      const surprise = miss - phi * error;
      if (t >= 24) squares += surprise ** 2;
      level += alpha * surprise;
      day[t % 24] += delta * surprise;
      week[t % 168] += omega * surprise;
      error = miss;
    }
    return squares;
  };
  const fitted = nelderMead(smooth, START, 1, EVALUATIONS);
  smooth(fitted);
  const phi = logistic(fitted[3]);
  return Float64Array.from({ length: horizon }, (_, i) => {
    const t = series.length + i;
    return level + day[t % 24] + week[t % 168] + phi ** (i + 1) * error;
  });
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Of level, day, week and AR(1), before the logistic function: 0.05, 0.2, 0.2, 0.8. */
const START = [-3, -1.5, -1.5, 1.5];
const EVALUATIONS = 100;
