import type { Member } from './member.ts';
import { dot, type Ridge, ridge } from './ridge.ts';
import { naiveDay } from './seasonal-naive.ts';

/**
 * Seasonal autoregression: an hour from the hours just before it, about a day and about a
 * week before it, and from a daily wave; step by step into the future. A ridge regression
 * drawn towards "as yesterday", in which newer hours count more.
 */
export const autoregression: Member = (series, origins, horizon) => {
  const { mean, deviation } = moments(series);
  if (deviation === 0) return origins.map(() => new Float64Array(horizon).fill(mean));
  // Of deviation 1, so that a penalty means the same for any load; with room for what follows.
  const standard = new Float64Array(series.length + horizon);
  standard.set(series.map((y) => (y - mean) / deviation));
  const range = allowedRange(standard.subarray(0, series.length));
  const models = [
    { from: 0, forecast: (origin: number) => naiveDay(standard, origin, horizon) },
    { from: DAILY_FROM, forecast: lagModel(standard, DAILY, horizon, range) },
    { from: WEEKLY_FROM, forecast: lagModel(standard, [...DAILY, ...WEEKLY], horizon, range) },
  ];
  return origins.map((origin) => {
    const model = models.findLast(({ from }) => origin >= from) ?? models[0];
    return model.forecast(origin).map((z) => mean + deviation * z);
  });
};

/** A forecast from ascending origins: each adds the rows that lie before it to one regression. */
function lagModel(
  standard: Float64Array,
  lags: readonly number[],
  horizon: number,
  [low, high]: readonly [number, number],
): (origin: number) => Float64Array {
  const columns = 1 + lags.length + WAVE[0].length;
  const row = new Float64Array(columns);
  const readRow = (hour: number) => {
    row[0] = 1;
    for (let j = 0; j < lags.length; j++) row[1 + j] = standard[hour - lags[j]];
    row.set(WAVE[hour % 24], 1 + lags.length);
    return row;
  };
  const regression = emptyRegression(lags);
  let next = lags[lags.length - 1];
  return (origin) => {
    // Weights grow by the hour instead of the older ones shrinking: it is the ratio that counts.
    for (; next < origin; next++)
      regression.add(readRow(next), standard[next], FORGETTING ** -next);
    const beta = regression.solve();
    const known = standard.slice(origin, origin + horizon);
    for (let hour = origin; hour < origin + horizon; hour++)
      standard[hour] = Math.min(high, Math.max(low, dot(readRow(hour), beta)));
    const forecast = standard.slice(origin, origin + horizon);
    standard.set(known, origin);
    return forecast;
  };
}

function emptyRegression(lags: readonly number[]): Ridge {
  const waves = WAVE[0].map(() => WAVE_PENALTY);
  return ridge(
    // The constant is free.
    Float64Array.from([0, ...lags.map(() => LAG_PENALTY), ...waves]),
    Float64Array.from([0, ...lags.map((lag) => (lag === 24 ? 1 : 0)), ...waves.map(() => 0)]),
  );
}

function moments(series: Float64Array): { readonly mean: number; readonly deviation: number } {
  const mean = series.reduce((sum, y) => sum + y, 0) / series.length;
  const variance = series.reduce((sum, y) => sum + (y - mean) ** 2, 0) / series.length;
  const deviation = Math.sqrt(variance);
  return { mean, deviation: deviation > ROUNDING * Math.abs(mean) ? deviation : 0 };
}

/** What was seen and half of its span beyond, as iterating can run away. */
function allowedRange(known: Float64Array): readonly [number, number] {
  const low = Math.min(...known);
  const high = Math.max(...known);
  return [low - (high - low) / 2, high + (high - low) / 2];
}

const DAILY = [1, 2, 22, 23, 24, 25, 26];
const WEEKLY = [166, 167, 168, 169, 170];
/** Hours of history below which the lags have too few rows, and yesterday is the better guess. */
const DAILY_FROM = 96;
/**
 * Hours from which a week's lags are used. Well below 336, which is exactly two weeks:
 * "more than two weeks" would drop the week when one hour of 14 days is missing.
 */
const WEEKLY_FROM = 216;
/** Weight of an hour against the one after it: a half after two weeks. */
const FORGETTING = 0.998;
const LAG_PENALTY = 3e-3;
const WAVE_PENALTY = 1e-2;
/** For each hour of the day, three Fourier pairs. */
const WAVE = Array.from({ length: 24 }, (_, hour) =>
  [1, 2, 3].flatMap((wave) => {
    const angle = (2 * Math.PI * wave * hour) / 24;
    return [Math.sin(angle), Math.cos(angle)];
  }),
);
/** Share of the mean that is rounding and no variation. */
const ROUNDING = 1e-9;
