import type { Assumptions } from './assumptions.ts';
import type { MetricAlarm, ScalingPolicy } from './policies/policy.ts';
import type { LoadBalancer, Service } from './service.ts';

/** US dollars; each can be overridden. */
export interface Prices {
  /** The date the prices were valid, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly ec2UsdPerHour: number;
  readonly volumeUsdPerGbMonth: number;
  readonly publicAddressUsdPerHour: number;
  readonly loadBalancerUsdPerHour: number;
  readonly lcuUsdPerHour: number;
  readonly alarmUsdPerMonth: number;
  readonly customMetricUsdPerMonth: number;
}

/** What an instance costs while it is billed, with its volume and its address. */
export function instanceUsdPerHour(
  prices: Prices,
  service: Pick<Service, 'volumeGb' | 'publicAddress'>,
): number {
  const volume = (service.volumeGb * prices.volumeUsdPerGbMonth) / HOURS_A_MONTH;
  return (
    prices.ec2UsdPerHour + volume + (service.publicAddress ? prices.publicAddressUsdPerHour : 0)
  );
}

/**
 * The load balancer's hours, a part of one counting as a whole, and its capacity
 * units: for each hour the largest of 25 new connections a second, 3,000 active
 * connections a minute and 1 GB. Rule evaluations are taken to stay within the ten
 * rules that are free.
 *
 * Source: Elastic Load Balancing pricing.
 *
 * @param requests over the whole time; what is unknown costs no capacity unit
 */
export function loadBalancerUsd(
  requests: number,
  minutes: number,
  { bytesPerRequest, newConnectionsPerRequest }: LoadBalancer,
  prices: Prices,
  { connectionSeconds }: Pick<Assumptions, 'connectionSeconds'>,
): number {
  // All three are in proportion to the load, so the same one is the largest in every hour:
  // capacity unit hours follow from the requests alone.
  const connections = Math.max(1 / 25, connectionSeconds / 3000) * newConnectionsPerRequest;
  const bytes = (3600 * bytesPerRequest) / 1e9;
  const unitHours = (requests / 3600) * Math.max(connections, bytes);
  return Math.ceil(minutes / 60) * prices.loadBalancerUsdPerHour + unitHours * prices.lcuUsdPerHour;
}

/**
 * The alarms of the policies for as long as the group ran, and detailed
 * monitoring for each billed hour of an instance: seven metrics at the price of
 * custom ones. The free tier is taken as used up elsewhere.
 *
 * Source: Amazon CloudWatch pricing.
 */
export function cloudWatchUsd(
  alarms: number,
  hours: number,
  detailedInstanceHours: number,
  prices: Prices,
): number {
  const alarmUsd = (alarms * hours * prices.alarmUsdPerMonth) / HOURS_A_MONTH;
  const monitoring = (METRICS_OF_AN_INSTANCE * prices.customMetricUsdPerMonth) / HOURS_A_MONTH;
  return alarmUsd + detailedInstanceHours * monitoring;
}

/**
 * Target tracking makes two alarms a policy, whether they are listed or not; the
 * others are those that trigger step and simple policies.
 */
export function alarmCount(
  policies: readonly ScalingPolicy[],
  alarms: readonly Pick<MetricAlarm, 'AlarmActions'>[],
): number {
  const tracking = policies.filter(({ PolicyType }) => PolicyType === 'TargetTrackingScaling');
  const isTheirs = ({ AlarmActions }: Pick<MetricAlarm, 'AlarmActions'>) =>
    tracking.some(({ PolicyName }) => AlarmActions.includes(PolicyName));
  return 2 * tracking.length + alarms.filter((alarm) => !isTheirs(alarm)).length;
}

const METRICS_OF_AN_INSTANCE = 7;

/** As AWS's calculator has it. */
const HOURS_A_MONTH = 730;
