import type { Curve } from '../../curve/curve.ts';
import { type Grid, layOut, MOST_STEPS, stepsTouched } from '../../curve/lay-out.ts';
import { defaultInterpolation } from '../../curve/minutes.ts';
import { PlimsollError } from '../../error.ts';
import { samePhase } from '../../forecast/same-phase.ts';
import { PERIOD_SECONDS } from './history.ts';

/** A load without a gap in the periods of a history. */
export interface PeriodLoad {
  /** Epoch seconds at which the first period begins. */
  readonly start: number;
  /** Mean of each period. */
  readonly requestsPerSecond: Float64Array;
}

export interface FilledLoad {
  readonly load: PeriodLoad;
  /** Periods of which the load was unknown. */
  readonly filledPeriods: number;
}

/**
 * The last six weeks of a curve in 5-minute periods of UTC; a period that is unknown
 * takes the load of the same time in the weeks nearest to it, else on the days, else
 * that of its neighbours.
 *
 * Throws a `PlimsollError` (`bad-file`) for a curve without a known period or without
 * any load, and for one of less than a day: it does not tell every hour.
 */
export function periodsOf(curve: Curve): FilledLoad {
  const refuse = (why: string) => new PlimsollError('bad-file', `${curve.source}: ${why}`);
  if (stepsTouched(curve, PERIODS) > MOST_STEPS)
    throw refuse('its rows span more than a hundred years; look for a wrong timestamp');
  const { first, requestsPerSecond } = layOut(
    curve,
    PERIODS,
    curve.stepSeconds > PERIOD_SECONDS ? defaultInterpolation(curve.stepSeconds) : 'hold',
  );
  const kept = requestsPerSecond.subarray(-PERIODS_KEPT);
  if (kept.length < PERIODS_A_DAY)
    throw refuse(
      `covers ${inHours(kept.length)}; a history takes a day or more, so that every hour of the day is known`,
    );
  if (!kept.some((rate) => rate > 0))
    throw refuse('its load is zero throughout; a history of nothing teaches nothing');

  const filled = kept.slice();
  let filledPeriods = 0;
  for (let i = 0; i < kept.length; i++) {
    if (!Number.isNaN(kept[i])) continue;
    filled[i] = samePhase(kept, i, [PERIODS_A_WEEK, PERIODS_A_DAY, 1]);
    filledPeriods++;
  }
  const start = (first + requestsPerSecond.length - kept.length) * PERIOD_SECONDS;
  return { load: { start, requestsPerSecond: filled }, filledPeriods };
}

export const PERIODS_A_DAY = 86_400 / PERIOD_SECONDS;
export const PERIODS_A_WEEK = 7 * PERIODS_A_DAY;
/** Two weeks of history, one that the shift may pass over, and some to fill gaps from. */
const PERIODS_KEPT = 6 * PERIODS_A_WEEK;

const PERIODS: Grid = { originSeconds: 0, stepSeconds: PERIOD_SECONDS };

function inHours(periods: number): string {
  return `${Number(((periods * PERIOD_SECONDS) / 3600).toFixed(1))} hours`;
}
