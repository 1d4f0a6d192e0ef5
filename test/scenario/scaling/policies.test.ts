import { describe, expect, test } from 'vitest';
import { BASE, base, makeDirectory, problemsOf, read, refusal } from '../base.ts';

const directory = makeDirectory();

/** The policies of the strategy of that name. */
function policiesOf(text: string, name: string) {
  return read(text, directory).strategies.find((strategy) => strategy.name === name)?.policies;
}

describe('a policy', () => {
  test('may be pasted as describe-policies prints it', () => {
    const printed = {
      AutoScalingGroupName: 'shop-asg',
      PolicyName: 'requests',
      PolicyARN:
        'arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:6d8972f3:autoScalingGroupName/shop-asg:policyName/requests',
      PolicyType: 'TargetTrackingScaling',
      StepAdjustments: [],
      Alarms: [{ AlarmName: 'TargetTracking-shop-asg-AlarmHigh-1', AlarmARN: 'arn:…' }],
      TargetTrackingConfiguration: {
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ALBRequestCountPerTarget',
          ResourceLabel: 'app/shop/1/targetgroup/shop/2',
        },
        TargetValue: 1500,
        DisableScaleIn: false,
      },
      Enabled: true,
      KeyOfTomorrow: 1,
    };
    const text = base('name: fixed', `name: pasted\n    policies: ${JSON.stringify([printed])}`);
    expect(policiesOf(text, 'pasted')).toEqual([
      {
        PolicyType: 'TargetTrackingScaling',
        PolicyName: 'requests',
        PolicyARN: printed.PolicyARN,
        EstimatedInstanceWarmup: undefined,
        TargetTrackingConfiguration: {
          PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget' },
          TargetValue: 1500,
          DisableScaleIn: false,
        },
      },
    ]);
  });

  test('of steps keeps its bounds, null or absent alike', () => {
    const text = base(
      '{ MetricIntervalLowerBound: 10, ScalingAdjustment: 30 }',
      '{ MetricIntervalLowerBound: 10, MetricIntervalUpperBound: null, ScalingAdjustment: 30 }',
    );
    expect(policiesOf(text, 'steps')).toEqual(policiesOf(BASE, 'steps'));
    expect(policiesOf(BASE, 'steps')).toEqual([
      {
        PolicyType: 'StepScaling',
        PolicyName: 'out',
        PolicyARN: undefined,
        AdjustmentType: 'PercentChangeInCapacity',
        MinAdjustmentMagnitude: 1,
        EstimatedInstanceWarmup: undefined,
        StepAdjustments: [
          {
            MetricIntervalLowerBound: 0,
            MetricIntervalUpperBound: 10,
            ScalingAdjustment: 10,
          },
          {
            MetricIntervalLowerBound: 10,
            MetricIntervalUpperBound: undefined,
            ScalingAdjustment: 30,
          },
        ],
      },
    ]);
  });

  test('that is disabled is left out, whatever its type', () => {
    const text = base(
      'PolicyType: TargetTrackingScaling',
      'PolicyType: SimpleScaling\n        Enabled: false',
    );
    expect(policiesOf(text, 'target')).toEqual([]);
  });

  test.each([
    ['TargetTrackingScaling', 'SimpleScaling'],
    ['TargetTrackingScaling', 'PredictiveScaling'],
  ])('of another type is not supported yet: %s → %s', (passage, is) => {
    const error = refusal(base(passage, is), directory);
    expect(error?.code).toBe('not-supported');
    expect(error?.problems).toEqual([
      `scenario.yaml:21: strategies[1].policies[0].PolicyType "${is}" is not supported yet: give TargetTrackingScaling or StepScaling`,
    ]);
  });

  test('whose name is taken is refused', () => {
    const text = base(
      'TargetValue: 50\n',
      'TargetValue: 50\n      - PolicyName: cpu50\n        Enabled: false\n',
    );
    expect(problemsOf(text, directory)).toEqual([
      'scenario.yaml:26: strategies[1].policies[1].PolicyName "cpu50" is taken on line 20: give each a name of its own',
    ]);
  });
});

const OF_TARGET = 'strategies[1].policies[0]';

describe('a target tracking policy', () => {
  test.each([
    [
      'PolicyName: cpu50',
      'PolicyName: 50',
      `20: ${OF_TARGET}.PolicyName is 50: give text (in quotes when it is a number)`,
    ],
    [
      'PolicyType: TargetTrackingScaling',
      'PolicyType: TargetTracking',
      `21: ${OF_TARGET}.PolicyType is "TargetTracking" (did you mean "TargetTrackingScaling"?): give TargetTrackingScaling or StepScaling`,
    ],
    [
      'PolicyType: TargetTrackingScaling',
      'PolicyTpye: TargetTrackingScaling',
      '21: unknown key "PolicyTpye" (did you mean "PolicyType"?)',
    ],
    [
      'TargetValue: 50',
      'TargetValeu: 50',
      '25: unknown key "TargetValeu" (did you mean "TargetValue"?)',
    ],
    [
      'TargetValue: 50',
      'TargetValue: 0',
      `25: ${OF_TARGET}.TargetTrackingConfiguration.TargetValue is 0: give a number above 0`,
    ],
    [
      'TargetValue: 50',
      'TargetValue: 101',
      `25: ${OF_TARGET}.TargetTrackingConfiguration.TargetValue is 101: give a percentage of CPU, at most 100`,
    ],
    [
      'TargetValue: 50',
      'TargetValue: 50\n          DisableScaleIn: no',
      `26: ${OF_TARGET}.TargetTrackingConfiguration.DisableScaleIn is "no": give true or false`,
    ],
    [
      'TargetValue: 50',
      'TargetValue: 50\n        EstimatedInstanceWarmup: 3601',
      `26: ${OF_TARGET}.EstimatedInstanceWarmup is 3601: give a whole number from 0 to 3600`,
    ],
    [
      'TargetValue: 50',
      'TargetValue: 50\n        Cooldown: 60',
      `26: ${OF_TARGET}.Cooldown is for simple scaling alone: give EstimatedInstanceWarmup, or the group a DefaultInstanceWarmup`,
    ],
    [
      'TargetValue: 50',
      'TargetValue: 50\n        AdjustmentType: ExactCapacity',
      `26: ${OF_TARGET}.AdjustmentType is for step scaling: leave it out of a target tracking policy`,
    ],
    [
      'TargetValue: 50',
      'TargetValue: 50\n        StepAdjustments: [{ ScalingAdjustment: 1 }]',
      `26: ${OF_TARGET}.StepAdjustments is a list: give no steps: they are for step scaling`,
    ],
    [
      'TargetValue: 50',
      'TargetValue: 50\n        Enabled: yes',
      `26: ${OF_TARGET}.Enabled is "yes": give true or false`,
    ],
    [
      'PredefinedMetricType: ASGAverageCPUUtilization',
      'PredefinedMetricTpye: ASGAverageCPUUtilization',
      '24: unknown key "PredefinedMetricTpye" (did you mean "PredefinedMetricType"?)',
    ],
    [
      'PredefinedMetricType: ASGAverageCPUUtilization',
      'PredefinedMetricType: CPUUtilization',
      `24: ${OF_TARGET}.TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType is "CPUUtilization": give ASGAverageCPUUtilization or ALBRequestCountPerTarget`,
    ],
    [
      'PredefinedMetricType: ASGAverageCPUUtilization',
      'PredefinedMetricType: ASGAverageNetworkIn',
      `24: ${OF_TARGET}.TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType "ASGAverageNetworkIn" is not supported yet: give ASGAverageCPUUtilization or ALBRequestCountPerTarget`,
    ],
    [
      '          PredefinedMetricSpecification:\n            PredefinedMetricType: ASGAverageCPUUtilization\n',
      '',
      `22: ${OF_TARGET}.TargetTrackingConfiguration.PredefinedMetricSpecification is missing: give a mapping with PredefinedMetricType`,
    ],
    [
      'PredefinedMetricSpecification:\n            PredefinedMetricType: ASGAverageCPUUtilization\n',
      'CustomizedMetricSpecification: {}\n',
      `23: ${OF_TARGET}.TargetTrackingConfiguration.CustomizedMetricSpecification is not supported yet: give a PredefinedMetricSpecification`,
    ],
  ])('is refused: %s → %s', (passage, is, says) => {
    expect(problemsOf(base(passage, is), directory)).toEqual([`scenario.yaml:${says}`]);
  });
});

const OF_STEPS = 'strategies[2].policies[0]';

describe('a step scaling policy', () => {
  test.each([
    [
      'AdjustmentType: PercentChangeInCapacity',
      'AdjustmentType: Percent',
      `30: ${OF_STEPS}.AdjustmentType is "Percent": give ChangeInCapacity, ExactCapacity or PercentChangeInCapacity`,
    ],
    [
      'AdjustmentType: PercentChangeInCapacity',
      'AdjustmentType: ChangeInCapacity',
      `34: ${OF_STEPS}.MinAdjustmentMagnitude is for PercentChangeInCapacity: leave it out with ChangeInCapacity`,
    ],
    [
      'StepAdjustments:',
      'StepAdjustment:',
      '31: unknown key "StepAdjustment" (did you mean "StepAdjustments"?)',
    ],
    [
      'ScalingAdjustment: 30',
      'ScalingAdjustment: 2.5',
      `33: ${OF_STEPS}.StepAdjustments[1].ScalingAdjustment is 2.5: give a whole number`,
    ],
    [
      'ScalingAdjustment: 30',
      'ScalingAdjustmnet: 30',
      '33: unknown key "ScalingAdjustmnet" (did you mean "ScalingAdjustment"?)',
    ],
    [
      'MinAdjustmentMagnitude: 1',
      'MinAdjustmentMagnitude: 0',
      `34: ${OF_STEPS}.MinAdjustmentMagnitude is 0: give a whole number of at least 1`,
    ],
    [
      'MinAdjustmentMagnitude: 1',
      'MinAdjustmentStep: 1',
      `34: ${OF_STEPS}.MinAdjustmentStep is what AWS replaced: give MinAdjustmentMagnitude`,
    ],
    [
      'MinAdjustmentMagnitude: 1',
      'MetricAggregationType: Maximum',
      `34: ${OF_STEPS}.MetricAggregationType "Maximum" is not supported yet: give Average`,
    ],
    [
      'MinAdjustmentMagnitude: 1',
      'Cooldown: 60',
      `34: ${OF_STEPS}.Cooldown is for simple scaling alone: give EstimatedInstanceWarmup, or the group a DefaultInstanceWarmup`,
    ],
    [
      'MinAdjustmentMagnitude: 1',
      'TargetTrackingConfiguration: {}',
      `34: ${OF_STEPS}.TargetTrackingConfiguration is for target tracking: leave it out of a step scaling policy`,
    ],
  ])('is refused: %s → %s', (passage, is, says) => {
    expect(problemsOf(base(passage, is), directory)).toEqual([`scenario.yaml:${says}`]);
  });

  test('sets no capacity below 0', () => {
    const text = base('AdjustmentType: PercentChangeInCapacity', 'AdjustmentType: ExactCapacity')
      .replace('        MinAdjustmentMagnitude: 1\n', '')
      .replace('ScalingAdjustment: 30', 'ScalingAdjustment: -1');
    expect(problemsOf(text, directory)).toEqual([
      `scenario.yaml:33: ${OF_STEPS}.StepAdjustments[1].ScalingAdjustment is -1: give a capacity of at least 0, as AdjustmentType is ExactCapacity`,
    ]);
  });
});
