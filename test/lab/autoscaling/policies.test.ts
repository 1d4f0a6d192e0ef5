import {
  DeletePolicyCommand,
  DescribePoliciesCommand,
  type MetricDataQuery,
  type PutScalingPolicyCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { ask, lab, sdk } from '../rig.ts';
import { autoScaling, GROUP, putPolicy } from './rig.ts';

const QUERY = {
  Id: 'load',
  MetricStat: {
    Metric: {
      Namespace: 'Shop/Seed',
      MetricName: 'Requests "<&>" é',
      Dimensions: [{ Name: 'AutoScalingGroupName', Value: GROUP }],
    },
    Stat: 'Sum',
    Unit: 'Count',
  },
  Label: 'a label',
  ReturnData: false,
} satisfies MetricDataQuery;
const SEARCH = {
  Id: 'e1',
  Expression: `SUM(SEARCH('{Shop/Seed,AutoScalingGroupName} MetricName="Cpu" shop', 'Sum', 3600)) + FILL(load, 0)`,
  ReturnData: true,
} satisfies MetricDataQuery;
const CPU = {
  Id: 'cpu',
  MetricStat: { ...QUERY.MetricStat, Stat: 'Average' },
} satisfies MetricDataQuery;

const PREDICTIVE = {
  PolicyType: 'PredictiveScaling',
  PredictiveScalingConfiguration: {
    MetricSpecifications: [
      {
        TargetValue: 47.5,
        CustomizedScalingMetricSpecification: { MetricDataQueries: [CPU] },
        CustomizedLoadMetricSpecification: { MetricDataQueries: [QUERY, SEARCH] },
        CustomizedCapacityMetricSpecification: { MetricDataQueries: [CPU] },
      },
    ],
    Mode: 'ForecastOnly',
    SchedulingBufferTime: 0,
    MaxCapacityBreachBehavior: 'IncreaseMaxCapacity',
    MaxCapacityBuffer: 10,
  },
} satisfies Partial<PutScalingPolicyCommandInput>;

const TRACKING = {
  PolicyType: 'TargetTrackingScaling',
  EstimatedInstanceWarmup: 90,
  TargetTrackingConfiguration: {
    CustomizedMetricSpecification: {
      MetricName: 'Cpu',
      Namespace: 'Shop',
      Dimensions: [{ Name: 'a', Value: 'b' }],
      Statistic: 'Average',
      Unit: 'Percent',
    },
    TargetValue: 50,
    DisableScaleIn: false,
  },
} satisfies Partial<PutScalingPolicyCommandInput>;

const STEPS = {
  PolicyType: 'StepScaling',
  AdjustmentType: 'PercentChangeInCapacity',
  MinAdjustmentMagnitude: 2,
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10.5, ScalingAdjustment: 10 },
    { MetricIntervalLowerBound: 10.5, ScalingAdjustment: 30 },
  ],
  MetricAggregationType: 'Maximum',
} satisfies Partial<PutScalingPolicyCommandInput>;

const SIMPLE = {
  AdjustmentType: 'ChangeInCapacity',
  ScalingAdjustment: -1,
  Cooldown: 60,
} satisfies Partial<PutScalingPolicyCommandInput>;

async function labWithGroup() {
  const { url } = await lab({ group: { name: GROUP } });
  return { url, client: autoScaling(url) };
}

describe('PutScalingPolicy and DescribePolicies', () => {
  it('leave alone an alarm that only has a name like those that target tracking makes', async () => {
    const { url, client } = await labWithGroup();
    const { PolicyARN = '' } = await putPolicy(client, SIMPLE);
    const AlarmName = 'TargetTracking-of-somebody';
    await sdk(url).send(
      new PutMetricAlarmCommand({
        AlarmName,
        AlarmActions: [PolicyARN],
        Namespace: 'Shop',
        MetricName: 'Cpu',
        Statistic: 'Average',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanThreshold',
      }),
    );
    await client.send(new DeletePolicyCommand({ AutoScalingGroupName: GROUP, PolicyName: 'cpu' }));
    const { MetricAlarms = [] } = await sdk(url).send(new DescribeAlarmsCommand({}));
    expect(MetricAlarms.map((alarm) => alarm.AlarmName)).toEqual([AlarmName]);
  });

  it.each([
    ['predictive', PREDICTIVE],
    ['target tracking', TRACKING],
    ['step', STEPS],
    ['simple', SIMPLE],
  ])('give a %s policy back as it was put', async (_, policy) => {
    const { client } = await labWithGroup();
    const { PolicyARN } = await putPolicy(client, policy);
    const { ScalingPolicies = [] } = await client.send(new DescribePoliciesCommand({}));
    expect(ScalingPolicies).toEqual([
      expect.objectContaining({ PolicyType: 'SimpleScaling', ...policy, PolicyARN, Enabled: true }),
    ]);
  });

  it('make the two alarms of target tracking, and take them away with it', async () => {
    const { url, client } = await labWithGroup();
    const { Alarms = [] } = await putPolicy(client, TRACKING);
    const describeAlarms = async () => {
      const { MetricAlarms = [] } = await sdk(url).send(new DescribeAlarmsCommand({}));
      return MetricAlarms;
    };
    const alarms = await describeAlarms();
    expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual(
      Alarms.map(({ AlarmName }) => AlarmName),
    );
    expect(alarms[0].AlarmName).toMatch(/^TargetTracking-shop-asg-AlarmHigh-[0-9a-f-]{36}$/);
    // EC2 groups show 70 % of the target (three captures: 50 → 35, 40 → 28, 30 → 21).
    expect(alarms).toMatchObject([
      { Threshold: 50, EvaluationPeriods: 3, ComparisonOperator: 'GreaterThanThreshold' },
      { Threshold: 35, EvaluationPeriods: 15, ComparisonOperator: 'LessThanThreshold' },
    ]);
    expect(alarms[1]).toMatchObject({ Namespace: 'Shop', MetricName: 'Cpu', Unit: 'Percent' });
    await client.send(new DeletePolicyCommand({ AutoScalingGroupName: GROUP, PolicyName: 'cpu' }));
    expect(await describeAlarms()).toEqual([]);
  });

  it('put another policy in the place of one of its name', async () => {
    const { client } = await labWithGroup();
    const { PolicyARN } = await putPolicy(client, SIMPLE);
    expect((await putPolicy(client, { ...SIMPLE, ScalingAdjustment: 2 })).PolicyARN).toBe(
      PolicyARN,
    );
    const { ScalingPolicies } = await client.send(new DescribePoliciesCommand({}));
    expect(ScalingPolicies).toMatchObject([{ ScalingAdjustment: 2 }]);
  });

  it('page', async () => {
    const { client } = await labWithGroup();
    for (const PolicyName of ['a', 'b', 'c']) await putPolicy(client, { ...SIMPLE, PolicyName });
    const first = await client.send(new DescribePoliciesCommand({ MaxRecords: 2 }));
    const { NextToken } = first;
    const second = await client.send(new DescribePoliciesCommand({ MaxRecords: 2, NextToken }));
    const all = [...(first.ScalingPolicies ?? []), ...(second.ScalingPolicies ?? [])];
    expect(all.map(({ PolicyName }) => PolicyName)).toEqual(['a', 'b', 'c']);
    expect(second.NextToken).toBeUndefined();
  });
});

const [SPECIFICATION] = PREDICTIVE.PredictiveScalingConfiguration.MetricSpecifications;
const predictive = (changes: object) => ({
  ...PREDICTIVE,
  PredictiveScalingConfiguration: { ...PREDICTIVE.PredictiveScalingConfiguration, ...changes },
});
const tracking = (changes: object) => ({
  ...TRACKING,
  TargetTrackingConfiguration: { ...TRACKING.TargetTrackingConfiguration, ...changes },
});

describe('PutScalingPolicy refuses', () => {
  it.each<[string, object, string]>([
    [
      'two metric specifications',
      predictive({ MetricSpecifications: [SPECIFICATION, SPECIFICATION] }),
      'PredictiveScalingConfiguration.MetricSpecifications has 2 items',
    ],
    [
      'a buffer of an hour',
      predictive({ SchedulingBufferTime: 3600 }),
      'PredictiveScalingConfiguration.SchedulingBufferTime is 3600',
    ],
    [
      'an unknown mode',
      predictive({ Mode: 'Scale' }),
      "Value 'Scale' at 'PredictiveScalingConfiguration.Mode' failed to satisfy constraint",
    ],
    ['a target of 0', tracking({ TargetValue: 0 }), 'TargetTrackingConfiguration.TargetValue is 0'],
    [
      'two metrics',
      tracking({
        PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
      }),
      'TargetTrackingConfiguration.CustomizedMetricSpecification stands beside',
    ],
    [
      'no metric',
      tracking({ CustomizedMetricSpecification: undefined }),
      'TargetTrackingConfiguration has no metric',
    ],
    [
      'a search in an alarm',
      tracking({
        CustomizedMetricSpecification: { Metrics: [{ Id: 'e1', Expression: SEARCH.Expression }] },
      }),
      'TargetTrackingConfiguration.CustomizedMetricSpecification.Metrics[0].Expression',
    ],
    [
      'steps with a gap',
      {
        ...STEPS,
        StepAdjustments: [
          STEPS.StepAdjustments[0],
          { MetricIntervalLowerBound: 11, ScalingAdjustment: 1 },
        ],
      },
      'StepAdjustments has a gap',
    ],
    [
      'a step to fewer than none',
      {
        ...STEPS,
        MinAdjustmentMagnitude: undefined,
        AdjustmentType: 'ExactCapacity',
        StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: -5 }],
      },
      'StepAdjustments[0].ScalingAdjustment is -5',
    ],
    [
      'a least change below one instance',
      { ...STEPS, MinAdjustmentMagnitude: -3 },
      'MinAdjustmentMagnitude is -3',
    ],
    [
      'a simple policy without its change',
      { AdjustmentType: 'ChangeInCapacity' },
      'ScalingAdjustment is missing',
    ],
    [
      'what belongs to another type',
      { ...SIMPLE, StepAdjustments: STEPS.StepAdjustments },
      'StepAdjustments is not for',
    ],
    ['a cooldown below 0', { ...SIMPLE, Cooldown: -1 }, 'Cooldown is -1'],
    [
      'a warm-up below 0',
      { ...TRACKING, EstimatedInstanceWarmup: -1 },
      'EstimatedInstanceWarmup is -1',
    ],
    [
      'what AWS replaced',
      { ...SIMPLE, MinAdjustmentStep: 1 },
      'MinAdjustmentStep is what AWS replaced',
    ],
    ['an unknown type', { PolicyType: 'Magic' }, "Value 'Magic' at 'PolicyType'"],
    [
      'an unknown group',
      { ...SIMPLE, AutoScalingGroupName: 'other' },
      'AutoScalingGroup name not found - other',
    ],
  ])('%s', async (_, policy, says) => {
    const { client } = await labWithGroup();
    await expect(putPolicy(client, policy)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(says),
    });
    const { ScalingPolicies } = await client.send(new DescribePoliciesCommand({}));
    expect(ScalingPolicies).toEqual([]);
  });

  it("a Period in a predictive policy, which AWS's SDK would leave out", async () => {
    const { url } = await labWithGroup();
    const at = 'PredictiveScalingConfiguration.MetricSpecifications.member.1';
    const load = `${at}.CustomizedLoadMetricSpecification.MetricDataQueries.member.1`;
    const { status, xml } = await ask(url, {
      Version: '2011-01-01',
      Action: 'PutScalingPolicy',
      AutoScalingGroupName: GROUP,
      PolicyName: 'p',
      PolicyType: 'PredictiveScaling',
      [`${at}.TargetValue`]: '50',
      [`${at}.PredefinedScalingMetricSpecification.PredefinedMetricType`]:
        'ASGAverageCPUUtilization',
      [`${load}.Id`]: 'load',
      [`${load}.MetricStat.Metric.Namespace`]: 'Shop',
      [`${load}.MetricStat.Metric.MetricName`]: 'Load',
      [`${load}.MetricStat.Stat`]: 'Sum',
      [`${load}.MetricStat.Period`]: '300',
    });
    expect([status, xml]).toEqual([
      400,
      expect.stringMatching(/<Code>ValidationError<\/Code>.*MetricStat\.Period/),
    ]);
  });
});
