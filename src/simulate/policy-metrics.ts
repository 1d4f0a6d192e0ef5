import type { MetricStore } from '../model/metric.ts';
import type { CustomizedMetricSpecification, MetricAlarm } from '../model/policies/policy.ts';
import type { PolicyMetrics } from '../model/policies/start-policies.ts';
import { trackedMetric } from '../model/policies/target-tracking.ts';

/** The metrics of policies are those that the simulation measures. */
export function policyMetrics(
  metrics: MetricStore,
): PolicyMetrics<CustomizedMetricSpecification, MetricAlarm> {
  return {
    tracked: (policy) => metrics.metric(trackedMetric(policy)),
    watched: ({ MetricName }) => metrics.metric(MetricName),
  };
}
