import { UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { startLab } from '../../../src/lab/start-lab.ts';
import { put } from '../cloudwatch/rig.ts';
import { HOUR, lab, MIDNIGHT, MINUTE, sdk, temporaryDirectory } from '../rig.ts';
import { autoScaling, changes, GROUP, putPolicy } from './rig.ts';

const group = { name: GROUP, launchSeconds: 60 };
const oneMore = {
  PolicyType: 'SimpleScaling',
  AdjustmentType: 'ChangeInCapacity',
  ScalingAdjustment: 1,
} as const;

const busy = (PolicyARN: string, changed: Partial<PutMetricAlarmCommandInput> = {}) =>
  new PutMetricAlarmCommand({
    AlarmName: 'busy',
    Namespace: 'Shop',
    MetricName: 'Load',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 10,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'ignore',
    AlarmActions: [PolicyARN],
    ...changed,
  });

/** Minutes after midnight at which the group grew. */
const grewAt = async (url: string) =>
  (await changes(autoScaling(url))).map(({ at }) => at / 60 - MIDNIGHT / MINUTE);

/** Gives a group a simple policy whose alarm rings from the second minute on, for want of further data. */
async function ringing(url: string, Cooldown?: number) {
  const { PolicyARN = '' } = await putPolicy(autoScaling(url), { ...oneMore, Cooldown });
  await sdk(url).send(busy(PolicyARN));
  await put(sdk(url), { Value: 11, Timestamp: new Date(MIDNIGHT) });
}

describe('a group in the lab', () => {
  // A launch of one minute, then the cooldown.
  it.each([
    [300, [2, 8]],
    [60, [2, 4, 6, 8]],
  ])(
    'goes by a DefaultCooldown of %i s that it is given later',
    async (DefaultCooldown, minutes) => {
      const { url, clock } = await lab({ group });
      await ringing(url);
      const command = { AutoScalingGroupName: GROUP, DefaultCooldown };
      await autoScaling(url).send(new UpdateAutoScalingGroupCommand(command));
      clock.now += 8 * MINUTE;
      expect(await grewAt(url)).toEqual(minutes);
    },
  );

  it('waits for a cooldown that began before it was started anew', async () => {
    const stateDirectory = temporaryDirectory();
    const first = { now: MIDNIGHT };
    const { url, close } = await startLab({ stateDirectory, group, now: () => first.now });
    await ringing(url, 600);
    first.now += 4 * MINUTE;
    expect(await grewAt(url)).toEqual([2]);
    await close();
    const again = await lab({ stateDirectory, group, start: first.now });
    again.clock.now += 10 * MINUTE;
    expect(await grewAt(again.url)).toEqual([2, 13]);
  });

  it('is still scaled by an alarm that goes on ringing when the lab is started anew', async () => {
    const stateDirectory = temporaryDirectory();
    const first = { now: MIDNIGHT };
    const { url, close } = await startLab({ stateDirectory, group, now: () => first.now });
    await ringing(url, 60);
    first.now += 10 * MINUTE;
    const before = (await grewAt(url)).length;
    await close();
    const again = await lab({ stateDirectory, group, start: first.now });
    again.clock.now += 6 * MINUTE;
    expect((await grewAt(again.url)).length).toBeGreaterThan(before);
  });

  it('is still scaled by an alarm that goes on ringing when its policy is put again', async () => {
    const { url, clock } = await lab({ group });
    await ringing(url, 60);
    clock.now += 10 * MINUTE;
    const before = (await grewAt(url)).length;
    await putPolicy(autoScaling(url), { ...oneMore, Cooldown: 60 });
    clock.now += 6 * MINUTE;
    expect((await grewAt(url)).length).toBeGreaterThan(before);
  });
});

describe('an alarm of hours in a lab that has just started', () => {
  it('looks two days back', async () => {
    const { url, clock } = await lab();
    const hours = Array.from({ length: 48 }, (_, i) => ({
      Value: 11,
      Timestamp: new Date(MIDNIGHT - (i + 1) * HOUR),
    }));
    await put(sdk(url), ...hours);
    await sdk(url).send(
      busy('', {
        AlarmActions: [],
        Period: 3600,
        EvaluationPeriods: 48,
        TreatMissingData: 'missing',
      }),
    );
    clock.now += 2 * MINUTE;
    const { MetricAlarms: [alarm] = [] } = await sdk(url).send(new DescribeAlarmsCommand({}));
    expect(alarm.StateValue).toBe('ALARM');
  });
});
