import { autoregression } from './autoregression.ts';
import { inverseSquareWeights, weightedMedian } from './combine.ts';
import { driftingWeek } from './drifting-week.ts';
import { holtWinters } from './holt-winters.ts';
import { type LoadScale, logScale, plainScale } from './load-scale.ts';
import type { Member } from './member.ts';
import { profile } from './profile.ts';
import { dayBefore, weekBefore } from './seasonal-naive.ts';

/**
 * Several models of the load as one: their weighted median, where a model weighs the more
 * the better it would have forecast each of the last days.
 */
export const ensemble: Member = (load, origins, horizon) => {
  const forecasts = MEMBERS.map((member) => member(load, origins, horizon));
  const weights = inverseSquareWeights(forecasts.map((each) => meanPastError(load, origins, each)));
  return origins.map((_, i) =>
    weightedMedian(
      forecasts.map((each) => each[i]),
      weights,
    ),
  );
};

/** A model of the load on another scale. */
function on(scale: LoadScale, member: Member): Member {
  return (load, origins, horizon) =>
    member(scale.to(load), origins, horizon).map((forecast) => scale.from(forecast));
}

/** Mean over past origins of the mean absolute error of what each said of the hours since known; NaN without any. */
function meanPastError(
  load: Float64Array,
  origins: readonly number[],
  forecasts: readonly Float64Array[],
): number {
  const past = [...origins.keys()].filter((i) => origins[i] < load.length);
  // Before, what knows of weeks has nothing to show, and would be judged by what it says instead.
  const telling = past.filter((i) => origins[i] >= JUDGED_FROM);
  const errors = (telling.length > 0 ? telling : past).map((i) => {
    const known = load.subarray(origins[i], origins[i] + JUDGED_HOURS);
    return known.reduce((sum, y, hour) => sum + Math.abs(y - forecasts[i][hour]), 0) / known.length;
  });
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

/** Hours of history from which every model has what it needs: a week and a day. */
const JUDGED_FROM = 192;
/** Hours of each past forecast by which a model is judged. */
const JUDGED_HOURS = 48;

const MEMBERS: readonly Member[] = [
  on(logScale, autoregression),
  on(plainScale, autoregression),
  on(logScale, holtWinters),
  on(logScale, driftingWeek),
  on(logScale, profile),
  dayBefore,
  weekBefore,
];
