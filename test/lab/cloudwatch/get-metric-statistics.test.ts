import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { HOUR, lab, MINUTE, sdk } from '../rig.ts';
import { at, put, window } from './rig.ts';

describe('GetMetricStatistics', () => {
  it('has a datapoint a period and unit, with what was asked', async () => {
    const client = sdk((await lab()).url);
    await put(client, { Values: [1, 3], Unit: 'Count', Timestamp: at(-HOUR) });
    await put(client, { Value: 8, Timestamp: at(-HOUR + MINUTE) });
    const input = {
      ...window(),
      Namespace: 'Shop',
      MetricName: 'Load',
      Period: 300,
      Statistics: ['Average' as const, 'Maximum' as const],
      ExtendedStatistics: ['p50'],
    };
    const { Label, Datapoints } = await client.send(new GetMetricStatisticsCommand(input));
    expect(Label).toBe('Load');
    expect(Datapoints).toEqual([
      {
        Timestamp: at(-HOUR),
        Unit: 'Count',
        Average: 2,
        Maximum: 3,
        ExtendedStatistics: { p50: 1 },
      },
      {
        Timestamp: at(-HOUR),
        Unit: 'None',
        Average: 8,
        Maximum: 8,
        ExtendedStatistics: { p50: 8 },
      },
    ]);
  });

  it.each<[string, object, string, string]>([
    [
      '1441 datapoints',
      window(1441 * MINUTE),
      'InvalidParameterCombinationException',
      'You have requested up to 1,441 datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
    ],
    [
      'no statistic',
      { Statistics: undefined },
      'MissingRequiredParameterException',
      'The parameter Statistics or ExtendedStatistics is required.',
    ],
    [
      'a strange period',
      { Period: 90 },
      'InvalidParameterValueException',
      'The value 90 for parameter Period is invalid. Give 1, 5, 10, 20, 30 or a multiple of 60.',
    ],
    [
      'an end before its start',
      { EndTime: at(-HOUR) },
      'InvalidParameterValueException',
      'The parameter StartTime must be less than the parameter EndTime.',
    ],
    [
      'a trimmed mean',
      { ExtendedStatistics: ['tm90'] },
      'InvalidParameterValueException',
      'The value tm90 for parameter ExtendedStatistics is invalid. The lab has percentiles, such as p95.',
    ],
  ])('refuses %s', async (_, part, name, message) => {
    const client = sdk((await lab()).url);
    const input = {
      ...window(),
      Namespace: 'Shop',
      MetricName: 'Load',
      Period: 60,
      Statistics: ['Sum' as const],
      ...part,
    };
    await expect(client.send(new GetMetricStatisticsCommand(input))).rejects.toMatchObject({
      name,
      message,
    });
  });
});
