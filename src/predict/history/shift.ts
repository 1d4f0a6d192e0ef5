import { PERIOD_SECONDS } from './history.ts';
import { type HistoryWindow, windowEnd } from './history-window.ts';
import { PERIODS_A_DAY, PERIODS_A_WEEK, type PeriodLoad } from './period-load.ts';

export interface ShiftedLoad {
  /** Covers the window. */
  readonly load: PeriodLoad;
  /** By how many weeks the load was moved; negative: backwards. */
  readonly weeks: number;
  /** Periods in which a part of the load came a second time. */
  readonly repeatedPeriods: number;
}

/**
 * Moves a load by whole weeks, so that every hour of the week stays what it is, until
 * it reaches the window's end: the fewest weeks that do, and what lies beyond is left
 * out. Where it is too short for the window its last week stands in, and of a load of
 * less than a week its last day, hour for hour.
 */
export function shiftTo(window: HistoryWindow, load: PeriodLoad): ShiftedLoad {
  const { requestsPerSecond } = load;
  const count = requestsPerSecond.length;
  // Where the window begins, counted in periods from the load's beginning.
  const offset = (window.start - load.start) / PERIOD_SECONDS;
  const loadEnd = load.start + count * PERIOD_SECONDS;
  const weeks = Math.ceil((windowEnd(window) - loadEnd) / WEEK_SECONDS) + 0; // -0 becomes 0
  let repeatedPeriods = 0;
  const rates = new Float64Array(window.periods);
  for (let i = 0; i < window.periods; i++) {
    const at = offset - weeks * PERIODS_A_WEEK + i;
    const from = at >= 0 ? at : standIn(at, count);
    if (from !== at) repeatedPeriods++;
    rates[i] = requestsPerSecond[from];
  }
  return { load: { start: window.start, requestsPerSecond: rates }, weeks, repeatedPeriods };
}

/** The same time of the last week, or else of the last day. */
function standIn(at: number, count: number): number {
  const ofWeek = intoLast(PERIODS_A_WEEK, at, count);
  return ofWeek >= 0 ? ofWeek : intoLast(PERIODS_A_DAY, at, count);
}

/** The index in [count − period, count) that is as many whole periods later. */
function intoLast(period: number, at: number, count: number): number {
  const beforeEnd = (((count - at - 1) % period) + period) % period;
  return count - 1 - beforeEnd;
}

const WEEK_SECONDS = PERIODS_A_WEEK * PERIOD_SECONDS;
