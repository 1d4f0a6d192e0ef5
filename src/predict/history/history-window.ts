import { PlimsollError } from '../../error.ts';
import { LEAST_HISTORY_HOURS } from '../../forecast/cadence.ts';
import { OLDEST_SECONDS } from '../../model/metric-limits.ts';
import { PERIOD_SECONDS } from './history.ts';

/** The stretch of time that a history covers: whole hours of UTC. */
export interface HistoryWindow {
  /** Epoch seconds at which the first period begins. */
  readonly start: number;
  readonly periods: number;
}

/**
 * The window of so many hours that ends with the last full hour, so that no clock
 * hour is there in part.
 *
 * Throws a `PlimsollError` (`usage`) for fewer hours than AWS forecasts from, and for
 * more than PutMetricData takes: two weeks, less the hour that may just have begun and one to put it in.
 *
 * @param now epoch seconds
 * @param given the option and its value, for messages
 */
export function historyWindow(hours: number, now: number, given: string): HistoryWindow {
  const refuse = (why: string) => new PlimsollError('usage', `${given} ${why}`);
  if (Math.abs(hours - Math.round(hours)) > ROUNDING)
    throw refuse('is not whole hours, and AWS reads a history by the hour; give, for example, 13d');
  if (hours < LEAST_HISTORY_HOURS - ROUNDING)
    throw refuse(
      `is less than ${LEAST_HISTORY_HOURS} hours, and predictive scaling makes no forecast from less; give 1d or more`,
    );
  if (hours > MOST_HOURS + ROUNDING)
    throw refuse(
      'reaches back more than 13 days and 22 hours, and PutMetricData takes what is two weeks old at the most; give 13d22h or less',
    );
  const end = Math.floor(now / HOUR) * HOUR;
  const seconds = Math.round(hours) * HOUR;
  return { start: end - seconds, periods: seconds / PERIOD_SECONDS };
}

/** Epoch seconds at which the last period ends. */
export function windowEnd({ start, periods }: HistoryWindow): number {
  return start + periods * PERIOD_SECONDS;
}

const HOUR = 3600;
/** With the hour that has just begun, an hour is to spare until all of it is put: a plan of it is taken too. */
const MOST_HOURS = OLDEST_SECONDS / HOUR - 2;
/** What a fraction of a day may lack of a whole hour: 13.916667 days are 13 d 22 h. */
const ROUNDING = 1e-3;
