import type { MetricDataQuery } from '../model/metric-math/query.ts';
import { metricQueries } from '../model/policies/predictive-scaling/metric-queries.ts';
import { PRICES_AS_OF } from '../model/prices.ts';
import type { LaunchLimit } from '../predict/policy/launch-limit.ts';
import type { PolicyChange } from '../predict/policy/put-policy.ts';
import { formatNumber } from './format-number.ts';
import { namedLines } from './named-lines.ts';

/** What putting a policy would change, for people to look at before it is done. */
export function policyChangeText(change: PolicyChange): string {
  const { group, name, configuration, replaces, limit, warnings } = change;
  const [specification] = configuration.MetricSpecifications;
  const { load, scaling, capacity } = metricQueries(specification, group.name);
  const verb = replaces === undefined ? 'new' : `replaces the one in ${replaces}`;
  return namedLines([
    ['policy', `${name} of ${group.name} (${verb}), ${configuration.Mode ?? 'ForecastOnly'}`],
    ['target', `${formatNumber(specification.TargetValue)} of ${described(scaling)}`],
    ['load', described(load)],
    ['capacity', described(capacity)],
    [
      'group',
      `${group.desiredCapacity} ${group.desiredCapacity === 1 ? 'instance' : 'instances'} wanted, MinSize ${group.minSize}, MaxSize ${group.maxSize}`,
    ],
    ...(limit === undefined
      ? [['launches', 'nothing: a policy in ForecastOnly only forecasts'] as const]
      : [['launches', launchesText(limit)] as const, ['price', priceText(limit)] as const]),
    ...warnings.map((warning) => ['warning', warning] as const),
  ]);
}

function launchesText({ instances, mayGrow, launched, forecastPeak }: LaunchLimit): string {
  const later = mayGrow ? ', and a later one may be higher and launch more' : '';
  const peak =
    forecastPeak === undefined
      ? 'there is no forecast by these metrics and this target yet'
      : `the forecast's highest is ${forecastPeak}${later}`;
  return `up to ${instances} instances, ${launched} more than now; ${peak}`;
}

function priceText({ instances, instanceType, usdPerHour }: LaunchLimit): string {
  if (instanceType === undefined)
    return 'unknown: the group does not say what its instances are; give --instance-type';
  if (usdPerHour === undefined)
    return `unknown: ${instanceType} is not in the price table; give the dearest with --instance-type`;
  const hourly = instances * usdPerHour;
  return `up to ${formatNumber(hourly, 2)} USD an hour, ${formatNumber(24 * hourly, 2)} a day: ${instances} ${instanceType} at ${usdPerHour} (on demand, us-east-1, ${PRICES_AS_OF})`;
}

/** The series that queries return, by its metric or its expression. */
function described(queries: readonly MetricDataQuery[]): string {
  const returned = queries.find(({ ReturnData }) => ReturnData !== false);
  if (returned?.MetricStat === undefined) return returned?.Expression ?? '';
  const { Metric, Stat } = returned.MetricStat;
  const dimensions = (Metric.Dimensions ?? []).map(({ Name, Value }) => `${Name}=${Value}`);
  return `${Stat} of ${Metric.Namespace} ${Metric.MetricName} {${dimensions.join(', ')}}`;
}
