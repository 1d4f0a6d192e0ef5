import { describe, expect, it } from 'vitest';
import { HOUR, lab, MINUTE, sdk } from '../rig.ts';
import { at, get, metric, put } from './rig.ts';

const GROUP = [{ Name: 'AutoScalingGroupName', Value: 'shop-asg' }];

describe("AWS's SDK", () => {
  it('puts, and gets metric math', async () => {
    const client = sdk((await lab()).url);
    await put(
      client,
      { Value: 60, Timestamp: at(-3 * MINUTE) },
      { Value: 120, Timestamp: at(-2 * MINUTE) },
      { MetricName: 'Hosts', Value: 3, Timestamp: at(-2 * MINUTE) },
    );
    expect(
      await get(
        client,
        { ...metric('load'), ReturnData: false },
        { ...metric('hosts', { MetricName: 'Hosts' }), ReturnData: false },
        { Id: 'rate', Expression: 'load / PERIOD(load)' },
        { Id: 'each', Expression: 'load / hosts' },
        { Id: 'filled', Expression: 'SUM(FILL(METRICS(), 0))', ReturnData: false },
      ),
    ).toEqual([
      { Id: 'rate', Values: [1, 2] },
      { Id: 'each', Values: [40] },
    ]);
  });

  it('sums what a search finds', async () => {
    const client = sdk((await lab()).url);
    for (const name of ['ASG-myapp-blue', 'ASG-myapp-green', 'ASG-other']) {
      const Dimensions = [{ Name: 'AutoScalingGroupName', Value: name }];
      await put(client, { Value: 7, Timestamp: at(-MINUTE), Dimensions });
    }
    const Expression = `SUM(SEARCH('{Shop,AutoScalingGroupName} MetricName="Load" ASG-myapp', 'Sum', 300))`;
    expect(await get(client, { Id: 'load', Expression })).toEqual([{ Id: 'load', Values: [14] }]);
  });

  it('is understood when it packs a large body', async () => {
    const client = sdk((await lab()).url);
    const data = Array.from({ length: 1000 }, (_, i) => ({ Value: i, Timestamp: at(-MINUTE) }));
    await put(client, ...data);
    expect(await get(client, metric('n', { Stat: 'SampleCount' }))).toEqual([
      { Id: 'n', Values: [1000] },
    ]);
  });

  it('reads every statistic that it has put, by period', async () => {
    const client = sdk((await lab()).url);
    await put(
      client,
      { Values: [1, 2, 10], Counts: [2, 1, 1], Timestamp: at(-HOUR) },
      { Value: 6, Timestamp: at(-HOUR + 4 * MINUTE) },
    );
    const stats = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum', 'p50', 'p90'];
    const queries = stats.map((Stat, i) => metric(`s${i}`, { Stat, Period: 300 }));
    const values = (await get(client, ...queries)).map(({ Values: [value] }) => value);
    expect(values).toEqual([5, 20, 4, 1, 10, 2, 10]);
  });

  it('adds up what is put twice', async () => {
    const client = sdk((await lab()).url);
    const datum = { StatisticValues: { SampleCount: 2, Sum: 10, Minimum: 4, Maximum: 6 } };
    await put(client, { ...datum, Timestamp: at(-MINUTE) });
    await put(client, { ...datum, Timestamp: at(-MINUTE) });
    const stats = ['Sum', 'SampleCount', 'Average'].map((Stat, i) => metric(`s${i}`, { Stat }));
    expect((await get(client, ...stats)).map(({ Values: [value] }) => value)).toEqual([20, 4, 5]);
  });

  it('gets nothing of a unit that was not put, and all where it names none', async () => {
    const client = sdk((await lab()).url);
    await put(client, { Value: 1, Unit: 'Count', Timestamp: at(-MINUTE) });
    await put(client, { Value: 2, Timestamp: at(-MINUTE) });
    expect(
      await get(
        client,
        metric('p', { Unit: 'Percent' }),
        metric('c', { Unit: 'Count' }),
        metric('n', { Unit: 'None' }),
        metric('all'),
      ),
    ).toEqual([
      { Id: 'p', Values: [] },
      { Id: 'c', Values: [1] },
      { Id: 'n', Values: [2] },
      { Id: 'all', Values: [3] },
    ]);
  });

  it('finds a metric whatever the order of its dimensions', async () => {
    const client = sdk((await lab()).url);
    const Dimensions = [...GROUP, { Name: 'Zone', Value: 'a' }];
    await put(client, { Value: 1, Dimensions, Timestamp: at(-MINUTE) });
    const query = metric('m1', { Dimensions: Dimensions.toReversed() });
    expect(await get(client, query)).toEqual([{ Id: 'm1', Values: [1] }]);
    expect(await get(client, metric('none'))).toEqual([{ Id: 'none', Values: [] }]);
  });
});
