import { GetMetricDataCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { PERIOD_SECONDS } from '../../../src/predict/history/history.ts';
import { historyNdjson } from '../../../src/predict/history/history-ndjson.ts';
import {
  GROUP_DIMENSION,
  HISTORY_METRICS,
  metricData,
} from '../../../src/predict/history/metric-data.ts';
import { numbered, putCommand, putFiles } from '../../../src/predict/history/put-files.ts';
import { HOUR, lab, MIDNIGHT, sdk } from '../../lab/rig.ts';
import { dayBefore } from './day-before.ts';

describe('a history as metric data', () => {
  const history = dayBefore(MIDNIGHT);
  const data = metricData(history, 'shop-asg');

  it('has four data a period, oldest first', () => {
    expect(data).toHaveLength(4 * 288);
    expect(data.slice(0, 4).map(({ MetricName }) => MetricName)).toEqual(
      Object.values(HISTORY_METRICS),
    );
    const times = data.map(({ Timestamp }) => Timestamp.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBe(MIDNIGHT - 24 * HOUR);
  });

  it('names the group, and no unit', () => {
    const words = data.map(({ Dimensions, ...rest }) => [Dimensions, 'Unit' in rest]);
    expect(new Set(words.map((word) => JSON.stringify(word)))).toEqual(
      new Set([JSON.stringify([[{ Name: GROUP_DIMENSION, Value: 'shop-asg' }], false])]),
    );
  });

  it('is taken by CloudWatch, whose hours are those of the group: demand, mean, instances, requests', async () => {
    const { url } = await lab();
    const client = sdk(url);
    for (const { text } of putFiles('seed.json', data))
      await client.send(
        new PutMetricDataCommand({ Namespace: 'Shop/Seed', MetricData: dated(text) }),
      );
    const query = (Id: string, metric: keyof typeof HISTORY_METRICS, Stat: string) => ({
      Id,
      MetricStat: {
        Metric: {
          Namespace: 'Shop/Seed',
          MetricName: HISTORY_METRICS[metric],
          Dimensions: [{ Name: GROUP_DIMENSION, Value: 'shop-asg' }],
        },
        Period: 3600,
        Stat,
      },
    });
    const { MetricDataResults = [] } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(MIDNIGHT - 24 * HOUR),
        EndTime: new Date(MIDNIGHT),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: [
          query('demand', 'utilization', 'Sum'),
          query('cpu', 'utilization', 'Average'),
          query('instances', 'instances', 'Average'),
          query('requests', 'requests', 'Sum'),
          query('each', 'requestsPerTarget', 'Average'),
        ],
      }),
    );
    const got = Object.fromEntries(MetricDataResults.map(({ Id, Values = [] }) => [Id, Values]));
    for (let hour = 0; hour < 24; hour++) {
      const periods = Array.from({ length: 12 }, (_, i) => 12 * hour + i);
      const sum = (figure: (i: number) => number) => periods.reduce((all, i) => all + figure(i), 0);
      const { instances, utilizationPercent, requests } = history;
      const samples = sum((i) => instances[i]);
      const demand = sum((i) => instances[i] * utilizationPercent[i]);
      expect(got.demand[hour]).toBeCloseTo(demand, 6);
      expect(got.cpu[hour]).toBeCloseTo(demand / samples, 9);
      expect(got.instances[hour]).toBeCloseTo(samples / 12, 9);
      expect(got.requests[hour]).toBe(sum((i) => requests[i]));
      expect(got.each[hour]).toBeCloseTo(sum((i) => requests[i] / instances[i]) / 60, 9);
    }
  });

  it('fills files of at most 1,000 data, and numbers them', () => {
    const files = putFiles('dir.d/seed.json', data);
    expect(files.map(({ path, text }) => [path, JSON.parse(text).length])).toEqual([
      ['dir.d/seed-001.json', 1000],
      ['dir.d/seed-002.json', 152],
    ]);
    expect(putFiles('seed.json', data.slice(0, 1000)).map(({ path }) => path)).toEqual([
      'seed.json',
    ]);
    expect(numbered('dir.d/seed', 12)).toBe('dir.d/seed-012');
  });

  it('names commands that a shell takes', () => {
    expect(putCommand('seed.json', 'Shop/Seed')).toBe(
      'aws cloudwatch put-metric-data --namespace Shop/Seed --metric-data file://seed.json',
    );
    expect(putCommand("it's mine.json", 'Shop Seed')).toBe(
      "aws cloudwatch put-metric-data --namespace 'Shop Seed' --metric-data 'file://it'\\''s mine.json'",
    );
  });
});

describe('a history as NDJSON', () => {
  it('has the utilisation as a StatisticSet, a sample an instance', () => {
    const history = dayBefore(MIDNIGHT);
    const lines = historyNdjson(history).trimEnd().split('\n');
    expect(lines).toHaveLength(288);
    const last = 287;
    expect(JSON.parse(lines[last])).toEqual({
      timestamp: new Date(MIDNIGHT - 1000 * PERIOD_SECONDS).toISOString().replace('.000', ''),
      utilizationPercent: {
        SampleCount: history.instances[last],
        Sum: history.instances[last] * history.utilizationPercent[last],
        Minimum: history.lowestPercent[last],
        Maximum: history.highestPercent[last],
      },
      instances: history.instances[last],
      requests: history.requests[last],
      requestsPerTargetPerMinute: history.requests[last] / 5 / history.instances[last],
    });
  });
});

/** As the SDK wants the data of a file: times as dates. */
function dated(text: string) {
  return JSON.parse(text, (key, value) => (key === 'Timestamp' ? new Date(value) : value));
}
