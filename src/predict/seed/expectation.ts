import { HISTORY_HOURS, HORIZON_HOURS, LEAST_HISTORY_HOURS } from '../../forecast/cadence.ts';
import { capacityFor, fitCapacity } from '../../model/policies/predictive-scaling/capacity-fit.ts';
import { forecastFrom } from '../forecast-from.ts';
import type { History } from '../history/history.ts';
import { historyHours } from '../history/history-hours.ts';
import { pairCorrelation } from '../history/pair-correlation.ts';

/** What a predictive policy would make of a history, by our surrogate of AWS's forecaster. */
export interface Expectation {
  /** Of the utilisation, in percent. */
  readonly target: number;
  /** Of the policy's pair, utilisation as Average and as Sum: 1 unless something is wrong. */
  readonly metricPairCorrelation: number;
  /** Of the requests per instance with the utilisation: how well the history hangs together. */
  readonly requestsCorrelation: number;
  /** Epoch seconds of the first hour that is forecast. */
  readonly start: number;
  /** The load metric's hourly sums. */
  readonly load: Float64Array;
  /** Instances for each hour. */
  readonly capacity: Float64Array;
}

/**
 * The forecast and the capacity to expect of a policy with the seeded metrics: load the
 * hourly sum of the utilisation over all instances, scaling metric its average, capacity
 * the instances.
 *
 * @param target percent of utilisation
 * @returns undefined where AWS would not forecast: less than a day, or nothing but zeros
 */
export function expectForecast(history: History, target: number): Expectation | undefined {
  const { demand, utilization, instances } = historyHours(history);
  const fit = fitCapacity(demand, utilization, instances);
  if (demand.length < LEAST_HISTORY_HOURS || fit === undefined) return undefined;
  const { firstHour, values } = forecastFrom(
    { startHour: history.start / 3600, requests: demand },
    {
      horizon: HORIZON_HOURS,
      history: HISTORY_HOURS,
      quantiles: [],
      at: undefined,
      forecaster: 'plimsoll',
    },
  );
  return {
    target,
    metricPairCorrelation: fit.correlation,
    requestsCorrelation: pairCorrelation(history),
    start: 3600 * firstHour,
    load: values,
    capacity: values.map((sum) => capacityFor(sum, target, fit)),
  };
}
