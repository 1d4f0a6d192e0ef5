import {
  type AutoScalingClient,
  DescribeScalingActivitiesCommand,
  type Instance,
  paginateDescribePolicies,
} from '@aws-sdk/client-auto-scaling';
import {
  type CloudWatchClient,
  paginateDescribeAlarms,
  paginateGetMetricData,
} from '@aws-sdk/client-cloudwatch';
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type {
  BalancerMinute,
  GroupActivity,
  GroupAlarm,
  GroupLook,
  GroupQuestion,
  GroupSource,
  LookFailure,
} from '../load/watch/group-source.ts';
import { type AwsAccess, isLocalEndpoint } from './access.ts';
import { type BalancerPlace, balancerMinutes, balancerQueries } from './balancer-metrics.ts';
import { autoScalingClient, cloudWatchClient, loadBalancingClient } from './clients.ts';
import { describeGroup } from './describe-group.ts';
import { awsFailure, isThrottled } from './failure.ts';

/**
 * A group by AWS's SDK; calls that change nothing. Which target groups and alarms are the
 * group's is asked here, once.
 *
 * Throws a `PlimsollError`: `usage` where there is no such group, otherwise as `awsFailure`.
 */
export async function openGroup(access: AwsAccess, group: string): Promise<GroupSource> {
  const clients: Clients = {
    scaling: autoScalingClient(access, ATTEMPTS),
    watch: cloudWatchClient(access, ATTEMPTS),
    balancing: loadBalancingClient(access, ATTEMPTS),
  };
  const { TargetGroupARNs = [] } = await called('autoscaling:DescribeAutoScalingGroups', () =>
    describeGroup(clients.scaling, { name: group, flag: FLAG }),
  );
  const [alarmNames, places] = await Promise.all([
    called('autoscaling:DescribePolicies', () => alarmsOf(clients, group)),
    called('elasticloadbalancing:DescribeTargetGroups', () => placesOf(clients, TargetGroupARNs)),
  ]);
  return new WatchedGroup(clients, { group, targetGroups: TargetGroupARNs, alarmNames, places });
}

/** More often than once a second nobody asks AWS itself, which allows few calls a second to an account. */
export function shortestWatchSeconds(access: AwsAccess): number {
  return isLocalEndpoint(access, 'AUTO_SCALING') ? 0.1 : 1;
}

const FLAG = '--watch-group';
/** With the SDK's own: a run does not wait, and the next look is a try again. */
const ATTEMPTS = 2;

interface Clients {
  readonly scaling: AutoScalingClient;
  readonly watch: CloudWatchClient;
  readonly balancing: ElasticLoadBalancingV2Client;
}

interface Belongings {
  readonly group: string;
  readonly targetGroups: readonly string[];
  readonly alarmNames: readonly string[];
  readonly places: readonly BalancerPlace[];
}

class WatchedGroup implements GroupSource {
  readonly group: string;
  readonly #clients: Clients;
  readonly #has: Belongings;

  constructor(clients: Clients, has: Belongings) {
    this.group = has.group;
    this.#clients = clients;
    this.#has = has;
  }

  async look({ signal, isBalancerAsked }: GroupQuestion): Promise<GroupLook> {
    const { places } = this.#has;
    const failures: LookFailure[] = [];
    const part = async <Answer>(call: string, ask: () => Promise<Answer>) => {
      try {
        return await ask();
      } catch (error) {
        failures.push(failureOf(error, call, signal));
        return null;
      }
    };
    const [described, healthy, activities, alarms, balancer] = await Promise.all([
      part('autoscaling:DescribeAutoScalingGroups', () =>
        describeGroup(this.#clients.scaling, { name: this.group, flag: FLAG, abortSignal: signal }),
      ),
      part('elasticloadbalancing:DescribeTargetHealth', () => this.#healthy(signal)),
      part('autoscaling:DescribeScalingActivities', () => this.#activities(signal)),
      part('cloudwatch:DescribeAlarms', () => this.#alarms(signal)),
      isBalancerAsked && places.length > 0
        ? part('cloudwatch:GetMetricData', () => this.#minutes(signal))
        : null,
    ]);
    const instances = described && (described.Instances ?? []);
    return {
      desired: described?.DesiredCapacity ?? null,
      ...lifecycle(instances),
      healthy: ownHealthy(instances, healthy),
      activities,
      alarms,
      balancer,
      failures,
    };
  }

  close(): void {
    for (const client of Object.values(this.#clients)) client.destroy();
  }

  /** Ids that are healthy in every target group; null where there is none. */
  async #healthy(abortSignal: AbortSignal): Promise<ReadonlySet<string> | null> {
    const { targetGroups } = this.#has;
    const sets = await Promise.all(
      targetGroups.map(async (TargetGroupArn) => {
        const { TargetHealthDescriptions = [] } = await this.#clients.balancing.send(
          new DescribeTargetHealthCommand({ TargetGroupArn }),
          { abortSignal },
        );
        return TargetHealthDescriptions.filter(
          ({ TargetHealth }) => TargetHealth?.State === 'healthy',
        ).map(({ Target }) => Target?.Id ?? '');
      }),
    );
    const [first, ...others] = sets;
    if (first === undefined) return null;
    return new Set(first.filter((id) => others.every((set) => set.includes(id))));
  }

  async #activities(abortSignal: AbortSignal): Promise<GroupActivity[]> {
    const { Activities = [] } = await this.#clients.scaling.send(
      new DescribeScalingActivitiesCommand({ AutoScalingGroupName: this.group }),
      { abortSignal },
    );
    return Activities.map((activity) => ({
      ActivityId: activity.ActivityId ?? '',
      Description: activity.Description ?? '',
      Cause: activity.Cause ?? '',
      StatusCode: activity.StatusCode ?? '',
      StartTime: iso(activity.StartTime),
      ...(activity.EndTime && { EndTime: iso(activity.EndTime) }),
    }));
  }

  async #alarms(abortSignal: AbortSignal): Promise<GroupAlarm[]> {
    const found: GroupAlarm[] = [];
    const names = this.#has.alarmNames;
    for (let i = 0; i < names.length; i += ALARMS_A_CALL) {
      const pages = paginateDescribeAlarms(
        { client: this.#clients.watch },
        { AlarmNames: names.slice(i, i + ALARMS_A_CALL), AlarmTypes: ['MetricAlarm'] },
        { abortSignal },
      );
      for await (const { MetricAlarms = [] } of pages)
        for (const alarm of MetricAlarms)
          found.push({
            AlarmName: alarm.AlarmName ?? '',
            StateValue: alarm.StateValue ?? '',
            StateTransitionedTimestamp: iso(
              alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp,
            ),
          });
    }
    return found;
  }

  async #minutes(abortSignal: AbortSignal): Promise<BalancerMinute[]> {
    const { places } = this.#has;
    const now = Date.now();
    const request = {
      MetricDataQueries: balancerQueries(places),
      StartTime: new Date(now - LOOKBACK_MS),
      // A stand-in's clock may be ahead.
      EndTime: new Date(now + LOOKBACK_MS),
    };
    const results = [];
    const pages = paginateGetMetricData({ client: this.#clients.watch }, request, { abortSignal });
    for await (const { MetricDataResults = [] } of pages) results.push(...MetricDataResults);
    return balancerMinutes(places, results);
  }
}

/** Datapoints come some minutes late, and change until then. */
const LOOKBACK_MS = 15 * 60_000;
/** Source: CloudWatch API reference, DescribeAlarms: AlarmNames, at most 100. */
const ALARMS_A_CALL = 100;

async function called<Answer>(call: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw awsFailure(error, call);
  }
}

async function alarmsOf({ scaling }: Clients, group: string): Promise<string[]> {
  const names = new Set<string>();
  const pages = paginateDescribePolicies({ client: scaling }, { AutoScalingGroupName: group });
  for await (const { ScalingPolicies = [] } of pages)
    for (const { Alarms = [] } of ScalingPolicies)
      for (const { AlarmName } of Alarms) if (AlarmName !== undefined) names.add(AlarmName);
  return [...names];
}

async function placesOf({ balancing }: Clients, arns: readonly string[]): Promise<BalancerPlace[]> {
  if (arns.length === 0) return [];
  const { TargetGroups = [] } = await balancing.send(
    new DescribeTargetGroupsCommand({ TargetGroupArns: [...arns] }),
  );
  return TargetGroups.flatMap(({ TargetGroupArn = '', LoadBalancerArns = [] }) =>
    LoadBalancerArns.map((balancer) => ({
      // As CloudWatch has them: the last part of an ARN, of a load balancer without its kind.
      TargetGroup: TargetGroupArn.split(':').at(-1) ?? '',
      LoadBalancer: balancer.split(':loadbalancer/').at(-1) ?? '',
    })),
  );
}

function lifecycle(instances: readonly Instance[] | null) {
  const count = (state: string) =>
    instances === null
      ? null
      : instances.filter(({ LifecycleState }) => LifecycleState?.split(':')[0] === state).length;
  return {
    inService: count('InService'),
    pending: count('Pending'),
    terminating: count('Terminating'),
  };
}

/** A target group may have targets that are not the group's. */
function ownHealthy(
  instances: readonly Instance[] | null,
  healthy: ReadonlySet<string> | null,
): number | null {
  if (instances === null || healthy === null) return null;
  return instances.filter(({ InstanceId = '' }) => healthy.has(InstanceId)).length;
}

function failureOf(error: unknown, call: string, signal: AbortSignal): LookFailure {
  const told = signal.aborted ? `${call}: no answer in time` : awsFailure(error, call);
  return {
    call,
    message: told instanceof Error ? told.message : String(told),
    isThrottled: isThrottled(error),
  };
}

function iso(time: Date | undefined): string {
  return (time ?? new Date(0)).toISOString();
}
