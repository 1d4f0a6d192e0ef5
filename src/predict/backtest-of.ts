import type { HourlyLoad } from '../curve/hours.ts';
import { PlimsollError } from '../error.ts';
import { LEAST_HISTORY_HOURS } from '../forecast/cadence.ts';
import { type Predictability, predictability } from './predictability.ts';

export interface BacktestSettings {
  /** Hours ahead. */
  readonly horizon: number;
  /** Hours back; a shorter load is backtested with less. */
  readonly history: number;
  /** Requests per second; undefined: a twentieth of the peak hour's. */
  readonly perInstance: number | undefined;
}

/** A load's predictability, and what it was measured with. */
export interface LoadBacktest extends Predictability {
  readonly startHour: number;
  readonly hours: number;
  readonly knownHours: number;
  readonly historyHours: number;
  readonly horizonHours: number;
  readonly requestsPerSecondPerInstance: number;
}

/**
 * Backtests a load; where it is too short for the history that was asked for, with as
 * much as leaves a day of forecasts to judge.
 *
 * Throws a `PlimsollError` (`bad-file`) where less than a day of history would be left.
 */
export function backtestOf(
  { startHour, requests }: HourlyLoad,
  { horizon, history, perInstance }: BacktestSettings,
  source: string,
): LoadBacktest {
  const hours = requests.length;
  const historyHours = Math.min(history, hours - horizon - JUDGED_HOURS);
  if (historyHours < LEAST_HISTORY_HOURS)
    throw new PlimsollError(
      'bad-file',
      `${source}: ${hours} whole hours are too few for a backtest ${horizon} hours ahead; give ${LEAST_HISTORY_HOURS + horizon + JUDGED_HOURS} or more`,
    );
  const peak = requests.reduce((high, load) => (load > high ? load : high), 0);
  if (peak === 0)
    throw new PlimsollError(
      'bad-file',
      `${source}: the load is zero throughout; there is nothing to forecast`,
    );
  const rate = perInstance ?? peak / 3600 / PEAK_INSTANCES;
  return {
    startHour,
    hours,
    knownHours: requests.reduce((count, load) => count + (Number.isNaN(load) ? 0 : 1), 0),
    historyHours,
    horizonHours: horizon,
    requestsPerSecondPerInstance: rate,
    ...predictability(requests, {
      requestsPerInstanceHour: 3600 * rate,
      history: historyHours,
      horizon,
    }),
  };
}

const JUDGED_HOURS = 24;
const PEAK_INSTANCES = 20;
