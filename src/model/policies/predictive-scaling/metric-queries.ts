import type { MetricName } from '../../metric.ts';
import type { MetricDataQuery } from '../../metric-math/query.ts';
import { predefinedMetric } from '../predefined-metric.ts';
import type { LoadType, MetricSpecification, PairType, ScalingType } from './configuration.ts';

/** The three series that a predictive policy learns from. */
export interface MetricQueries {
  readonly load: readonly MetricDataQuery[];
  readonly scaling: readonly MetricDataQuery[];
  readonly capacity: readonly MetricDataQuery[];
}

/**
 * What a metric specification asks CloudWatch for.
 *
 * Source: EC2 Auto Scaling API reference, PredictiveScalingMetricSpecification; that
 * the capacity is GroupInServiceInstances where no metric is given is our assumption.
 *
 * @param groupName the dimension of the group's own metrics
 */
export function metricQueries(specification: MetricSpecification, groupName = ''): MetricQueries {
  const pair = specification.PredefinedMetricPairSpecification;
  const load = specification.PredefinedLoadMetricSpecification;
  const scaling = specification.PredefinedScalingMetricSpecification;
  const loadType = pair ? PAIRS[pair.PredefinedMetricType].load : load?.PredefinedMetricType;
  const scalingType = pair
    ? PAIRS[pair.PredefinedMetricType].scaling
    : scaling?.PredefinedMetricType;
  const query = ({ MetricName, Stat }: Predefined, label: string | undefined) => [
    {
      Id: 'm1',
      MetricStat: { Metric: predefinedMetric(MetricName, groupName, label), Stat },
      ReturnData: true,
    },
  ];
  return {
    load: loadType
      ? query(LOAD[loadType], (pair ?? load)?.ResourceLabel)
      : (specification.CustomizedLoadMetricSpecification?.MetricDataQueries ?? []),
    scaling: scalingType
      ? query(SCALING[scalingType], (pair ?? scaling)?.ResourceLabel)
      : (specification.CustomizedScalingMetricSpecification?.MetricDataQueries ?? []),
    capacity:
      specification.CustomizedCapacityMetricSpecification?.MetricDataQueries ??
      query(IN_SERVICE, undefined),
  };
}

const PAIRS: Readonly<
  Record<PairType, { readonly load: LoadType; readonly scaling: ScalingType }>
> = {
  ASGCPUUtilization: { load: 'ASGTotalCPUUtilization', scaling: 'ASGAverageCPUUtilization' },
  ASGNetworkIn: { load: 'ASGTotalNetworkIn', scaling: 'ASGAverageNetworkIn' },
  ASGNetworkOut: { load: 'ASGTotalNetworkOut', scaling: 'ASGAverageNetworkOut' },
  ALBRequestCount: { load: 'ALBTargetGroupRequestCount', scaling: 'ALBRequestCountPerTarget' },
};

interface Predefined {
  readonly MetricName: MetricName;
  readonly Stat: 'Sum' | 'Average';
}

const LOAD: Readonly<Record<LoadType, Predefined>> = {
  ASGTotalCPUUtilization: { MetricName: 'CPUUtilization', Stat: 'Sum' },
  ASGTotalNetworkIn: { MetricName: 'NetworkIn', Stat: 'Sum' },
  ASGTotalNetworkOut: { MetricName: 'NetworkOut', Stat: 'Sum' },
  ALBTargetGroupRequestCount: { MetricName: 'RequestCount', Stat: 'Sum' },
};

const SCALING: Readonly<Record<ScalingType, Predefined>> = {
  ASGAverageCPUUtilization: { MetricName: 'CPUUtilization', Stat: 'Average' },
  ASGAverageNetworkIn: { MetricName: 'NetworkIn', Stat: 'Average' },
  ASGAverageNetworkOut: { MetricName: 'NetworkOut', Stat: 'Average' },
  // A datapoint a minute, and the target is per minute: the mean of the minutes, whatever the period.
  ALBRequestCountPerTarget: { MetricName: 'RequestCountPerTarget', Stat: 'Average' },
};

const IN_SERVICE: Predefined = { MetricName: 'GroupInServiceInstances', Stat: 'Average' };
