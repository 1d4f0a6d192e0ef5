import type { MetricName } from '../../model/metric.ts';
import type { MetricDataQuery } from '../../model/metric-math/query.ts';
import type { MetricIdentity } from '../../model/metric-math/search/search.ts';
import type { AlarmDefinition } from '../../model/policies/policy.ts';
import { predefinedMetric } from '../../model/policies/predefined-metric.ts';
import { PREDEFINED } from '../../model/policies/target-tracking.ts';
import type { AlarmSettings } from './alarm-settings.ts';
import type { PolicySettings } from './policy-settings.ts';

/** A metric, or metric math, that an alarm or a policy watches. */
export interface Watched {
  readonly name: string;
  readonly queries: readonly MetricDataQuery[];
}

/** What a target tracking policy follows. */
export function trackedBy({
  AutoScalingGroupName,
  TargetTrackingConfiguration: { PredefinedMetricSpecification, CustomizedMetricSpecification } = {
    TargetValue: Number.NaN,
  },
}: Pick<PolicySettings, 'AutoScalingGroupName' | 'TargetTrackingConfiguration'>): Watched {
  if (PredefinedMetricSpecification !== undefined) {
    const { PredefinedMetricType, ResourceLabel } = PredefinedMetricSpecification;
    const name: MetricName = PREDEFINED[PredefinedMetricType];
    const metric = predefinedMetric(name, AutoScalingGroupName, ResourceLabel);
    return one(metric, name === 'RequestCountPerTarget' ? 'Sum' : 'Average');
  }
  const { Metrics, Statistic = 'Average', Unit, ...metric } = CustomizedMetricSpecification ?? {};
  return Metrics === undefined ? one(metric, Statistic, Unit) : math(Metrics);
}

/** What an alarm watches. */
export function watchedBy({
  Metrics,
  Statistic,
  ExtendedStatistic,
  Unit,
  ...metric
}: AlarmSettings): Watched {
  if (Metrics === undefined) return one(metric, Statistic ?? ExtendedStatistic ?? 'Average', Unit);
  return math(Metrics);
}

/**
 * An alarm as the model knows it. A percentile and metric math are of one minute, and
 * there the column's value is the datapoint, whatever the statistic.
 */
export function alarmDefinition(settings: AlarmSettings): AlarmDefinition {
  const {
    Statistic = 'Average',
    Period = 60,
    Threshold = Number.NaN,
    AlarmActions = [],
  } = settings;
  return { ...settings, Statistic, Period, Threshold, AlarmActions };
}

interface Metric {
  readonly Namespace?: string | undefined;
  readonly MetricName?: string | undefined;
  readonly Dimensions?: MetricIdentity['Dimensions'];
}

function one(
  { Namespace = '', MetricName = '', Dimensions }: Metric,
  Stat: string,
  Unit?: string,
): Watched {
  const Metric = { Namespace, MetricName, Dimensions };
  return { name: MetricName, queries: [{ Id: 'm1', MetricStat: { Metric, Stat, Unit } }] };
}

type Query = Omit<MetricDataQuery, 'MetricStat'> & {
  readonly MetricStat?:
    | {
        readonly Metric: Metric;
        readonly Stat: string;
        readonly Period?: number | undefined;
        readonly Unit?: string | undefined;
      }
    | undefined;
};

/** Named after what it returns. */
function math(given: readonly Query[]): Watched {
  const queries = queriesOf(given);
  const returned = queries.find(({ ReturnData }) => ReturnData !== false);
  return { name: returned?.Label ?? returned?.Id ?? '', queries };
}

/** Queries of which every metric has a name. */
export function queriesOf(given: readonly Query[]): readonly MetricDataQuery[] {
  return given.map(({ MetricStat, ...query }) => ({
    ...query,
    ...(MetricStat && { MetricStat: { ...MetricStat, Metric: named(MetricStat.Metric) } }),
  }));
}

function named({ Namespace = '', MetricName = '', Dimensions }: Metric) {
  return { Namespace, MetricName, Dimensions };
}
