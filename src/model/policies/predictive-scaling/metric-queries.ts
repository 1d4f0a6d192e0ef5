import type { MetricDataQuery } from '../../metric-math/query.ts';
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
 */
export function metricQueries(specification: MetricSpecification): MetricQueries {
  const pair = specification.PredefinedMetricPairSpecification;
  const load = specification.PredefinedLoadMetricSpecification;
  const scaling = specification.PredefinedScalingMetricSpecification;
  const loadType = pair ? PAIRS[pair.PredefinedMetricType].load : load?.PredefinedMetricType;
  const scalingType = pair
    ? PAIRS[pair.PredefinedMetricType].scaling
    : scaling?.PredefinedMetricType;
  return {
    load: loadType
      ? LOAD[loadType]
      : (specification.CustomizedLoadMetricSpecification?.MetricDataQueries ?? []),
    scaling: scalingType
      ? SCALING[scalingType]
      : (specification.CustomizedScalingMetricSpecification?.MetricDataQueries ?? []),
    capacity: specification.CustomizedCapacityMetricSpecification?.MetricDataQueries ?? IN_SERVICE,
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

const LOAD: Readonly<Record<LoadType, readonly MetricDataQuery[]>> = {
  ASGTotalCPUUtilization: one('AWS/EC2', 'CPUUtilization', 'Sum'),
  ASGTotalNetworkIn: one('AWS/EC2', 'NetworkIn', 'Sum'),
  ASGTotalNetworkOut: one('AWS/EC2', 'NetworkOut', 'Sum'),
  ALBTargetGroupRequestCount: one('AWS/ApplicationELB', 'RequestCount', 'Sum'),
};

const SCALING: Readonly<Record<ScalingType, readonly MetricDataQuery[]>> = {
  ASGAverageCPUUtilization: one('AWS/EC2', 'CPUUtilization', 'Average'),
  ASGAverageNetworkIn: one('AWS/EC2', 'NetworkIn', 'Average'),
  ASGAverageNetworkOut: one('AWS/EC2', 'NetworkOut', 'Average'),
  // A datapoint a minute, and the target is per minute: the mean of the minutes, whatever the period.
  ALBRequestCountPerTarget: one('AWS/ApplicationELB', 'RequestCountPerTarget', 'Average'),
};

const IN_SERVICE = one('AWS/AutoScaling', 'GroupInServiceInstances', 'Average');

function one(Namespace: string, MetricName: string, Stat: string): readonly MetricDataQuery[] {
  return [{ Id: 'm1', MetricStat: { Metric: { Namespace, MetricName }, Stat }, ReturnData: true }];
}
