import { GetMetricDataCommand, paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { HOUR, lab, MINUTE, sdk } from '../rig.ts';
import { at, get, metric, put, window } from './rig.ts';

describe('GetMetricData', () => {
  async function threeMinutes() {
    const client = sdk((await lab()).url);
    const minutes = [3, 2, 1];
    await put(client, ...minutes.map((ago) => ({ Value: ago, Timestamp: at(-ago * MINUTE) })));
    return client;
  }

  it('shows the newest first unless told otherwise', async () => {
    const client = await threeMinutes();
    const input = { ...window(), MetricDataQueries: [metric('m1')] };
    const { MetricDataResults } = await client.send(new GetMetricDataCommand(input));
    expect(MetricDataResults).toEqual([
      {
        Id: 'm1',
        Label: 'Load',
        Timestamps: [at(-MINUTE), at(-2 * MINUTE), at(-3 * MINUTE)],
        Values: [1, 2, 3],
        StatusCode: 'Complete',
      },
    ]);
  });

  it('leaves out what is at the end, and has what is at the start', async () => {
    const client = await threeMinutes();
    const input = {
      StartTime: at(-3 * MINUTE),
      EndTime: at(-MINUTE),
      MetricDataQueries: [metric('m1')],
    };
    const { MetricDataResults } = await client.send(new GetMetricDataCommand(input));
    expect(MetricDataResults?.[0].Values).toEqual([2, 3]);
  });

  it.each(['TimestampAscending', 'TimestampDescending'] as const)(
    'pages its answer, %s, nothing lost and nothing twice',
    async (ScanBy) => {
      const client = await threeMinutes();
      const queries = [
        metric('m1'),
        { Id: 'none', Expression: 'm1 / 0' },
        { Id: 'e1', Expression: 'm1 * 10' },
      ];
      const input = { ...window(), ScanBy, MetricDataQueries: queries, MaxDatapoints: 2 };
      const pages = [];
      for await (const { MetricDataResults } of paginateGetMetricData({ client }, input))
        pages.push(
          MetricDataResults?.map(({ Id, Values, StatusCode }) => [Id, Values, StatusCode]),
        );
      const [a, b, c] = ScanBy === 'TimestampAscending' ? [3, 2, 1] : [1, 2, 3];
      expect(pages).toEqual([
        [['m1', [a, b], 'PartialData']],
        [
          ['m1', [c], 'Complete'],
          ['none', [], 'Complete'],
          ['e1', [10 * a], 'PartialData'],
        ],
        [['e1', [10 * b, 10 * c], 'Complete']],
      ]);
    },
  );

  it('takes a token for its own request alone', async () => {
    const client = await threeMinutes();
    const input = { ...window(), MetricDataQueries: [metric('m1')], MaxDatapoints: 2 };
    const { NextToken } = await client.send(new GetMetricDataCommand(input));
    const other = { ...input, NextToken, MetricDataQueries: [metric('m2')] };
    await expect(client.send(new GetMetricDataCommand(other))).rejects.toMatchObject({
      name: 'InvalidNextToken',
    });
  });

  it('rounds the start down to the minute', async () => {
    const client = await threeMinutes();
    const StartTime = at(-2 * MINUTE - 20_000);
    const input = { StartTime, EndTime: at(0), MetricDataQueries: [metric('m1')] };
    const { MetricDataResults } = await client.send(new GetMetricDataCommand(input));
    expect(MetricDataResults?.[0].Timestamps).toEqual([
      at(-MINUTE),
      at(-2 * MINUTE),
      at(-3 * MINUTE),
    ]);
  });

  it('keeps minutes for 15 days and five minutes for longer', async () => {
    const { url, clock } = await lab();
    const client = sdk(url);
    await put(client, { Value: 1, Timestamp: at(-HOUR) });
    clock.now += 15 * 24 * HOUR;
    const queries = [metric('minutes'), metric('fives', { Period: 300 })];
    expect(await get(client, ...queries)).toEqual([
      { Id: 'minutes', Values: [] },
      { Id: 'fives', Values: [1] },
    ]);
  });

  it.each<[string, object, string, string]>([
    [
      'an unknown Id',
      { MetricDataQueries: [{ Id: 'e1', Expression: 'm1' }] },
      'ValidationException',
      `Error in expression 'e1': refers to "m1", which is no query's Id: did you mean e1?`,
    ],
    [
      'a wrong expression',
      { MetricDataQueries: [{ Id: 'e1', Expression: 'sum(x)' }] },
      'ValidationException',
      `Error in expression 'e1': column 1: unknown function "sum": write SUM, functions are in upper case`,
    ],
    [
      'a wrong Id',
      { MetricDataQueries: [metric('M1')] },
      'ValidationException',
      'The parameter MetricDataQueries.member.1.Id is "M1": begin with a lowercase letter, then letters, digits and _ only',
    ],
    [
      'a wrong period',
      { MetricDataQueries: [metric('m1', { Period: 61 })] },
      'ValidationException',
      'The parameter MetricDataQueries.member.1.MetricStat.Period is 61: give 1, 5, 10, 20, 30 or a multiple of 60 seconds',
    ],
    [
      '501 queries',
      { MetricDataQueries: Array.from({ length: 501 }, (_, i) => metric(`m${i}`)) },
      'InvalidParameterValueException',
      'The collection MetricDataQueries must not have a size greater than 500.',
    ],
    [
      'an end before its start',
      { EndTime: at(-2 * HOUR) },
      'ValidationException',
      'The parameter StartTime must be less than the parameter EndTime.',
    ],
    [
      'more datapoints than a page holds',
      { MaxDatapoints: 100_801 },
      'InvalidParameterValueException',
      'The value 100801 for parameter MaxDatapoints is invalid. Give 1 to 100800.',
    ],
    [
      'another account',
      { MetricDataQueries: [{ ...metric('m1'), AccountId: '1' }] },
      'ValidationException',
      'The parameter MetricDataQueries.member.1.AccountId is not supported by the lab: remove it.',
    ],
    [
      'a statistic that the lab lacks',
      { MetricDataQueries: [metric('m1', { Stat: 'tm90' })] },
      'ValidationException',
      'The value tm90 for parameter MetricDataQueries.member.1.MetricStat.Stat is not supported by the lab: give Average, Sum, Minimum, Maximum, SampleCount or a percentile.',
    ],
    [
      'ages',
      { StartTime: new Date(0), MetricDataQueries: [metric('m1', { Period: 1 })] },
      'ValidationException',
      'The request spans 1793577600 periods, and the lab takes 20000000: ask for less time, longer periods or fewer queries.',
    ],
    [
      'a token that is none',
      { NextToken: 'x' },
      'InvalidNextToken',
      'The NextToken is not one of this request: ask again without it.',
    ],
  ])('refuses %s', async (_, part, name, message) => {
    const client = sdk((await lab()).url);
    const input = { ...window(), MetricDataQueries: [metric('m1')], ...part };
    await expect(client.send(new GetMetricDataCommand(input))).rejects.toMatchObject({
      name,
      message,
    });
  });
});
