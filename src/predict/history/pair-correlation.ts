import { fitCapacity } from '../../model/policies/predictive-scaling/capacity-fit.ts';
import { type History, PERIOD_SECONDS } from './history.ts';

/**
 * What CloudWatch's PredictiveScalingMetricPairCorrelation would say of a history's
 * requests and utilisation: how well the utilisation follows the load per instance,
 * hour by hour; near 1 where they belong together, NaN where one of them does not vary.
 */
export function pairCorrelation({ requests, instances, utilizationPercent }: History): number {
  const hours = requests.length / PERIODS_AN_HOUR;
  const load = new Float64Array(hours);
  const scaling = new Float64Array(hours);
  const capacity = new Float64Array(hours);
  for (let hour = 0; hour < hours; hour++) {
    let samples = 0;
    let sum = 0;
    for (let i = hour * PERIODS_AN_HOUR; i < (hour + 1) * PERIODS_AN_HOUR; i++) {
      load[hour] += requests[i];
      samples += instances[i];
      sum += instances[i] * utilizationPercent[i];
    }
    scaling[hour] = sum / samples;
    capacity[hour] = samples / PERIODS_AN_HOUR;
  }
  return fitCapacity(load, scaling, capacity)?.correlation ?? Number.NaN;
}

const PERIODS_AN_HOUR = 3600 / PERIOD_SECONDS;
