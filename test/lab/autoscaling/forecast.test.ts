import {
  type AutoScalingClient,
  GetPredictiveScalingForecastCommand,
  type PredictiveScalingConfiguration,
} from '@aws-sdk/client-auto-scaling';
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { HOUR, lab, MIDNIGHT, MINUTE, sdk } from '../rig.ts';
import { autoScaling, changes, GROUP, putPolicy } from './rig.ts';

const at = (milliseconds: number) => new Date(MIDNIGHT + milliseconds);
const metric = (Id: string, MetricName: string, Stat: string) => ({
  MetricDataQueries: [
    { Id, MetricStat: { Metric: { Namespace: 'Seed', MetricName }, Stat }, ReturnData: true },
  ],
});

/** A policy that keeps Cpu at 50: an instance for each 500 of the load. */
const configuration = (
  changed: Partial<PredictiveScalingConfiguration> = {},
): PredictiveScalingConfiguration => ({
  MetricSpecifications: [
    {
      TargetValue: 50,
      CustomizedLoadMetricSpecification: metric('load', 'Load', 'Sum'),
      CustomizedScalingMetricSpecification: metric('cpu', 'Cpu', 'Average'),
      CustomizedCapacityMetricSpecification: metric('hosts', 'Hosts', 'Average'),
    },
  ],
  ...changed,
});

/** Day after day 1,000 an hour on 2 instances, and 4,000 on 8 from 09:00 to 17:00, at 50 % CPU. */
const isBusy = (hour: number) => (hour + 2400) % 24 >= 9 && (hour + 2400) % 24 < 17;

/** A lab at midnight that was told of so many hours before it, and a policy that learned of them. */
async function labWithHistory(hours: number, changed: Partial<PredictiveScalingConfiguration>) {
  const { url, clock } = await lab({ group: { name: GROUP, MaxSize: 6, MinSize: 2 } });
  const MetricData = Array.from({ length: hours }, (_, i) => i - hours).flatMap((hour) => {
    const hosts = isBusy(hour) ? 8 : 2;
    return Object.entries({ Load: 500 * hosts, Cpu: 50, Hosts: hosts }).map(
      ([MetricName, Value]) => ({ MetricName, Value, Timestamp: at(hour * HOUR) }),
    );
  });
  await sdk(url).send(new PutMetricDataCommand({ Namespace: 'Seed', MetricData }));
  const client = autoScaling(url);
  await putPolicy(client, {
    PolicyType: 'PredictiveScaling',
    PredictiveScalingConfiguration: configuration(changed),
  });
  return { client, clock };
}

function forecast(client: AutoScalingClient, from = 0, to = 48 * HOUR) {
  const times = { StartTime: at(from), EndTime: at(to) };
  return client.send(
    new GetPredictiveScalingForecastCommand({
      AutoScalingGroupName: GROUP,
      PolicyName: 'cpu',
      ...times,
    }),
  );
}

describe('a predictive policy in the lab', () => {
  it('forecasts the next 48 hours as soon as it is put', async () => {
    const { client } = await labWithHistory(10 * 24, {});
    const { LoadForecast = [], CapacityForecast, UpdateTime } = await forecast(client);
    const [{ Timestamps = [], Values = [], MetricSpecification }] = LoadForecast;
    expect(UpdateTime).toEqual(at(0));
    expect(MetricSpecification).toEqual(configuration().MetricSpecifications?.[0]);
    expect(Timestamps.map((time) => time.getTime() - MIDNIGHT)).toEqual(
      Array.from({ length: 48 }, (_, hour) => hour * HOUR),
    );
    expect(CapacityForecast?.Timestamps).toEqual(Timestamps);
    const off = Values.map((value, hour) => Math.abs(value / (isBusy(hour) ? 4000 : 1000) - 1));
    expect(Math.max(...off)).toBeLessThan(0.01);
    expect(CapacityForecast?.Values?.slice(6, 12)).toEqual([2, 2, 2, 8, 8, 8]);
  });

  it('tells a part of it, the end not included', async () => {
    const { client } = await labWithHistory(10 * 24, {});
    const { CapacityForecast } = await forecast(client, 8 * HOUR, 10 * HOUR);
    expect(CapacityForecast?.Values).toEqual([2, 8]);
  });

  it('says why there is none yet', async () => {
    const { client } = await labWithHistory(23, {});
    await expect(forecast(client)).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        'There is no forecast of policy cpu yet: its load metric has less than 24 hours of data',
    });
  });

  it('scales out ahead of the hour, to what the group may have', async () => {
    const { client, clock } = await labWithHistory(10 * 24, {
      Mode: 'ForecastAndScale',
      SchedulingBufferTime: 600,
    });
    clock.now += 10 * HOUR;
    expect(await changes(client)).toEqual([
      { at: (MIDNIGHT + 8 * HOUR + 50 * MINUTE) / 1000, from: 2, to: 6 },
    ]);
  });

  it('raises MaxSize where it may', async () => {
    const { client, clock } = await labWithHistory(10 * 24, {
      Mode: 'ForecastAndScale',
      MaxCapacityBreachBehavior: 'IncreaseMaxCapacity',
      MaxCapacityBuffer: 10,
    });
    clock.now += 10 * HOUR;
    expect(await changes(client)).toEqual([
      { at: (MIDNIGHT + 8 * HOUR + 55 * MINUTE) / 1000, from: 2, to: 8 },
    ]);
  });

  it('does nothing where it only forecasts', async () => {
    const { client, clock } = await labWithHistory(10 * 24, { Mode: 'ForecastOnly' });
    clock.now += 24 * HOUR;
    expect(await changes(client)).toEqual([]);
    // Four forecasts later, and the hours that have passed are told as they were forecast.
    const { UpdateTime, CapacityForecast } = await forecast(client);
    expect(UpdateTime).toEqual(at(24 * HOUR));
    expect(CapacityForecast?.Values?.slice(6, 12)).toEqual([2, 2, 2, 8, 8, 8]);
  });
});
