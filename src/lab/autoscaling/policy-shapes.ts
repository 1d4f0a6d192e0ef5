import { TRACKING_TYPES } from '../../model/policies/policy.ts';
import {
  LOAD_TYPES,
  PAIR_TYPES,
  SCALING_TYPES,
} from '../../model/policies/predictive-scaling/configuration.ts';
import { UNIT } from '../cloudwatch/metric-shapes.ts';
import {
  BOOLEAN,
  INTEGER,
  list,
  NUMBER,
  type Of,
  oneOf,
  structure,
  TEXT,
  text,
} from '../shape/shape.ts';

/** Source of all shapes: Amazon EC2 Auto Scaling API reference. */
export const NAME = text(1, 255);

const DIMENSIONS = list(structure({}, { Name: TEXT, Value: TEXT }));
const METRIC = structure({ Dimensions: DIMENSIONS }, { Namespace: TEXT, MetricName: TEXT });

/** Of target tracking; a Period of predictive scaling's is read too, so that it can be refused. */
const QUERIES = list(
  structure(
    {
      Expression: TEXT,
      MetricStat: structure({ Unit: UNIT, Period: INTEGER }, { Metric: METRIC, Stat: TEXT }),
      Label: TEXT,
      Period: INTEGER,
      ReturnData: BOOLEAN,
    },
    { Id: TEXT },
  ),
);

const TARGET_TRACKING = structure(
  {
    PredefinedMetricSpecification: predefined(TRACKING_TYPES),
    CustomizedMetricSpecification: structure({
      MetricName: TEXT,
      Namespace: TEXT,
      Dimensions: DIMENSIONS,
      Statistic: oneOf('Average', 'Minimum', 'Maximum', 'SampleCount', 'Sum'),
      Unit: UNIT,
      Period: INTEGER,
      Metrics: QUERIES,
    }),
    DisableScaleIn: BOOLEAN,
  },
  { TargetValue: NUMBER },
);
export type CustomizedMetric = NonNullable<
  Of<typeof TARGET_TRACKING>['CustomizedMetricSpecification']
>;

function predefined<const Type extends string>(types: readonly Type[]) {
  return structure({ ResourceLabel: text(1, 1023) }, { PredefinedMetricType: oneOf(...types) });
}

const CUSTOMIZED = structure({}, { MetricDataQueries: QUERIES });

/** What one metric specification of a predictive policy may hold. */
export const METRIC_SPECIFICATION = structure(
  {
    PredefinedMetricPairSpecification: predefined(PAIR_TYPES),
    PredefinedScalingMetricSpecification: predefined(SCALING_TYPES),
    PredefinedLoadMetricSpecification: predefined(LOAD_TYPES),
    CustomizedScalingMetricSpecification: CUSTOMIZED,
    CustomizedLoadMetricSpecification: CUSTOMIZED,
    CustomizedCapacityMetricSpecification: CUSTOMIZED,
  },
  { TargetValue: NUMBER },
);

const PREDICTIVE_SCALING = structure(
  {
    Mode: oneOf('ForecastAndScale', 'ForecastOnly'),
    SchedulingBufferTime: INTEGER,
    MaxCapacityBreachBehavior: oneOf('HonorMaxCapacity', 'IncreaseMaxCapacity'),
    MaxCapacityBuffer: INTEGER,
  },
  { MetricSpecifications: list(METRIC_SPECIFICATION) },
);

/** What PutScalingPolicy takes and DescribePolicies gives back. */
const POLICY = {
  PolicyType: oneOf('SimpleScaling', 'StepScaling', 'TargetTrackingScaling', 'PredictiveScaling'),
  AdjustmentType: oneOf('ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity'),
  MinAdjustmentStep: INTEGER,
  MinAdjustmentMagnitude: INTEGER,
  ScalingAdjustment: INTEGER,
  Cooldown: INTEGER,
  StepAdjustments: list(
    structure(
      { MetricIntervalLowerBound: NUMBER, MetricIntervalUpperBound: NUMBER },
      { ScalingAdjustment: INTEGER },
    ),
  ),
  MetricAggregationType: oneOf('Minimum', 'Maximum', 'Average'),
  EstimatedInstanceWarmup: INTEGER,
  TargetTrackingConfiguration: TARGET_TRACKING,
  Enabled: BOOLEAN,
  PredictiveScalingConfiguration: PREDICTIVE_SCALING,
};

export const PUT_POLICY = structure(POLICY, { AutoScalingGroupName: NAME, PolicyName: NAME });
export type PutPolicy = Of<typeof PUT_POLICY>;

export const ALARMS = list(structure({}, { AlarmName: TEXT, AlarmARN: TEXT }));

export const DESCRIBED_POLICY = structure(
  { ...POLICY, PolicyARN: TEXT, Alarms: ALARMS },
  { AutoScalingGroupName: NAME, PolicyName: NAME },
);
