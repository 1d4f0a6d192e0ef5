import { describe, expect, it, vi } from 'vitest';
import { simulate } from '../../src/simulate/simulate.ts';
import { GROUP } from '../lab/autoscaling/rig.ts';
import { HOUR, lab, MINUTE } from '../lab/rig.ts';
import { runLab } from '../lab/running-lab.ts';
import { planOf, tracking } from '../support/plans.ts';
import { aws, awsText, isWanted } from './aws-cli.ts';

const named = ['--auto-scaling-group-name', GROUP];
const autoscaling = (url: string, operation: string, ...args: readonly string[]) =>
  aws(url, 'autoscaling', operation, ...args);

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

/** In the order and the form in which AWS's command line prints it. */
const metric = (Id: string, MetricName: string, Stat: string) => ({
  MetricDataQueries: [
    {
      Id,
      MetricStat: {
        Metric: {
          Namespace: 'Shop/Seed',
          MetricName,
          Dimensions: [{ Name: 'AutoScalingGroupName', Value: GROUP }],
        },
        Stat,
      },
      ReturnData: true,
    },
  ],
});
const SEARCHED = {
  MetricDataQueries: [
    {
      Id: 'load_sum',
      Expression: `SUM(SEARCH('{Shop/Seed,AutoScalingGroupName} MetricName="Load" ${GROUP}', 'Sum', 3600))`,
      Label: 'the load, "<all>" & more',
      ReturnData: true,
    },
  ],
};
const CONFIGURATION = {
  MetricSpecifications: [
    {
      TargetValue: 47.5,
      CustomizedScalingMetricSpecification: metric('cpu', 'Cpu', 'Average'),
      CustomizedLoadMetricSpecification: SEARCHED,
      CustomizedCapacityMetricSpecification: metric('hosts', 'Hosts', 'Average'),
    },
  ],
  Mode: 'ForecastOnly',
  SchedulingBufferTime: 0,
  MaxCapacityBreachBehavior: 'HonorMaxCapacity',
};
const TRACKING = (MetricName: string) => ({
  CustomizedMetricSpecification: {
    MetricName,
    Namespace: 'Shop',
    Statistic: 'Average',
  },
  TargetValue: 50,
});

function putPolicy(url: string, name: string, type: string, flag: string, value: unknown) {
  const policy = ['--policy-name', name, '--policy-type', type, flag, JSON.stringify(value)];
  return autoscaling(url, 'put-scaling-policy', ...named, ...policy);
}

// A call takes a second, and several where the machine is busy.
const PATIENCE = { timeout: 120_000 };

describe.skipIf(!isWanted)(
  "AWS's command line on groups (skipped unless PLIMSOLL_INTEROP=1)",
  PATIENCE,
  () => {
    it('puts a predictive policy, and reads the same bytes', async () => {
      const { url } = await lab({ group: { name: GROUP } });
      const flag = '--predictive-scaling-configuration';
      const { PolicyARN } = await putPolicy(url, 'p', 'PredictiveScaling', flag, CONFIGURATION);
      expect(PolicyARN).toMatch(/^arn:aws:autoscaling:.*policyName\/p$/);
      const query = ['--query', 'ScalingPolicies[0].PredictiveScalingConfiguration'];
      const text = await awsText(url, 'autoscaling', 'describe-policies', ...named, ...query);
      expect(text).toBe(`${JSON.stringify(CONFIGURATION, null, 4)}\n`);
    });

    it('reads the forecast of what was seeded', async () => {
      const { url, clock } = await lab({ group: { name: GROUP } });
      const Dimensions = [{ Name: 'AutoScalingGroupName', Value: GROUP }];
      const data = Array.from({ length: 72 }, (_, i) => i - 72).flatMap((hour) => {
        const Timestamp = iso(clock.now + hour * HOUR);
        return Object.entries({ Load: 950, Cpu: 47.5, Hosts: 2 }).map(([MetricName, Value]) => ({
          MetricName,
          Value,
          Timestamp,
          Dimensions,
        }));
      });
      const put = ['--namespace', 'Shop/Seed', '--metric-data', JSON.stringify(data)];
      await aws(url, 'cloudwatch', 'put-metric-data', ...put);
      const flag = '--predictive-scaling-configuration';
      await putPolicy(url, 'p', 'PredictiveScaling', flag, CONFIGURATION);
      const times = ['--start-time', iso(clock.now), '--end-time', iso(clock.now + 48 * HOUR)];
      const forecast = await autoscaling(
        url,
        'get-predictive-scaling-forecast',
        ...named,
        ...['--policy-name', 'p', ...times],
      );
      expect(forecast.CapacityForecast.Values).toEqual(Array(48).fill(2));
      expect(forecast.LoadForecast[0].Values[0]).toBeCloseTo(950);
      expect(forecast.LoadForecast[0].MetricSpecification).toEqual(
        CONFIGURATION.MetricSpecifications[0],
      );
    });

    it('puts, describes and deletes alarms', async () => {
      const { url } = await lab({ group: { name: GROUP } });
      const flag = '--target-tracking-configuration';
      const { Alarms } = await putPolicy(url, 't', 'TargetTrackingScaling', flag, TRACKING('Cpu'));
      await aws(
        url,
        'cloudwatch',
        'put-metric-alarm',
        ...['--alarm-name', 'busy', '--namespace', 'Shop', '--metric-name', 'Load'],
        ...['--statistic', 'Sum', '--period', '60', '--evaluation-periods', '3'],
        ...['--threshold', '10', '--comparison-operator', 'GreaterThanThreshold'],
      );
      const { MetricAlarms } = await aws(url, 'cloudwatch', 'describe-alarms');
      const names = (list: readonly { AlarmName: string }[]) =>
        list.map(({ AlarmName }) => AlarmName);
      expect(names(MetricAlarms)).toEqual([...names(Alarms), 'busy']);
      await aws(url, 'cloudwatch', 'delete-alarms', '--alarm-names', 'busy');
      expect((await aws(url, 'cloudwatch', 'describe-alarms')).MetricAlarms).toHaveLength(2);
    });

    it('scales by hand and by schedule, and sees the targets', async () => {
      const { url, clock } = await lab({ group: { name: GROUP } });
      await autoscaling(url, 'set-desired-capacity', ...named, '--desired-capacity', '2');
      const schedule = ['--scheduled-action-name', 'day', '--recurrence', '30 * * * *'];
      await autoscaling(
        url,
        'put-scheduled-update-group-action',
        ...named,
        ...[...schedule, '--min-size', '3'],
      );
      const { ScheduledUpdateGroupActions } = await autoscaling(url, 'describe-scheduled-actions');
      expect(ScheduledUpdateGroupActions).toMatchObject([
        { Recurrence: '30 * * * *', MinSize: 3, StartTime: '2026-11-02T00:30:00+00:00' },
      ]);
      clock.now += 31 * MINUTE + 29_000;
      const { Activities } = await autoscaling(url, 'describe-scaling-activities', ...named);
      expect(Activities.map((each: { Cause: string }) => each.Cause)).toEqual([
        expect.stringContaining(
          'At 2026-11-02T00:30:00Z a scheduled action update of AutoScalingGroup constraints to min: 3, max: 10, desired: 3 changing the desired capacity from 2 to 3',
        ),
        expect.stringContaining('a user request explicitly set group desired capacity'),
      ]);
      const { TargetGroups } = await aws(url, 'elbv2', 'describe-target-groups');
      const arn = ['--target-group-arn', TargetGroups[0].TargetGroupArn];
      const { TargetHealthDescriptions } = await aws(
        url,
        'elbv2',
        'describe-target-health',
        ...arn,
      );
      expect(
        TargetHealthDescriptions.map(
          ({ TargetHealth }: { TargetHealth: { State: string } }) => TargetHealth.State,
        ),
      ).toEqual(['healthy', 'healthy', 'initial']);
    });

    it('reads its refusals', async () => {
      const { url } = await lab({ group: { name: GROUP } });
      const flag = '--predictive-scaling-configuration';
      const wrong = { ...CONFIGURATION, SchedulingBufferTime: 3600 };
      await expect(putPolicy(url, 'p', 'PredictiveScaling', flag, wrong)).rejects.toMatchObject({
        stderr: expect.stringContaining(
          'An error occurred (ValidationError) when calling the PutScalingPolicy operation: PredictiveScalingConfiguration.SchedulingBufferTime is 3600',
        ),
      });
    });

    it('makes a group sixty times as fast scale out when the simulation does', async () => {
      // A minute of the lab is a second.
      const running = await runLab(
        '--output',
        'json',
        '--speed',
        '60',
        '--group',
        GROUP,
        '--min-size',
        '2',
      );
      const started = Date.now();
      const { url, clock } = JSON.parse(running.firstLine);
      const flag = '--target-tracking-configuration';
      await putPolicy(url, 't', 'TargetTrackingScaling', flag, TRACKING('Cpu'));
      const strategy = tracking(50, { MaxSize: 10 });
      const load = Array.from({ length: 20 }, (_, minute) => (minute < 3 ? 40 : 150));
      const plan = planOf(load, [strategy]);
      const { timeline, activities } = simulate(plan, strategy);
      const [first] = activities;
      // Put ahead, to begin a quarter of an hour of the lab from now: the call may take as long.
      const now = Date.parse(clock) + 60 * (Date.now() - started);
      const start = MINUTE * (Math.ceil(now / MINUTE) + 15);
      const data = Array.from(timeline.cpuPercent.subarray(0, 9), (Value, minute) => ({
        MetricName: 'Cpu',
        Value,
        Timestamp: iso(start + minute * MINUTE),
      }));
      const put = ['--namespace', 'Shop', '--metric-data', JSON.stringify(data)];
      await aws(url, 'cloudwatch', 'put-metric-data', ...put);
      const [activity] = await vi.waitFor(
        async () => {
          const { Activities } = await autoscaling(url, 'describe-scaling-activities', ...named);
          expect(Activities).not.toEqual([]);
          return Activities.toReversed();
        },
        { timeout: 60_000, interval: 500 },
      );
      const minute = first.at / 60 - plan.load.startMinute;
      const at = iso(start + minute * MINUTE).replace('.000Z', 'Z');
      expect(activity.Cause).toMatch(
        new RegExp(
          `^At ${at} a monitor alarm TargetTracking-shop-asg-AlarmHigh-[0-9a-f-]+ in state ALARM triggered policy t changing the desired capacity from ${first.from} to ${first.to} `,
        ),
      );
    });
  },
);
