import { fitCapacity } from '../../model/policies/predictive-scaling/capacity-fit.ts';
import type { History } from './history.ts';
import { historyHours } from './history-hours.ts';

/**
 * What CloudWatch's PredictiveScalingMetricPairCorrelation would say of a history's
 * requests and utilisation: how well the utilisation follows the load per instance,
 * hour by hour; near 1 where they belong together, NaN where one of them does not vary.
 */
export function pairCorrelation(history: History): number {
  const { requests, utilization, instances } = historyHours(history);
  return fitCapacity(requests, utilization, instances)?.correlation ?? Number.NaN;
}
