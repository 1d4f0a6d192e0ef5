import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { read } from './base.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const text = readFileSync(`${fixtures}from-aws.yaml`, 'utf8');

describe('the scenario made of what AWS prints', () => {
  const [asItIs, withoutSchedule] = read(text, fixtures).strategies;

  test('has every policy with its alarms, and no alarm of anybody else', () => {
    expect(asItIs.policies.map(({ PolicyName, PolicyType }) => [PolicyName, PolicyType])).toEqual([
      ['cpu-50', 'TargetTrackingScaling'],
      ['surge', 'StepScaling'],
      ['errors', 'SimpleScaling'],
    ]);
    expect(asItIs.alarms.map(({ AlarmActions }) => AlarmActions)).toEqual([
      ['cpu-50'],
      ['cpu-50'],
      ['surge'],
      ['errors'],
    ]);
  });

  test('names in its policies the alarms that name them', () => {
    const printed = (name: string) => JSON.parse(readFileSync(`${fixtures}aws/${name}`, 'utf8'));
    const { ScalingPolicies } = printed('describe-policies.json');
    const { MetricAlarms } = printed('describe-alarms.json');
    const named = (arn: string) =>
      MetricAlarms.filter((alarm: { AlarmActions: string[] }) => alarm.AlarmActions.includes(arn));
    for (const { PolicyARN, Alarms } of ScalingPolicies) {
      expect(Alarms).toEqual(
        named(PolicyARN).map((alarm: { AlarmName: string; AlarmArn: string }) => ({
          AlarmName: alarm.AlarmName,
          AlarmARN: alarm.AlarmArn,
        })),
      );
    }
  });

  test('recurs all week, although AWS prints runs after it', () => {
    expect(asItIs.scheduledActions).toMatchObject([
      { ScheduledActionName: 'before-the-morning', StartTime: undefined, MinSize: 6 },
      { ScheduledActionName: 'night', StartTime: undefined, MinSize: 2 },
    ]);
    expect(withoutSchedule.scheduledActions).toEqual([]);
  });
});
