import { BOOLEAN, INTEGER, list, NUMBER, oneOf, structure, TEXT, text } from '../shape/shape.ts';
import { DIMENSIONS, METRIC, NAME, UNIT } from './metric-shapes.ts';

/** Source of all shapes: Amazon CloudWatch API reference, PutMetricAlarm and MetricAlarm. */
const ACTIONS = list(text(1, 1024), 5);

/** A query of GetMetricData or of an alarm. */
export const QUERY = structure(
  {
    MetricStat: structure({ Unit: UNIT }, { Metric: METRIC, Period: INTEGER, Stat: TEXT }),
    Expression: text(1, 2048),
    Label: TEXT,
    ReturnData: BOOLEAN,
    Period: INTEGER,
    AccountId: TEXT,
  },
  { Id: text(1, 255) },
);

export const STATE = oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA');

/** What PutMetricAlarm takes and DescribeAlarms gives back. */
export const ALARM = structure(
  {
    AlarmDescription: text(0, 1024),
    ActionsEnabled: BOOLEAN,
    OKActions: ACTIONS,
    AlarmActions: ACTIONS,
    InsufficientDataActions: ACTIONS,
    MetricName: NAME,
    Namespace: NAME,
    Statistic: oneOf('SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'),
    ExtendedStatistic: TEXT,
    Dimensions: DIMENSIONS,
    Period: INTEGER,
    Unit: UNIT,
    DatapointsToAlarm: INTEGER,
    Threshold: NUMBER,
    TreatMissingData: oneOf('missing', 'ignore', 'breaching', 'notBreaching'),
    EvaluateLowSampleCountPercentile: text(1, 255),
    Metrics: list(QUERY),
  },
  {
    AlarmName: text(1, 255),
    EvaluationPeriods: INTEGER,
    ComparisonOperator: oneOf(
      'GreaterThanOrEqualToThreshold',
      'GreaterThanThreshold',
      'LessThanThreshold',
      'LessThanOrEqualToThreshold',
    ),
  },
);
