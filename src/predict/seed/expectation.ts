import { HISTORY_HOURS, HORIZON_HOURS, LEAST_HISTORY_HOURS } from '../../forecast/cadence.ts';
import { capacityFor, fitCapacity } from '../../model/policies/predictive-scaling/capacity-fit.ts';
import { forecastFrom } from '../forecast-from.ts';
import { type History, PERIOD_SECONDS } from '../history/history.ts';

/** What a predictive policy would make of a history, by our surrogate of AWS's forecaster. */
export interface Expectation {
  /** Of the utilisation, in percent. */
  readonly target: number;
  /** Of the scaling metric with the load per instance, as PredictiveScalingMetricPairCorrelation; near 1 is good. */
  readonly correlation: number;
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
  const hours = Math.floor(history.instances.length / PERIODS_AN_HOUR);
  const load = new Float64Array(hours);
  const scaling = new Float64Array(hours);
  const capacity = new Float64Array(hours);
  for (let hour = 0; hour < hours; hour++) {
    let samples = 0;
    for (let period = hour * PERIODS_AN_HOUR; period < (hour + 1) * PERIODS_AN_HOUR; period++) {
      samples += history.instances[period];
      load[hour] += history.instances[period] * history.utilizationPercent[period];
    }
    // CloudWatch's Average is over all samples, an instance's five minutes each.
    scaling[hour] = load[hour] / samples;
    capacity[hour] = samples / PERIODS_AN_HOUR;
  }
  const fit = fitCapacity(load, scaling, capacity);
  if (hours < LEAST_HISTORY_HOURS || fit === undefined) return undefined;
  const forecast = forecastFrom(
    { startHour: history.start / 3600, requests: load },
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
    correlation: fit.correlation,
    start: 3600 * forecast.firstHour,
    load: forecast.values,
    capacity: forecast.values.map((sum) => capacityFor(sum, target, fit)),
  };
}

const PERIODS_AN_HOUR = 3600 / PERIOD_SECONDS;
