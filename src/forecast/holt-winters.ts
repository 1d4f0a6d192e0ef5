import type { Member } from './member.ts';
import { nelderMead } from './nelder-mead.ts';
import { naiveDay } from './seasonal-naive.ts';
import { type SeasonalShape, seasonalShape } from './seasonal-shape.ts';

/**
 * Double-seasonal exponential smoothing with AR(1) errors (Taylor, 2003), additive:
 * level + hour of the day + hour of the week, each moved by every new hour's error, and
 * a share of the last error carried on. Its four parameters are fitted once, to the
 * squared one-hour errors of the whole series.
 */
export const holtWinters: Member = (series, origins, horizon) => {
  const seedFor = (origin: number) =>
    seasonalShape(series.subarray(0, Math.min(origin, SEED_HOURS)));
  const seed = seedFor(series.length);
  const fitted = nelderMead(
    (parameters) => smooth(series, seed, parameters, series.length).squares,
    START,
    1,
    EVALUATIONS,
  );
  return origins.map((origin) => {
    if (origin < SMOOTHING_FROM) return naiveDay(series, origin, horizon);
    const { level, day, week, error } = smooth(series, seedFor(origin), fitted, origin);
    const phi = logistic(fitted[3]);
    return Float64Array.from({ length: horizon }, (_, i) => {
      const hour = origin + i;
      return level + day[hour % 24] + week[hour % 168] + phi ** (i + 1) * error;
    });
  });
};

interface Smoothed extends SeasonalShape {
  /** Of the last hour, beside the level and the seasons. */
  readonly error: number;
  /** Sum of the squared one-hour errors, but for the first day's. */
  readonly squares: number;
}

function smooth(
  series: Float64Array,
  seed: SeasonalShape,
  parameters: readonly number[],
  end: number,
): Smoothed {
  const [alpha, delta, omega, phi] = parameters.map(logistic);
  const day = seed.day.slice();
  const week = seed.week.slice();
  let { level } = seed;
  let error = 0;
  let squares = 0;
  for (let t = 0; t < end; t++) {
    const miss = series[t] - level - day[t % 24] - week[t % 168];
    const surprise = miss - phi * error;
    if (t >= 24) squares += surprise ** 2;
    level += alpha * surprise;
    day[t % 24] += delta * surprise;
    week[t % 168] += omega * surprise;
    error = miss;
  }
  return { level, day, week, error, squares };
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Of level, day, week and AR(1), before the logistic function: about 0.05, 0.2, 0.2 and 0.8. */
const START = [-3, -1.5, -1.5, 1.5];
const EVALUATIONS = 60;
/** Hours that the first shape is made from, two weeks at the most, so that it can still move. */
const SEED_HOURS = 336;
/** Hours below which there is too little to fit to. */
const SMOOTHING_FROM = 96;
