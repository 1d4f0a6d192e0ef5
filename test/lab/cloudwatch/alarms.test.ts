import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { ask, lab, MINUTE, sdk } from '../rig.ts';
import { at, put } from './rig.ts';

const ALARM = {
  AlarmName: 'busy',
  Namespace: 'Shop',
  MetricName: 'Load',
  Statistic: 'Average',
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 10,
  ComparisonOperator: 'GreaterThanThreshold',
} satisfies PutMetricAlarmCommandInput;

async function labWithAlarm(changes: Partial<PutMetricAlarmCommandInput> = {}) {
  const { url, clock } = await lab();
  const client = sdk(url);
  await client.send(new PutMetricAlarmCommand({ ...ALARM, ...changes }));
  const alarm = async () => {
    const { MetricAlarms: [first] = [] } = await client.send(new DescribeAlarmsCommand({}));
    return first;
  };
  return { url, client, clock, alarm };
}

describe('an alarm in the lab', () => {
  it('is told as it was put, and what CloudWatch fills in', async () => {
    const { alarm } = await labWithAlarm({ AlarmActions: ['arn:aws:sns:us-east-1:0:mail'] });
    expect(await alarm()).toMatchObject({
      ...ALARM,
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:busy',
      AlarmActions: ['arn:aws:sns:us-east-1:0:mail'],
      ActionsEnabled: true,
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
    });
  });

  it('rings when its metric has been above the threshold for three minutes, and says why', async () => {
    const { client, clock, alarm } = await labWithAlarm();
    const minutes = [0, 1, 2].map((minute) => ({
      Value: 11 + minute,
      Timestamp: at(minute * MINUTE),
    }));
    await put(client, ...minutes);
    // A datapoint is seen a minute after its own has ended.
    clock.now += 4 * MINUTE - 1;
    expect(await alarm()).toMatchObject({ StateValue: 'INSUFFICIENT_DATA' });
    clock.now += 1;
    expect(await alarm()).toMatchObject({
      StateValue: 'ALARM',
      StateReason:
        'Threshold Crossed: 3 out of the last 3 datapoints [11, 12, 13] were greater than the threshold (10).',
      StateUpdatedTimestamp: at(4 * MINUTE),
    });
    await put(client, { Value: 3, Timestamp: at(3 * MINUTE) });
    clock.now += MINUTE;
    expect(await alarm()).toMatchObject({ StateValue: 'OK' });
  });

  it('looks at what was there before it was made', async () => {
    const { client, clock, alarm } = await labWithAlarm();
    await put(client, ...[2, 3, 4].map((ago) => ({ Value: 20, Timestamp: at(-ago * MINUTE) })));
    clock.now += MINUTE;
    expect(await alarm()).toMatchObject({ StateValue: 'ALARM' });
  });

  it.each([
    ['a maximum over five minutes', { Statistic: 'Maximum', Period: 300 }, 'ALARM'],
    ['a minimum over five minutes', { Statistic: 'Minimum', Period: 300 }, 'OK'],
    ['an average over five minutes', { Statistic: 'Average', Period: 300, Threshold: 12 }, 'OK'],
    ['a count of samples', { Statistic: 'SampleCount', Period: 300, Threshold: 4 }, 'ALARM'],
    ['a percentile', { Statistic: undefined, ExtendedStatistic: 'p90', Threshold: 29 }, 'ALARM'],
    [
      'metric math',
      {
        ...{ Statistic: undefined, Namespace: undefined, MetricName: undefined, Period: undefined },
        Metrics: [
          {
            Id: 'load',
            MetricStat: {
              Metric: { Namespace: 'Shop', MetricName: 'Load' },
              Period: 60,
              Stat: 'Sum',
            },
            ReturnData: false,
          },
          { Id: 'half', Expression: 'load / 2' },
        ],
        Threshold: 14,
      },
      'ALARM',
    ],
  ] satisfies [string, Partial<PutMetricAlarmCommandInput>, string][])(
    'watches %s',
    async (_, changes, state) => {
      const { client, clock, alarm } = await labWithAlarm({ EvaluationPeriods: 1, ...changes });
      // Six samples, their mean 10; the newest is 30.
      await put(
        client,
        { Values: [2, 4], Counts: [2, 3], Timestamp: at(-6 * MINUTE) },
        { Values: [30], Timestamp: at(-2 * MINUTE) },
        { Value: 14, Timestamp: at(-5 * MINUTE) },
        ...[-3, -4].map((minute) => ({ Values: [6, 4], Timestamp: at(minute * MINUTE) })),
      );
      clock.now += MINUTE;
      // The minute that began two minutes before midnight is the newest that it sees.
      expect(await alarm()).toMatchObject({ StateValue: state });
    },
  );

  it('is found by its name, its prefix, its state and its action, and told in pages', async () => {
    const { client } = await labWithAlarm({ AlarmActions: ['arn:a'] });
    for (const AlarmName of ['calm', 'busier'])
      await client.send(new PutMetricAlarmCommand({ ...ALARM, AlarmName }));
    const names = async (input: DescribeAlarmsCommandInput) => {
      const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand(input));
      return MetricAlarms.map(({ AlarmName }) => AlarmName);
    };
    expect(await names({ AlarmNames: ['calm', 'none'] })).toEqual(['calm']);
    expect(await names({ AlarmNamePrefix: 'bus' })).toEqual(['busier', 'busy']);
    expect(await names({ StateValue: 'ALARM' })).toEqual([]);
    expect(await names({ ActionPrefix: 'arn:' })).toEqual(['busy']);
    const { NextToken } = await client.send(new DescribeAlarmsCommand({ MaxRecords: 2 }));
    expect(await names({ MaxRecords: 2, NextToken })).toEqual(['calm']);
  });

  it('goes with others or not at all', async () => {
    const { client, alarm } = await labWithAlarm();
    const remove = (...AlarmNames: string[]) =>
      client.send(new DeleteAlarmsCommand({ AlarmNames }));
    await expect(remove('busy', 'none')).rejects.toMatchObject({ name: 'ResourceNotFound' });
    expect(await alarm()).toBeDefined();
    await remove('busy');
    expect(await alarm()).toBeUndefined();
  });

  it.each<[string, Partial<PutMetricAlarmCommandInput>, string]>([
    ['without a threshold', { Threshold: undefined }, 'MissingParameter'],
    ['without a statistic', { Statistic: undefined }, 'MissingParameter'],
    ['with two', { ExtendedStatistic: 'p95' }, 'InvalidParameterCombination'],
    ['with a period of 90 s', { Period: 90 }, 'InvalidParameterValue'],
    ['of two days', { Period: 300, EvaluationPeriods: 577 }, 'ValidationError'],
    [
      'with a policy that its end shall trigger',
      {
        OKActions: [
          'arn:aws:autoscaling:us-east-1:0:scalingPolicy:u:autoScalingGroupName/g:policyName/p',
        ],
      },
      'ValidationError',
    ],
    ['with 4 of 3', { DatapointsToAlarm: 4 }, 'InvalidParameterValue'],
    [
      'beside metric math',
      { Metrics: [{ Id: 'e1', Expression: '1' }] },
      'InvalidParameterCombination',
    ],
  ])('is refused %s', async (_, changes, code) => {
    const { url } = await lab();
    const client = sdk(url);
    const asked = client.send(new PutMetricAlarmCommand({ ...ALARM, ...changes }));
    const error = await asked.then(
      () => undefined,
      (reason) => reason,
    );
    expect(`${error?.Code ?? error?.name}`).toMatch(new RegExp(`^${code}`));
  });

  it('is told in XML too', async () => {
    const { url } = await labWithAlarm();
    const { xml } = await ask(url, { Action: 'DescribeAlarms' });
    expect(xml).toContain('<AlarmName>busy</AlarmName>');
    expect(xml).toContain('<StateValue>INSUFFICIENT_DATA</StateValue>');
  });
});
