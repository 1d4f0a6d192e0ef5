import { isDeepStrictEqual } from 'node:util';
import { shown } from '../../curve/shown.ts';
import { PlimsollError } from '../../error.ts';
import { checkConfiguration } from '../../model/policies/predictive-scaling/check-configuration.ts';
import type { PredictiveScalingConfiguration } from '../../model/policies/predictive-scaling/configuration.ts';
import { metricQueries } from '../../model/policies/predictive-scaling/metric-queries.ts';
import { type LaunchLimit, launchLimit } from './launch-limit.ts';
import {
  predictiveAmong,
  type ScalingDesk,
  type ScalingGroup,
  type StandingPolicy,
} from './scaling-desk.ts';

export interface PolicyWish {
  readonly group: string;
  readonly name: string;
  /** In ForecastOnly. */
  readonly configuration: PredictiveScalingConfiguration;
  /** Whether the group is to be scaled by the forecast. */
  readonly scales: boolean;
  /** Of the group's instances, for their price, where the group does not say. */
  readonly instanceType?: string | undefined;
}

/** What putting a policy would change, to be shown before it is done. */
export interface PolicyChange {
  readonly group: ScalingGroup;
  readonly name: string;
  readonly configuration: PredictiveScalingConfiguration;
  /** The mode of the policy that it replaces; undefined where there is none of that name. */
  readonly replaces: 'ForecastOnly' | 'ForecastAndScale' | undefined;
  /** Given where the group is to be scaled by the forecast. */
  readonly limit: LaunchLimit | undefined;
  /** What may make the policy other than it was meant. */
  readonly warnings: readonly string[];
}

/**
 * Looks at what stands and says what putting a policy would change. Changes nothing.
 *
 * Throws a `PlimsollError` (`usage`) where there is no such group, where the name is another
 * policy's, where another policy of the group scales already, or where nobody can say how much the policy could launch.
 *
 * @param now epoch seconds
 */
export async function planPolicyChange(
  desk: ScalingDesk,
  { group: groupName, name, configuration, scales, instanceType }: PolicyWish,
  now: number,
): Promise<PolicyChange> {
  const group = await desk.group(groupName);
  const all = await desk.policies(groupName);
  refuseOtherType(all, name);
  const standing = predictiveAmong(all);
  const same = standing.find((policy) => policy.name === name);
  if (scales) refuseSecond(standing, name);
  const forecast =
    scales && same !== undefined && forecastsFor(same, configuration)
      ? await desk.forecast(groupName, name, hourOf(now), now + HORIZON_SECONDS)
      : undefined;
  return {
    group,
    name,
    configuration: scales ? { ...configuration, Mode: 'ForecastAndScale' } : configuration,
    replaces: same === undefined ? undefined : modeOf(same),
    limit: scales ? launchLimit(group, configuration, forecast, instanceType) : undefined,
    warnings: [...targetWarnings(configuration), ...metricWarnings(group, configuration)],
  };
}

const HORIZON_SECONDS = 48 * 3600;

/** A forecast of the hour under way acts at once, and is stamped where that began. */
function hourOf(now: number): number {
  return 3600 * Math.floor(now / 3600);
}

/** A policy's name is the group's: what bears it would be replaced, whatever it does. */
function refuseOtherType(all: readonly StandingPolicy[], name: string): void {
  const other = all.find((policy) => policy.name === name && policy.type !== 'PredictiveScaling');
  if (other === undefined) return;
  throw new PlimsollError(
    'usage',
    `--name ${shown(name)}: the group has a policy of that name, of type ${other.type}: give another name`,
  );
}

/** Whether what a policy forecasts is what the other would: by the same metrics, with the same target. */
function forecastsFor(
  standing: StandingPolicy,
  { MetricSpecifications }: PredictiveScalingConfiguration,
): boolean {
  const checked = checkConfiguration(standing.configuration, 'any').configuration;
  return isDeepStrictEqual(checked?.MetricSpecifications, MetricSpecifications);
}

/** Of several predictive policies, one at most may scale. Source: EC2 Auto Scaling user guide, predictive scaling, limitations. */
function refuseSecond(standing: readonly StandingPolicy[], name: string): void {
  const other = standing.find(
    (policy) => policy.name !== name && modeOf(policy) === 'ForecastAndScale',
  );
  if (other === undefined) return;
  throw new PlimsollError(
    'usage',
    `policy ${shown(other.name)} of this group scales by its forecast already, and one may: put that one in ForecastOnly first, or remove it`,
  );
}

/** As AWS holds it; what cannot be read is taken for the mode that acts. */
export function modeOf({ configuration }: StandingPolicy): 'ForecastOnly' | 'ForecastAndScale' {
  const checked = checkConfiguration(configuration, 'any').configuration;
  return checked === undefined ? 'ForecastAndScale' : (checked.Mode ?? 'ForecastOnly');
}

/** An instance that is to be busier than it can be gets too few beside it. */
function targetWarnings({ MetricSpecifications }: PredictiveScalingConfiguration): string[] {
  const [specification] = MetricSpecifications;
  const isCpu = metricQueries(specification).scaling.some(
    ({ MetricStat }) => MetricStat?.Metric.MetricName === 'CPUUtilization',
  );
  if (!isCpu || specification.TargetValue <= 100) return [];
  return [
    `a target of ${specification.TargetValue} percent of CPU is never reached: give one below 100`,
  ];
}

function metricWarnings(
  { name, enabledMetrics }: ScalingGroup,
  configuration: PredictiveScalingConfiguration,
): string[] {
  const { load, scaling, capacity } = metricQueries(configuration.MetricSpecifications[0], name);
  const needed = [...load, ...scaling, ...capacity].flatMap(({ MetricStat }) =>
    MetricStat?.Metric.Namespace === 'AWS/AutoScaling' ? [MetricStat.Metric.MetricName] : [],
  );
  const missing = [...new Set(needed)].filter((metric) => !enabledMetrics.includes(metric));
  return missing.map(
    (metric) =>
      `the group does not send ${metric}: aws autoscaling enable-metrics-collection --auto-scaling-group-name ${name} --granularity 1Minute`,
  );
}
