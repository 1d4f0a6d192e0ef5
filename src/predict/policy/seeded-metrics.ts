import type { MetricDataQuery } from '../../model/metric-math/query.ts';
import type { MetricSpecification } from '../../model/policies/predictive-scaling/configuration.ts';
import { GROUP_DIMENSION, HISTORY_METRICS } from '../history/metric-data.ts';

/** Where a history was seeded. */
export interface SeededGroup {
  readonly namespace: string;
  readonly group: string;
}

/** What a policy measures the load by: CPU, with a target in percent; or requests, with a target per instance and minute. */
export type LoadKind = 'cpu' | 'requests';

/** A metric specification that lacks its target. */
export type PolicyMetrics = Omit<MetricSpecification, 'TargetValue'>;

/**
 * The metrics of a policy that trains on a seeded history alone.
 *
 * Load: demand of the whole group, whatever its size. Scaling metric: mean over the
 * instances. Source: EC2 Auto Scaling user guide, "Advanced predictive scaling policy using
 * custom metrics", prerequisites.
 */
export function seededMetrics(seed: SeededGroup, kind: LoadKind): PolicyMetrics {
  const { load, scaling, capacity } = seededQueries(seed, kind, 'load', 'scaling', 'capacity');
  return customized([load], [scaling], [capacity]);
}

/** The three series of a seeded history, each under an Id of its own. */
export function seededQueries(
  { namespace, group }: SeededGroup,
  kind: LoadKind,
  ...[loadId, scalingId, capacityId]: readonly [string, string, string]
) {
  const query = (Id: string, MetricName: string, Stat: string): MetricDataQuery => ({
    Id,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName,
        Dimensions: [{ Name: GROUP_DIMENSION, Value: group }],
      },
      Stat,
    },
    ReturnData: true,
  });
  const isCpu = kind === 'cpu';
  const { utilization, requests, requestsPerTarget, instances } = HISTORY_METRICS;
  return {
    load: query(loadId, isCpu ? utilization : requests, 'Sum'),
    scaling: query(scalingId, isCpu ? utilization : requestsPerTarget, 'Average'),
    capacity: query(capacityId, instances, 'Average'),
  };
}

/** Queries in the places of a metric specification. */
export function customized(
  load: readonly MetricDataQuery[],
  scaling: readonly MetricDataQuery[],
  capacity: readonly MetricDataQuery[],
): PolicyMetrics {
  return {
    CustomizedLoadMetricSpecification: { MetricDataQueries: load },
    CustomizedScalingMetricSpecification: { MetricDataQueries: scaling },
    CustomizedCapacityMetricSpecification: { MetricDataQueries: capacity },
  };
}
