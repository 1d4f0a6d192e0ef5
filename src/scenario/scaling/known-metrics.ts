import type { Path } from '../../model/json/path.ts';
import type { MetricName } from '../../model/metric.ts';
import type { Problems } from '../reading/problems.ts';

/** A metric of CloudWatch that the model has, as the model has it. */
export interface KnownMetric {
  readonly Namespace: string;
  readonly MetricName: MetricName;
  readonly Statistic: 'Average' | 'Sum' | 'p95';
  readonly Unit: string;
  /** Those that select the whole group; any other would narrow the metric. */
  readonly Dimensions: readonly string[];
}

const EC2 = { Namespace: 'AWS/EC2', Dimensions: ['AutoScalingGroupName'] } as const;
const BALANCER = {
  Namespace: 'AWS/ApplicationELB',
  Dimensions: ['LoadBalancer', 'TargetGroup'],
} as const;

/** Source: Amazon EC2 user guide, "Instance metrics"; Application Load Balancers user guide, "CloudWatch metrics". */
const KNOWN: readonly KnownMetric[] = [
  { ...EC2, MetricName: 'CPUUtilization', Statistic: 'Average', Unit: 'Percent' },
  { ...EC2, MetricName: 'NetworkIn', Statistic: 'Average', Unit: 'Bytes' },
  { ...EC2, MetricName: 'NetworkOut', Statistic: 'Average', Unit: 'Bytes' },
  { ...BALANCER, MetricName: 'RequestCountPerTarget', Statistic: 'Sum', Unit: 'Count' },
  { ...BALANCER, MetricName: 'RequestCount', Statistic: 'Sum', Unit: 'Count' },
  { ...BALANCER, MetricName: 'TargetResponseTime', Statistic: 'p95', Unit: 'Seconds' },
  {
    ...BALANCER,
    MetricName: 'HTTPCode_ELB_5XX_Count',
    Statistic: 'Sum',
    Unit: 'Count',
    Dimensions: ['LoadBalancer'],
  },
  { ...BALANCER, MetricName: 'HealthyHostCount', Statistic: 'Average', Unit: 'Count' },
  {
    Namespace: 'AWS/AutoScaling',
    MetricName: 'GroupInServiceInstances',
    Statistic: 'Average',
    Unit: 'None',
    Dimensions: ['AutoScalingGroupName'],
  },
];

/** How AWS names a metric, but for its statistic. */
export interface NamedMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Unit?: string | undefined;
  readonly Dimensions?: readonly { readonly Name: string }[] | undefined;
}

/**
 * Finds a metric that the model has; reports one that it has not, or not so.
 *
 * @param except one that cannot be had here, for the reason that `why` gives
 */
export function findMetric(
  named: NamedMetric,
  at: Path,
  problems: Problems,
  except?: { readonly MetricName: MetricName; readonly why: string },
): KnownMetric | undefined {
  const { Namespace, MetricName, Unit, Dimensions = [] } = named;
  const known = KNOWN.find((one) => one.Namespace === Namespace && one.MetricName === MetricName);
  if (known === undefined || known.MetricName === except?.MetricName) {
    const why = known === undefined || except === undefined ? '' : `, ${except.why}`;
    const names = KNOWN.filter((one) => one.MetricName !== except?.MetricName)
      .map((one) => `${one.Namespace} ${one.MetricName}`)
      .join(', ');
    const says = `${MetricName} of ${Namespace} is not supported yet${why}: give one of ${names}`;
    problems.of([...at, 'MetricName'], says, 'not-supported');
    return undefined;
  }
  if (Unit !== undefined && Unit !== known.Unit) {
    // CloudWatch finds no data under another unit, and says nothing.
    const says = `is ${Unit}, but ${MetricName} comes in ${known.Unit}: leave it out`;
    problems.of([...at, 'Unit'], says);
  }
  for (const [index, { Name }] of Dimensions.entries()) {
    if (known.Dimensions.includes(Name)) continue;
    const says = `${Name} is not supported yet: take the metric of the whole group, by ${known.Dimensions.join(' and ')}`;
    problems.of([...at, 'Dimensions', index, 'Name'], says, 'not-supported');
  }
  return known;
}
