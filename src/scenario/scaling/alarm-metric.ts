import type { MetricAlarm } from '../../model/policies/policy.ts';
import type { Path } from '../reading/path.ts';
import type { Problems } from '../reading/problems.ts';

/** A metric that alarms can watch here. */
interface KnownMetric {
  readonly Namespace: string;
  readonly MetricName: MetricAlarm['MetricName'];
  readonly Statistic: MetricAlarm['Statistic'];
  readonly Unit: string;
  /** Those that select the whole group; any other would narrow the metric. */
  readonly Dimensions: readonly string[];
}

/** Source: Amazon EC2 user guide, "Instance metrics"; Application Load Balancers user guide, "CloudWatch metrics". */
const KNOWN: readonly KnownMetric[] = [
  {
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Statistic: 'Average',
    Unit: 'Percent',
    Dimensions: ['AutoScalingGroupName'],
  },
  {
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'RequestCountPerTarget',
    Statistic: 'Sum',
    Unit: 'Count',
    Dimensions: ['LoadBalancer', 'TargetGroup'],
  },
  {
    Namespace: 'AWS/ApplicationELB',
    MetricName: 'RequestCount',
    Statistic: 'Sum',
    Unit: 'Count',
    Dimensions: ['LoadBalancer', 'TargetGroup'],
  },
];

/** What of an alarm says which metric it watches. */
export interface WatchedMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Statistic: string;
  readonly Unit?: string | undefined;
  readonly Dimensions?: readonly { readonly Name: string }[] | undefined;
}

/** The metric in the model's terms; reports one that is not made here, or not in that way. */
export function readMetric(
  watched: WatchedMetric,
  at: Path,
  problems: Problems,
): KnownMetric | undefined {
  const { Namespace, MetricName, Statistic, Unit, Dimensions = [] } = watched;
  const known = KNOWN.find((one) => one.Namespace === Namespace && one.MetricName === MetricName);
  if (known === undefined) {
    const names = KNOWN.map((one) => `${one.Namespace} ${one.MetricName}`).join(', ');
    const says = `${MetricName} of ${Namespace} is not supported yet: give one of ${names}`;
    problems.of([...at, 'MetricName'], says, 'not-supported');
    return undefined;
  }
  if (Statistic !== known.Statistic) {
    const says = `${Statistic} of ${MetricName} is not supported yet: give ${known.Statistic}`;
    problems.of([...at, 'Statistic'], says, 'not-supported');
  }
  if (Unit !== undefined && Unit !== known.Unit) {
    // CloudWatch finds no data under another unit, and says nothing.
    problems.of(
      [...at, 'Unit'],
      `is ${Unit}, but ${MetricName} comes in ${known.Unit}: leave it out`,
    );
  }
  for (const [index, { Name }] of Dimensions.entries()) {
    if (known.Dimensions.includes(Name)) continue;
    const says = `${Name} is not supported yet: alarms watch the whole group, by ${known.Dimensions.join(' and ')}`;
    problems.of([...at, 'Dimensions', index, 'Name'], says, 'not-supported');
  }
  return known;
}
