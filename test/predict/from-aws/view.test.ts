import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { autoScaling } from '../../../src/aws/auto-scaling.ts';
import { metricReader } from '../../../src/aws/metric-reader.ts';
import { viewForecast } from '../../../src/predict/from-aws/view.ts';
import { HOUR, lab, MIDNIGHT, MINUTE, sdk } from '../../lab/rig.ts';

const DAY = 24 * HOUR;
const NAMES = { group: 'shop', policy: 'forecast' };

const metric = (Id: string, MetricName: string, Stat: string) => ({
  MetricDataQueries: [
    { Id, MetricStat: { Metric: { Namespace: 'Seed', MetricName }, Stat }, ReturnData: true },
  ],
});

/**
 * A lab at midnight, told of 25 hours of 10 requests a minute on each of 2 instances, 6
 * from 09:00 to 17:00, and a policy that keeps the requests of an instance at 5.
 */
async function labOfRequests() {
  const { url } = await lab({ group: { name: 'shop', MinSize: 1, MaxSize: 40 } });
  const MetricData = Array.from({ length: 25 }, (_, i) => MIDNIGHT + (i - 25) * HOUR).flatMap(
    (hour) => {
      const isBusy = hour % DAY >= 9 * HOUR && hour % DAY < 17 * HOUR;
      const Value = isBusy ? 6 : 2;
      return [
        { MetricName: 'Requests', Timestamp: new Date(hour), Value: 600 * Value },
        { MetricName: 'Hosts', Timestamp: new Date(hour), Value },
        ...Array.from({ length: 60 }, (_, minute) => ({
          MetricName: 'RequestsPerHost',
          Timestamp: new Date(hour + minute * MINUTE),
          Value: 10,
        })),
      ];
    },
  );
  for (let first = 0; first < MetricData.length; first += 1000)
    await sdk(url).send(
      new PutMetricDataCommand({
        Namespace: 'Seed',
        MetricData: MetricData.slice(first, first + 1000),
      }),
    );
  const desk = autoScaling({ endpointUrl: url });
  await desk.put('shop', 'forecast', {
    MetricSpecifications: [
      {
        TargetValue: 5,
        CustomizedLoadMetricSpecification: metric('load', 'Requests', 'Sum'),
        CustomizedScalingMetricSpecification: metric('each', 'RequestsPerHost', 'Sum'),
        CustomizedCapacityMetricSpecification: metric('hosts', 'Hosts', 'Average'),
      },
    ],
  });
  return { desk, read: metricReader({ endpointUrl: url }) };
}

describe('viewForecast', () => {
  it('plans what the policy plans, of a scaling metric that is a sum as well', async () => {
    const { awsCapacity, own } = await viewForecast(await labOfRequests(), NAMES, MIDNIGHT / 1000);
    // The lab's policies forecast as we do. Half the requests an instance are twice the instances.
    expect(Math.max(...awsCapacity.subarray(48))).toBe(12);
    expect(own.capacity.subarray(48)).toEqual(awsCapacity.subarray(48));
  });

  it('reads two days and the two weeks before them, by the minute what is kept by the minute', async () => {
    const { desk, read } = await labOfRequests();
    const asked: (readonly [string, number, number])[] = [];
    const noting: typeof read = (queries, period, from, until) => {
      asked.push([queries[0].Id, period, (until - from) / 3600]);
      return read(queries, period, from, until);
    };
    await viewForecast({ desk, read: noting }, NAMES, MIDNIGHT / 1000);
    expect(asked).toEqual([
      ['load', 3600, 16 * 24],
      ['each', 60, 15 * 24 - 1],
      ['hosts', 300, 16 * 24],
    ]);
  });
});
