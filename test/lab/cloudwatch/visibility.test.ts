import { GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { HOUR, lab, MIDNIGHT, MINUTE, sdk } from '../rig.ts';
import { at, metric, put, window } from './rig.ts';

describe('documented visibility', () => {
  it.each([
    ['a minute for what is new', -MINUTE, MINUTE],
    ['2 hours for what is 3 hours old', -3 * HOUR, 2 * HOUR],
    ['48 hours for what is a day old', -24 * HOUR, 48 * HOUR],
  ])('takes %s', async (_, offset, delay) => {
    const { url, clock } = await lab({ visibility: 'documented' });
    const client = sdk(url);
    await put(client, { Value: 1, Timestamp: at(offset) });
    const read = async () => {
      const input = { ...window(25 * HOUR), MetricDataQueries: [metric('m1')] };
      const { MetricDataResults } = await client.send(new GetMetricDataCommand(input));
      return MetricDataResults?.[0].Values;
    };
    clock.now = MIDNIGHT + delay - 1;
    expect(await read()).toEqual([]);
    clock.now = MIDNIGHT + delay;
    expect(await read()).toEqual([1]);
  });

  it('lists a metric after 15 minutes', async () => {
    const { url, clock } = await lab({ visibility: 'documented' });
    const client = sdk(url);
    await put(client, { Value: 1 });
    const listed = async () => (await client.send(new ListMetricsCommand({}))).Metrics?.length;
    clock.now += 15 * MINUTE - 1;
    expect(await listed()).toBe(0);
    clock.now += 1;
    expect(await listed()).toBe(1);
  });
});
