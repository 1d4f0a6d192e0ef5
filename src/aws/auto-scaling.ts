import {
  type AutoScalingClient,
  DeletePolicyCommand,
  GetPredictiveScalingForecastCommand,
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
  paginateDescribePolicies,
} from '@aws-sdk/client-auto-scaling';
import type { MetricDataQuery } from '../model/metric-math/query.ts';
import type { PredictiveScalingConfiguration } from '../model/policies/predictive-scaling/configuration.ts';
import type { CloudForecast } from '../predict/policy/cloud-forecast.ts';
import type { ScalingDesk, ScalingGroup, StandingPolicy } from '../predict/policy/scaling-desk.ts';
import type { AwsAccess } from './access.ts';
import { autoScalingClient } from './clients.ts';
import { describeGroup } from './describe-group.ts';
import { awsFailure, isRefusal } from './failure.ts';
import { instanceTypesOf } from './instance-types.ts';

/** Auto Scaling by AWS's SDK. */
export function autoScaling(access: AwsAccess): ScalingDesk {
  const client = autoScalingClient(access, ATTEMPTS);
  return {
    group: (group) => called('DescribeAutoScalingGroups', () => scalingGroup(client, group)),
    policies: (group) => called('DescribePolicies', () => describePolicies(client, group)),
    put: (group, policy, configuration) =>
      called('PutScalingPolicy', async () => {
        const { PolicyARN = '' } = await client.send(
          new PutScalingPolicyCommand({
            AutoScalingGroupName: group,
            PolicyName: policy,
            PolicyType: 'PredictiveScaling',
            PredictiveScalingConfiguration: asSent(configuration),
          }),
        );
        return PolicyARN;
      }),
    remove: (group, policy) =>
      called('DeletePolicy', async () => {
        const names = { AutoScalingGroupName: group, PolicyName: policy };
        await client.send(new DeletePolicyCommand(names));
      }),
    forecast: (group, policy, from, until) =>
      called('GetPredictiveScalingForecast', () =>
        getForecast(client, { group, policy, from, until }),
      ),
  };
}

const ATTEMPTS = 3;

async function called<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw awsFailure(error, `autoscaling:${name}`);
  }
}

async function scalingGroup(client: AutoScalingClient, name: string): Promise<ScalingGroup> {
  const group = await describeGroup(client, { name, flag: '--group' });
  const { MinSize = 0, MaxSize = 0, DesiredCapacity = 0, EnabledMetrics } = group;
  return {
    name,
    minSize: MinSize,
    maxSize: MaxSize,
    desiredCapacity: DesiredCapacity,
    instanceTypes: instanceTypesOf(group),
    enabledMetrics: (EnabledMetrics ?? []).map(({ Metric = '' }) => Metric),
  };
}

async function describePolicies(
  client: AutoScalingClient,
  group: string,
): Promise<StandingPolicy[]> {
  const pages = paginateDescribePolicies({ client }, { AutoScalingGroupName: group });
  const found: StandingPolicy[] = [];
  for await (const { ScalingPolicies = [] } of pages)
    for (const policy of ScalingPolicies) {
      const { PolicyName = '', PolicyARN = '', PolicyType = '' } = policy;
      found.push({
        name: PolicyName,
        arn: PolicyARN,
        type: PolicyType,
        configuration: policy.PredictiveScalingConfiguration,
      });
    }
  return found;
}

async function getForecast(
  client: AutoScalingClient,
  { group, policy, from, until }: ForecastRequest,
): Promise<CloudForecast> {
  const input = {
    AutoScalingGroupName: group,
    PolicyName: policy,
    StartTime: new Date(1000 * from),
    EndTime: new Date(1000 * until),
  };
  try {
    const { LoadForecast, CapacityForecast, UpdateTime } = await client.send(
      new GetPredictiveScalingForecastCommand(input),
    );
    const load = byTime(LoadForecast?.[0]);
    const capacity = byTime(CapacityForecast);
    if (load.size === 0 && capacity.size === 0)
      return { isReady: false, message: 'it answered with no hours' };
    return {
      isReady: true,
      load,
      capacity,
      updatedAt: (UpdateTime?.getTime() ?? Number.NaN) / 1000,
    };
  } catch (error) {
    // How AWS says that it has too little data is not documented: of a policy that is there, this.
    if (isRefusal(error) && error.name.startsWith('ValidationE'))
      return { isReady: false, message: error.message };
    throw error;
  }
}

interface ForecastRequest {
  readonly group: string;
  readonly policy: string;
  readonly from: number;
  readonly until: number;
}

interface TimedValues {
  readonly Timestamps?: Date[] | undefined;
  readonly Values?: number[] | undefined;
}

function byTime({ Timestamps = [], Values = [] }: TimedValues = {}): Map<number, number> {
  return new Map(Timestamps.map((time, index) => [time.getTime() / 1000, Values[index]]));
}

type Sent = NonNullable<PutScalingPolicyCommandInput['PredictiveScalingConfiguration']>;

/** In lists that the SDK may change. */
function asSent(configuration: PredictiveScalingConfiguration): Sent {
  return {
    ...configuration,
    MetricSpecifications: configuration.MetricSpecifications.map((specification) => {
      const {
        CustomizedLoadMetricSpecification: load,
        CustomizedScalingMetricSpecification: scaling,
        CustomizedCapacityMetricSpecification: capacity,
        ...rest
      } = specification;
      return {
        ...rest,
        ...(load && { CustomizedLoadMetricSpecification: customized(load) }),
        ...(scaling && { CustomizedScalingMetricSpecification: customized(scaling) }),
        ...(capacity && { CustomizedCapacityMetricSpecification: customized(capacity) }),
      };
    }),
  };
}

function customized({
  MetricDataQueries,
}: {
  readonly MetricDataQueries: readonly MetricDataQuery[];
}) {
  return {
    MetricDataQueries: MetricDataQueries.map(({ MetricStat, ...query }) => ({
      ...query,
      ...(MetricStat && {
        MetricStat: {
          ...MetricStat,
          Metric: { ...MetricStat.Metric, Dimensions: MetricStat.Metric.Dimensions?.slice() },
        },
      }),
    })),
  };
}
