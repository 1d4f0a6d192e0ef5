import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  GROUP_DIMENSION,
  HISTORY_METRICS,
  metricData,
} from '../../src/predict/history/metric-data.ts';
import { putFiles } from '../../src/predict/history/put-files.ts';
import { HOUR, lab, MINUTE, temporaryDirectory } from '../lab/rig.ts';
import { dayBefore } from '../predict/history/day-before.ts';
import { aws, isWanted } from './aws-cli.ts';

function cloudwatch(url: string, operation: string, ...args: readonly string[]) {
  return aws(url, 'cloudwatch', operation, ...args);
}

const time = (now: number, offset: number) => new Date(now + offset).toISOString();

describe.skipIf(!isWanted)("AWS's command line (skipped unless PLIMSOLL_INTEROP=1)", () => {
  it('is installed', () => {
    expect(execFileSync('aws', ['--version'], { encoding: 'utf8' })).toMatch(/^aws-cli\//);
  });

  it('puts to the lab, and gets metric math', async () => {
    const { url, clock } = await lab();
    const data = [
      { MetricName: 'Load', Value: 90, Timestamp: time(clock.now, -2 * MINUTE) },
      {
        MetricName: 'Hosts',
        Values: [3],
        Counts: [2],
        Timestamp: time(clock.now, -2 * MINUTE),
        Unit: 'Count',
      },
    ];
    const put = ['--namespace', 'Shop', '--metric-data', JSON.stringify(data)];
    expect(await cloudwatch(url, 'put-metric-data', ...put)).toBeUndefined();

    const stat = (Id: string, MetricName: string, Stat: string) => ({
      Id,
      MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat },
      ReturnData: false,
    });
    const queries = [
      stat('load', 'Load', 'Sum'),
      stat('hosts', 'Hosts', 'Average'),
      { Id: 'each', Expression: 'load / hosts', Label: 'load each' },
    ];
    const answer = await cloudwatch(
      url,
      'get-metric-data',
      ...['--start-time', time(clock.now, -HOUR), '--end-time', time(clock.now, 0)],
      ...['--metric-data-queries', JSON.stringify(queries)],
    );
    expect(answer.MetricDataResults).toEqual([
      expect.objectContaining({ Id: 'each', Label: 'load each', Values: [30] }),
    ]);
  });

  it('lists metrics, page by page', async () => {
    const { url } = await lab();
    const data = Array.from({ length: 600 }, (_, i) => ({ MetricName: `m${i}`, Value: i }));
    await cloudwatch(
      url,
      'put-metric-data',
      '--namespace',
      'Shop',
      '--metric-data',
      JSON.stringify(data),
    );
    const { Metrics } = await cloudwatch(url, 'list-metrics', '--namespace', 'Shop');
    expect(new Set(Metrics.map(({ MetricName }: { MetricName: string }) => MetricName)).size).toBe(
      600,
    );
  });

  it('gets statistics', async () => {
    const { url, clock } = await lab();
    const at = time(clock.now, -MINUTE);
    const values = 'SampleCount=4,Sum=10,Minimum=1,Maximum=4';
    const put = ['--namespace', 'Shop', '--metric-name', 'Load', '--timestamp', at];
    await cloudwatch(url, 'put-metric-data', ...put, '--statistic-values', values);
    const { Datapoints } = await cloudwatch(
      url,
      'get-metric-statistics',
      ...['--namespace', 'Shop', '--metric-name', 'Load', '--period', '60'],
      ...['--start-time', time(clock.now, -HOUR), '--end-time', time(clock.now, 0)],
      ...['--statistics', 'Average', 'Maximum'],
    );
    expect(Datapoints).toEqual([expect.objectContaining({ Average: 2.5, Maximum: 4 })]);
  });

  it('puts the files that a history is written to, and reads the hours of the group', async () => {
    const { url, clock } = await lab();
    const directory = temporaryDirectory();
    const history = dayBefore(clock.now);
    const files = putFiles(join(directory, 'seed.json'), metricData(history, 'shop-asg'));
    for (const { path, text } of files) {
      writeFileSync(path, text);
      const put = ['--namespace', 'Shop/Seed', '--metric-data', `file://${path}`];
      await cloudwatch(url, 'put-metric-data', ...put);
    }
    const { Datapoints } = await cloudwatch(
      url,
      'get-metric-statistics',
      ...['--namespace', 'Shop/Seed', '--metric-name', HISTORY_METRICS.utilization],
      ...['--dimensions', `Name=${GROUP_DIMENSION},Value=shop-asg`, '--period', '86400'],
      ...['--start-time', time(clock.now, -24 * HOUR), '--end-time', time(clock.now, 0)],
      ...['--statistics', 'Sum', 'SampleCount'],
    );
    const { instances, utilizationPercent } = history;
    const demand = instances.reduce((sum, count, i) => sum + count * utilizationPercent[i], 0);
    expect(Datapoints).toEqual([
      expect.objectContaining({
        SampleCount: instances.reduce((sum, count) => sum + count, 0),
        Sum: expect.closeTo(demand, 6),
      }),
    ]);
  });

  it('reads its refusals', async () => {
    const { url } = await lab();
    const put = ['--namespace', 'AWS/Shop', '--metric-name', 'Load', '--value', '1'];
    await expect(cloudwatch(url, 'put-metric-data', ...put)).rejects.toMatchObject({
      stderr: expect.stringContaining(
        'An error occurred (InvalidParameterValue) when calling the PutMetricData operation: The value AWS/Shop for parameter Namespace is invalid.',
      ),
    });
  });
});
