import {
  type CloudWatchClient,
  ListMetricsCommand,
  PutMetricDataCommand,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { HOUR, lab, sdk } from '../rig.ts';
import { put } from './rig.ts';

const GROUP = [{ Name: 'AutoScalingGroupName', Value: 'shop-asg' }];

describe('ListMetrics', () => {
  async function names(client: CloudWatchClient, input: ListMetricsCommand['input'] = {}) {
    const { Metrics = [] } = await client.send(new ListMetricsCommand(input));
    return Metrics.map(({ MetricName }) => MetricName);
  }

  it('picks by namespace, name and dimensions', async () => {
    const client = sdk((await lab()).url);
    await put(client, { Value: 1, Dimensions: GROUP }, { MetricName: 'Hosts', Value: 1 });
    await client.send(
      new PutMetricDataCommand({
        Namespace: 'Other',
        MetricData: [{ MetricName: 'Else', Value: 1 }],
      }),
    );
    expect(await names(client)).toEqual(['Else', 'Hosts', 'Load']);
    expect(await names(client, { Namespace: 'Shop' })).toEqual(['Hosts', 'Load']);
    expect(await names(client, { MetricName: 'Hosts' })).toEqual(['Hosts']);
    expect(await names(client, { Dimensions: [{ Name: 'AutoScalingGroupName' }] })).toEqual([
      'Load',
    ]);
    expect(
      await names(client, { Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'x' }] }),
    ).toEqual([]);
  });

  it('pages by 500, nothing lost and nothing twice', async () => {
    const client = sdk((await lab()).url);
    const data = Array.from({ length: 1000 }, (_, i) => ({ MetricName: `m${i}`, Value: 1 }));
    await put(client, ...data);
    await put(client, { Value: 1 });
    const pages: (string | undefined)[][] = [];
    for await (const { Metrics = [] } of paginateListMetrics({ client }, {}))
      pages.push(Metrics.map(({ MetricName }) => MetricName));
    expect(pages.map(({ length }) => length)).toEqual([500, 500, 1]);
    expect(new Set(pages.flat()).size).toBe(1001);
  });

  it('forgets what was not put for two weeks, and can look at three hours alone', async () => {
    const { url, clock } = await lab();
    const client = sdk(url);
    await put(client, { Value: 1 });
    clock.now += 4 * HOUR;
    expect(await names(client)).toEqual(['Load']);
    expect(await names(client, { RecentlyActive: 'PT3H' })).toEqual([]);
    clock.now += 14 * 24 * HOUR;
    expect(await names(client)).toEqual([]);
  });

  it('refuses what needs another account', async () => {
    const client = sdk((await lab()).url);
    await expect(names(client, { OwningAccount: '1' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
  });
});
