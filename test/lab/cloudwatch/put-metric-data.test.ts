import {
  GetMetricDataCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { HOUR, lab, MINUTE, sdk } from '../rig.ts';
import { at, metric, put, window } from './rig.ts';

describe('PutMetricData', () => {
  const value = { MetricName: 'Load', Value: 1 };
  const many = (length: number) => Array.from({ length }, (_, i) => i + 1);

  it.each<[string, object, string, string]>([
    [
      'a namespace of AWS',
      { Namespace: 'AWS/Shop', MetricData: [value] },
      'InvalidParameterValueException',
      'The value AWS/Shop for parameter Namespace is invalid.',
    ],
    [
      'no data',
      { MetricData: [] },
      'MissingRequiredParameterException',
      'The parameter MetricData is required.',
    ],
    [
      '1001 data',
      { MetricData: many(1001).map(() => value) },
      'InvalidParameterValueException',
      'The collection MetricData must not have a size greater than 1000.',
    ],
    [
      'no value',
      { MetricData: [{ MetricName: 'Load' }] },
      'MissingRequiredParameterException',
      'The parameter MetricData.member.1.Value is required.',
    ],
    [
      'a value and a statistic set',
      {
        MetricData: [
          value,
          { ...value, StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 1, Maximum: 1 } },
        ],
      },
      'InvalidParameterCombinationException',
      'The parameters MetricData.member.2.Value and MetricData.member.2.StatisticValues are mutually exclusive and you have specified both.',
    ],
    [
      '151 values',
      { MetricData: [{ MetricName: 'Load', Values: many(151) }] },
      'InvalidParameterValueException',
      'The collection MetricData.member.1.Values must not have a size greater than 150.',
    ],
    [
      'fewer counts than values',
      { MetricData: [{ MetricName: 'Load', Values: [1, 2], Counts: [1] }] },
      'InvalidParameterValueException',
      'The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size: 2 and 1.',
    ],
    [
      'counts without values',
      { MetricData: [{ ...value, Counts: [1] }] },
      'InvalidParameterCombinationException',
      'The parameter MetricData.member.1.Counts needs MetricData.member.1.Values.',
    ],
    [
      '31 dimensions',
      {
        MetricData: [
          { ...value, Dimensions: many(31).map((i) => ({ Name: `n${i}`, Value: 'v' })) },
        ],
      },
      'InvalidParameterValueException',
      'The collection MetricData.member.1.Dimensions must not have a size greater than 30.',
    ],
    [
      'no number',
      { MetricData: [{ ...value, Value: Number.NaN }] },
      'InvalidParameterValueException',
      'The value NaN for parameter MetricData.member.1.Value is invalid. It must lie between -2^360 and 2^360.',
    ],
    [
      'a number without end',
      { MetricData: [{ MetricName: 'Load', Values: [Number.POSITIVE_INFINITY] }] },
      'InvalidParameterValueException',
      'The value Infinity for parameter MetricData.member.1.Values.member.1 is invalid. It must lie between -2^360 and 2^360.',
    ],
    [
      'a number beyond 2^360',
      { MetricData: [{ ...value, Value: -(2 ** 361) }] },
      'InvalidParameterValueException',
      `The value ${-(2 ** 361)} for parameter MetricData.member.1.Value is invalid. It must lie between -2^360 and 2^360.`,
    ],
    [
      'a strange resolution',
      { MetricData: [{ ...value, StorageResolution: 30 }] },
      'InvalidParameterValueException',
      'The value 30 for parameter MetricData.member.1.StorageResolution is invalid. Give 1 or 60.',
    ],
    [
      'a strange unit',
      { MetricData: [{ ...value, Unit: 'Furlongs' }] },
      'InvalidParameterValueException',
      expect.stringMatching(
        /^The value Furlongs for parameter MetricData.member.1.Unit is invalid. Member must satisfy enum value set: \[Seconds, /,
      ),
    ],
    [
      'a name of 256 characters',
      { MetricData: [{ ...value, MetricName: 'x'.repeat(256) }] },
      'InvalidParameterValueException',
      expect.stringContaining('Member must have length less than or equal to 255.'),
    ],
    [
      'what is two weeks old',
      { MetricData: [{ ...value, Timestamp: at(-14 * 24 * HOUR - 1) }] },
      'InvalidParameterValueException',
      'The parameter MetricData.member.1.Timestamp must specify a time no more than two weeks in the past.',
    ],
    [
      'what lies more than two hours ahead',
      { MetricData: [{ ...value, Timestamp: at(2 * HOUR + 1) }] },
      'InvalidParameterValueException',
      'The parameter MetricData.member.1.Timestamp must specify a time no more than two hours in the future.',
    ],
  ])('refuses %s', async (_, input, name, message) => {
    const client = sdk((await lab()).url);
    const command = new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [], ...input });
    await expect(client.send(command)).rejects.toMatchObject({
      name,
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('keeps nothing of what has one mistake', async () => {
    const client = sdk((await lab()).url);
    await expect(put(client, { Value: 1 }, {})).rejects.toThrow('is required');
    const { Metrics } = await client.send(new ListMetricsCommand({}));
    expect(Metrics).toEqual([]);
  });

  it.each([
    ['from two weeks back', -14 * 24 * HOUR],
    ['to two hours ahead', 2 * HOUR],
  ])('takes what is dated %s', async (_, offset) => {
    const client = sdk((await lab()).url);
    await put(client, { Value: 1, Timestamp: at(offset) });
    const input = { ...window(15 * 24 * HOUR, 3 * HOUR), MetricDataQueries: [metric('m1')] };
    const { MetricDataResults } = await client.send(new GetMetricDataCommand(input));
    expect(MetricDataResults?.[0].Timestamps).toEqual([at(offset)]);
  });

  it('keeps the minute, and the second where it is told to', async () => {
    const client = sdk((await lab()).url);
    await put(client, { Value: 1, Timestamp: at(-MINUTE + 7500) });
    await put(client, {
      MetricName: 'Fine',
      Value: 1,
      StorageResolution: 1,
      Timestamp: at(-MINUTE + 7500),
    });
    const fine = metric('fine', { MetricName: 'Fine', Period: 1 });
    const input = { ...window(MINUTE), MetricDataQueries: [metric('m1'), fine] };
    const { MetricDataResults } = await client.send(new GetMetricDataCommand(input));
    expect(MetricDataResults?.map(({ Timestamps }) => Timestamps)).toEqual([
      [at(-MINUTE)],
      [at(-MINUTE + 7000)],
    ]);
  });

  it('refuses a body of more than a megabyte, packed or not', async () => {
    const client = sdk((await lab()).url);
    const Value = 'v'.repeat(1024);
    const Dimensions = many(30).map((i) => ({ Name: `n${i}`, Value }));
    const data = many(40).map(() => ({ Value: 1, Dimensions }));
    await expect(put(client, ...data)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 413 },
    });
  });
});
