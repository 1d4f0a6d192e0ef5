import {
  type AutoScalingClient,
  PutScheduledUpdateGroupActionCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  type CloudWatchClient,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLab } from '../../../src/lab/start-lab.ts';
import type { MetricAlarm } from '../../../src/model/policies/policy.ts';
import type { Strategy } from '../../../src/simulate/plan.ts';
import { simulate } from '../../../src/simulate/simulate.ts';
import {
  cpuAlarm,
  planOf,
  START_MINUTE,
  steps,
  strategyOf,
  tracking,
} from '../../support/plans.ts';
import { lab, sdk, temporaryDirectory } from '../rig.ts';
import { autoScaling, changes, GROUP, putPolicy } from './rig.ts';

const CPU = { Namespace: 'Shop', MetricName: 'Cpu' };
const START = 60_000 * START_MINUTE;

/** Gives the lab's group what the strategy has, on the metric that the test puts. */
async function giveStrategy(
  { policies, alarms, scheduledActions }: Strategy,
  client: AutoScalingClient,
  cloudWatch: CloudWatchClient,
): Promise<void> {
  for (const policy of policies) {
    if (policy.PolicyType === 'PredictiveScaling') throw new Error('not compared here');
    const { TargetTrackingConfiguration, ...rest } = {
      TargetTrackingConfiguration: undefined,
      ...policy,
    };
    const { PolicyARN = '' } = await putPolicy(client, {
      ...rest,
      StepAdjustments: 'StepAdjustments' in policy ? [...policy.StepAdjustments] : undefined,
      ...(TargetTrackingConfiguration && {
        TargetTrackingConfiguration: {
          TargetValue: TargetTrackingConfiguration.TargetValue,
          CustomizedMetricSpecification: { ...CPU, Statistic: 'Average' },
        },
      }),
    });
    for (const alarm of alarms.filter(({ AlarmActions }) =>
      AlarmActions.includes(policy.PolicyName),
    ))
      await cloudWatch.send(
        new PutMetricAlarmCommand({ ...alarm, ...CPU, AlarmActions: [PolicyARN] }),
      );
  }
  for (const { StartTime, EndTime: _, ...action } of scheduledActions) {
    const times = StartTime === undefined ? {} : { StartTime: new Date(1000 * StartTime) };
    await client.send(
      new PutScheduledUpdateGroupActionCommand({
        AutoScalingGroupName: GROUP,
        ...action,
        ...times,
      }),
    );
  }
}

/**
 * The group's changes when it is told the CPU that the simulation saw: each minute as
 * the lab's clock comes to it, or all of them ahead, and the clock moved in one leap, or
 * in two, with a lab of its own for each.
 */
async function inTheLab(
  strategy: Strategy,
  cpuPercent: Float64Array,
  told: 'by minute' | 'ahead' | 'ahead, by two labs',
) {
  const { MinSize, MaxSize, DesiredCapacity, DefaultInstanceWarmup } = strategy.group;
  const group = { name: GROUP, MinSize, MaxSize, DesiredCapacity, DefaultInstanceWarmup };
  const stateDirectory = told === 'ahead, by two labs' ? temporaryDirectory() : undefined;
  const options = { group, ...(stateDirectory && { stateDirectory }) };
  const clock = { now: START };
  const { url, close } = await startLab({ ...options, now: () => clock.now });
  onTestFinished(close);
  const client = autoScaling(url);
  const cloudWatch = sdk(url);
  await giveStrategy(strategy, client, cloudWatch);
  const data = [...cpuPercent.entries()]
    .filter(([, Value]) => !Number.isNaN(Value))
    .map(([minute, Value]) => ({ MetricName: CPU.MetricName, Value, Timestamp: at(minute) }));
  const put = (MetricData: typeof data) =>
    cloudWatch.send(new PutMetricDataCommand({ Namespace: CPU.Namespace, MetricData }));
  if (told === 'by minute')
    for (const datum of data) {
      // A few seconds after the minute has ended, as it would come.
      clock.now = datum.Timestamp.getTime() + 64_000;
      await put([datum]);
    }
  else await put(data);
  const end = START + 60_000 * (cpuPercent.length - 1);
  if (stateDirectory === undefined) {
    clock.now = end;
    return changes(client);
  }
  clock.now = START + 60_000 * Math.floor(cpuPercent.length / 3);
  await changes(client);
  await close();
  const second = await lab({ ...options, start: clock.now });
  second.clock.now = end;
  return changes(autoScaling(second.url));
}

const at = (minute: number) => new Date(START + 60_000 * minute);

/** Twenty minutes at 40 requests per second, an hour at 150 with a gap, forty minutes at 40. */
const load = Float64Array.from({ length: 120 }, (_, i) =>
  i >= 60 && i < 64 ? Number.NaN : i >= 20 && i < 80 ? 150 : 40,
);

const simple = strategyOf(
  'simple',
  [
    {
      PolicyType: 'SimpleScaling',
      PolicyName: 'one-more',
      AdjustmentType: 'ChangeInCapacity',
      ScalingAdjustment: 1,
      Cooldown: 240,
    },
  ],
  [cpuAlarm('busy', 'GreaterThanThreshold', 70, 2, ['one-more'])],
);

const alarming = (changed: Partial<MetricAlarm>): Strategy => ({
  ...simple,
  alarms: simple.alarms.map((alarm) => ({ ...alarm, ...changed })),
});

const scheduled: Strategy = {
  ...tracking(50),
  scheduledActions: [
    { ScheduledActionName: 'raise', StartTime: 60 * START_MINUTE + 610, MinSize: 5 },
    { ScheduledActionName: 'restore', Recurrence: '30 * * * *', MinSize: 2 },
    { ScheduledActionName: 'cannot', Recurrence: '45 * * * *', DesiredCapacity: 41 },
  ],
};

const stepwise = steps(
  {
    above: 60,
    adjustments: [
      { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 20, ScalingAdjustment: 1 },
      { MetricIntervalLowerBound: 20, ScalingAdjustment: 2 },
    ],
  },
  { below: 20, adjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }] },
);

describe('a group in the lab', () => {
  const decided = (strategy: Strategy) => {
    const { timeline, activities } = simulate(planOf(load, [strategy]), strategy);
    const simulated = activities
      .filter(({ from, to }) => from !== to)
      .map(({ at: seconds, from, to }) => ({ at: seconds, from, to }));
    expect(simulated.length).toBeGreaterThan(1);
    return { cpuPercent: timeline.cpuPercent, simulated };
  };

  it.each([
    ['target tracking', tracking(50)],
    ['target tracking that is held to its bounds', tracking(50, { MaxSize: 5 })],
    ['target tracking of slow instances', tracking(40, { DefaultInstanceWarmup: 300 })],
    ['step scaling', stepwise],
    ['simple scaling', simple],
    ['simple scaling that takes a gap for a breach', alarming({ TreatMissingData: 'breaching' })],
    ['simple scaling that goes on ringing in a gap', alarming({ TreatMissingData: 'ignore' })],
    [
      'simple scaling on two minutes of three',
      alarming({ DatapointsToAlarm: 2, EvaluationPeriods: 3 }),
    ],
    ['simple scaling on periods of five minutes', alarming({ Period: 300 })],
    ['target tracking with scheduled actions', scheduled],
  ])('decides at the same minutes as the simulation: %s', async (_, strategy) => {
    const { cpuPercent, simulated } = decided(strategy);
    expect(await inTheLab(strategy, cpuPercent, 'ahead')).toEqual(simulated);
  });

  it.each([
    ['target tracking', tracking(50)],
    ['step scaling', stepwise],
    ['simple scaling', simple],
    ['simple scaling that goes on ringing', alarming({ TreatMissingData: 'ignore' })],
  ])('decides no differently when the lab is started anew: %s', async (_, strategy) => {
    const { cpuPercent, simulated } = decided(strategy);
    expect(await inTheLab(strategy, cpuPercent, 'ahead, by two labs')).toEqual(simulated);
  });

  it('decides no differently when it is told minute by minute', async () => {
    const { cpuPercent, simulated } = decided(tracking(50));
    expect(await inTheLab(tracking(50), cpuPercent, 'by minute')).toEqual(simulated);
  });
});
