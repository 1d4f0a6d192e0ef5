import { ridge } from './ridge.ts';
import { standardize } from './standardized.ts';

export interface LagRegressionOptions {
  /** Hours back, each one a column. */
  readonly lags: readonly number[];
  /** The lag whose coefficient is drawn towards 1, the others towards 0: the forecast without evidence. */
  readonly towards?: number;
  /** Penalty on the lags, relative to the variance of the series. */
  readonly lagPenalty: number;
  /** The same on the daily wave. */
  readonly wavePenalty: number;
}

/** A linear prediction of an hour from hours before it. */
export interface LagRegression {
  /** The series, of mean 0 and deviation 1, with room for the hours to come. */
  readonly series: Float64Array;
  /** From the hours of `series` before it. */
  readonly predict: (hour: number) => number;
  /** Back in the unit of the series given. */
  readonly unscale: (value: number) => number;
}

/**
 * Regresses a series on its own lags and on a daily wave (three Fourier pairs), newer hours
 * counting more and hours that fit badly less: a ridge regression, reweighted twice
 * with Huber's weights.
 */
export function lagRegression(
  given: Float64Array,
  horizon: number,
  { lags, towards, lagPenalty, wavePenalty }: LagRegressionOptions,
): LagRegression {
  const { values, mean, deviation } = standardize(given);
  const hours = values.length;
  const series = new Float64Array(hours + horizon);
  series.set(values);
  const longest = Math.max(...lags);
  const columns = 1 + lags.length + 2 * WAVES;
  const writeRow = (hour: number, rows: Float64Array, at: number) => {
    rows[at++] = 1;
    for (const lag of lags) rows[at++] = series[hour - lag];
    const angle = (2 * Math.PI * (hour % 24)) / 24;
    for (let wave = 1; wave <= WAVES; wave++) {
      rows[at++] = Math.sin(wave * angle);
      rows[at++] = Math.cos(wave * angle);
    }
  };

  const rows = new Float64Array((hours - longest) * columns);
  const targets = series.slice(longest, hours);
  const weights = targets.map((_, i) => FORGETTING ** (targets.length - 1 - i));
  targets.forEach((_, i) => {
    writeRow(longest + i, rows, i * columns);
  });
  const penalties = Float64Array.from({ length: columns }, (_, j) =>
    j === 0 ? 0 : j <= lags.length ? lagPenalty : wavePenalty,
  );
  const prior = Float64Array.from({ length: columns }, (_, j) =>
    j > 0 && lags[j - 1] === towards ? 1 : 0,
  );
  const beta = robustRidge(rows, targets, weights, penalties, prior);

  const row = new Float64Array(columns);
  return {
    series,
    predict: (hour) => {
      writeRow(hour, row, 0);
      return dot(row, 0, beta);
    },
    unscale: (value) => mean + deviation * value,
  };
}

function robustRidge(
  rows: Float64Array,
  targets: Float64Array,
  weights: Float64Array,
  penalties: Float64Array,
  prior: Float64Array,
): Float64Array {
  let beta = ridge(rows, targets, weights, penalties, prior);
  for (let i = 0; i < REWEIGHTED; i++) {
    const misses = targets.map((y, t) => Math.abs(y - dot(rows, t * beta.length, beta)));
    const usual = HUBER * NORMAL_MAD * Float64Array.from(misses).sort()[misses.length >> 1];
    if (usual === 0) break;
    const robust = weights.map((w, t) => w * Math.min(1, usual / misses[t]));
    beta = ridge(rows, targets, robust, penalties, prior);
  }
  return beta;
}

function dot(rows: Float64Array, at: number, beta: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < beta.length; j++) sum += rows[at + j] * beta[j];
  return sum;
}

/** Fourier pairs of the day. */
const WAVES = 3;
/** Weight of an hour against the one after it. */
const FORGETTING = 0.998;
const REWEIGHTED = 2;
/** Standard deviations up to which a miss counts fully. */
const HUBER = 2.5;
/** The median absolute deviation of a normal distribution times this is its standard deviation. */
const NORMAL_MAD = 1.4826;
