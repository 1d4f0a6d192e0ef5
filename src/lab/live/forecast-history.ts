import type { MetricHistory } from '../../model/policies/predictive-scaling/hourly-metrics.ts';
import { mathSource } from '../cloudwatch/math-source.ts';
import type { MetricStore } from '../cloudwatch/metric-store.ts';

/**
 * What predictive policies learn from: all that CloudWatch shows. An hour of the load
 * that has a datapoint is known; what AWS makes of one that lacks some is not published.
 *
 * @param now epoch milliseconds
 */
export function forecastHistory(store: MetricStore, now: () => number): MetricHistory {
  return { during: (span) => mathSource(store, span, now()) };
}
