import {
  DescribeAutoScalingGroupsCommand,
  DescribePoliciesCommand,
  DescribeScalingActivitiesCommand,
  DescribeScheduledActionsCommand,
  PutScheduledUpdateGroupActionCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, it, vi } from 'vitest';
import { autoScaling, GROUP, putPolicy } from '../lab/autoscaling/rig.ts';
import { put } from '../lab/cloudwatch/rig.ts';
import { sdk, temporaryDirectory } from '../lab/rig.ts';
import { type RunningLab, runLab } from '../lab/running-lab.ts';

const named = { AutoScalingGroupName: GROUP };
const tracking = {
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingConfiguration: {
    TargetValue: 50,
    CustomizedMetricSpecification: {
      Namespace: 'Shop',
      MetricName: 'Cpu',
      Statistic: 'Average',
    },
  },
} as const;

/** Everything that a lab tells of its groups and alarms, but for what goes on by itself. */
async function told({ firstLine: url }: RunningLab) {
  const client = autoScaling(url);
  const { AutoScalingGroups } = await client.send(new DescribeAutoScalingGroupsCommand({}));
  const { ScalingPolicies } = await client.send(new DescribePoliciesCommand({}));
  const { Activities } = await client.send(new DescribeScalingActivitiesCommand({}));
  const schedules = await client.send(new DescribeScheduledActionsCommand({}));
  const { MetricAlarms } = await sdk(url).send(new DescribeAlarmsCommand({}));
  const { ScheduledUpdateGroupActions } = schedules;
  return {
    AutoScalingGroups,
    ScalingPolicies,
    Activities,
    ScheduledUpdateGroupActions,
    MetricAlarms,
  };
}

describe('a lab with a group that is killed', () => {
  it('has the group, its instances, policies, alarms, schedules and activities when it is up again', async () => {
    const state = temporaryDirectory();
    const args = ['--state', state, '--group', GROUP, '--speed', '600', '--launch', '90'];
    const lab = await runLab(...args);
    const client = autoScaling(lab.firstLine);
    const { PolicyARN = '' } = await putPolicy(client, tracking);
    await putPolicy(client, {
      PolicyName: 'step',
      PolicyType: 'StepScaling',
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
    });
    await sdk(lab.firstLine).send(
      new PutMetricAlarmCommand({
        AlarmName: 'quiet',
        Namespace: 'Shop',
        MetricName: 'Load',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'LessThanThreshold',
        TreatMissingData: 'breaching',
        AlarmActions: [PolicyARN],
      }),
    );
    await client.send(
      new PutScheduledUpdateGroupActionCommand({
        ...named,
        ScheduledActionName: 'yearly',
        Recurrence: '0 0 1 1 *',
        MinSize: 2,
      }),
    );
    await client.send(new SetDesiredCapacityCommand({ ...named, DesiredCapacity: 3 }));
    await vi.waitFor(
      async () => {
        const { AutoScalingGroups, MetricAlarms } = await told(lab);
        expect(AutoScalingGroups?.[0].Instances).toHaveLength(3);
        expect(MetricAlarms?.find(({ AlarmName }) => AlarmName === 'quiet')?.StateValue).toBe(
          'ALARM',
        );
        expect(AutoScalingGroups?.[0].Instances?.map((each) => each.LifecycleState)).toEqual([
          'InService',
          'InService',
          'InService',
        ]);
      },
      { timeout: 10_000, interval: 50 },
    );
    const before = await told(lab);
    expect(await lab.end('SIGKILL')).toBeNull();

    const again = await runLab(...args);
    expect(await told(again)).toEqual(before);
    await vi.waitFor(() =>
      expect(again.said()).toContain(
        `the group ${GROUP} is as it was kept, whatever the options say`,
      ),
    );
  });

  it('goes on from there: its clock does not go back, its policies act on what was put before', async () => {
    const state = temporaryDirectory();
    const args = ['--state', state, '--group', GROUP, '--speed', '600', '--output', 'json'];
    const clockOf = ({ firstLine }: RunningLab) => Date.parse(JSON.parse(firstLine).clock);
    const urlOf = ({ firstLine }: RunningLab) => JSON.parse(firstLine).url as string;
    const lab = await runLab(...args);
    const cpu = (Value: number, minute: number) => ({
      MetricName: 'Cpu',
      Value,
      Timestamp: new Date(clockOf(lab) + 60_000 * minute),
    });
    await putPolicy(autoScaling(urlOf(lab)), tracking);
    // Two hours, of which the lab lives through a few minutes before it is killed.
    await put(sdk(urlOf(lab)), ...Array.from({ length: 110 }, (_, i) => cpu(i < 8 ? 40 : 90, i)));
    const desired = async (url: string) => {
      const { AutoScalingGroups } = await autoScaling(url).send(
        new DescribeAutoScalingGroupsCommand({}),
      );
      return AutoScalingGroups?.[0].DesiredCapacity ?? 0;
    };
    const inService = async (url: string) => {
      const start = clockOf(lab);
      const { MetricDataResults } = await sdk(url).send(
        new GetMetricDataCommand({
          StartTime: new Date(start - 60_000),
          EndTime: new Date(start + 7_200_000),
          MetricDataQueries: [
            {
              Id: 'm1',
              MetricStat: {
                Metric: {
                  Namespace: 'AWS/AutoScaling',
                  MetricName: 'GroupInServiceInstances',
                  Dimensions: [{ Name: 'AutoScalingGroupName', Value: GROUP }],
                },
                Period: 60,
                Stat: 'Average',
              },
            },
          ],
        }),
      );
      return MetricDataResults?.[0].Values?.length ?? 0;
    };
    await vi.waitFor(async () => expect(await inService(urlOf(lab))).toBeGreaterThan(3), {
      timeout: 5000,
    });
    const known = await inService(urlOf(lab));
    await lab.end('SIGKILL');

    const again = await runLab(...args);
    expect(clockOf(again)).toBeGreaterThanOrEqual(clockOf(lab) + 60_000 * 3);
    expect(await inService(urlOf(again))).toBeGreaterThanOrEqual(known);
    await vi.waitFor(async () => expect(await desired(urlOf(again))).toBeGreaterThan(1), {
      timeout: 10_000,
      interval: 50,
    });
  });
});
