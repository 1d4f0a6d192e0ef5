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
        MetricAggregationType: undefined,
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
      'PolicyType: PredictiveScaling\n        Enabled: false',
    );
    expect(policiesOf(text, 'target')).toEqual([]);
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
      `21: ${OF_TARGET}.PolicyType is "TargetTracking" (did you mean "TargetTrackingScaling"?): give TargetTrackingScaling, StepScaling, SimpleScaling or PredictiveScaling`,
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
      `24: ${OF_TARGET}.TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType is "CPUUtilization": give ASGAverageCPUUtilization, ASGAverageNetworkIn, ASGAverageNetworkOut or ALBRequestCountPerTarget`,
    ],
    [
      '          PredefinedMetricSpecification:\n            PredefinedMetricType: ASGAverageCPUUtilization\n',
      '',
      `22: ${OF_TARGET}.TargetTrackingConfiguration has no metric: give PredefinedMetricSpecification or CustomizedMetricSpecification`,
    ],
    [
      'PredefinedMetricSpecification:',
      'PredefinedMetricSpecificaton:',
      '23: unknown key "PredefinedMetricSpecificaton" (did you mean "PredefinedMetricSpecification"?)',
    ],
    [
      'TargetValue: 50',
      'TargetValue: 50\n          CustomizedMetricSpecification: {}',
      `26: ${OF_TARGET}.TargetTrackingConfiguration.CustomizedMetricSpecification stands beside PredefinedMetricSpecification (line 23): keep one`,
    ],
    [
      'TargetValue: 50',
      'TargetValue: 50\n        ScalingAdjustment: 1',
      `26: ${OF_TARGET}.ScalingAdjustment is for simple scaling: leave it out of a target tracking policy`,
    ],
  ])('is refused: %s → %s', (passage, is, says) => {
    expect(problemsOf(base(passage, is), directory)).toEqual([`scenario.yaml:${says}`]);
  });
});

describe('a target tracking policy’s metric', () => {
  const PREDEFINED =
    'PredefinedMetricSpecification:\n            PredefinedMetricType: ASGAverageCPUUtilization\n          TargetValue: 50';

  test.each(['ASGAverageNetworkIn', 'ASGAverageNetworkOut', 'ALBRequestCountPerTarget'])(
    'may be the predefined %s, whatever its value',
    (type) => {
      const text = base('ASGAverageCPUUtilization', type).replace('Value: 50', 'Value: 5000000');
      expect(policiesOf(text, 'target')).toMatchObject([
        {
          TargetTrackingConfiguration: {
            PredefinedMetricSpecification: { PredefinedMetricType: type },
            TargetValue: 5_000_000,
          },
        },
      ]);
    },
  );

  const customized = (is: string, target = 50) =>
    base(PREDEFINED, `CustomizedMetricSpecification: ${is}\n          TargetValue: ${target}`);

  test.each([
    ['AWS/EC2', 'CPUUtilization', 'Average', 'AutoScalingGroupName', 'Percent'],
    ['AWS/EC2', 'NetworkOut', 'Average', 'AutoScalingGroupName', 'Bytes'],
    ['AWS/ApplicationELB', 'RequestCountPerTarget', 'Sum', 'TargetGroup', 'Count'],
    ['AWS/ApplicationELB', 'RequestCount', 'Sum', 'LoadBalancer', 'Count'],
    ['AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count', 'Sum', 'LoadBalancer', 'Count'],
    ['AWS/ApplicationELB', 'HealthyHostCount', 'Average', 'TargetGroup', 'Count'],
  ])('may be customized: %s %s', (Namespace, MetricName, Statistic, dimension, Unit) => {
    const printed = {
      MetricName,
      Namespace,
      Dimensions: [{ Name: dimension, Value: 'x' }],
      Statistic,
      Unit,
      Period: 60,
    };
    expect(policiesOf(customized(JSON.stringify(printed)), 'target')).toMatchObject([
      {
        TargetTrackingConfiguration: {
          CustomizedMetricSpecification: { MetricName },
          TargetValue: 50,
        },
      },
    ]);
  });

  const OF_METRIC = `${OF_TARGET}.TargetTrackingConfiguration.CustomizedMetricSpecification`;

  test.each([
    [
      '{ MetricName: CPUUtilization, Namespace: AWS/EC2 }',
      `${OF_METRIC}.Statistic is missing: give Average or Sum`,
    ],
    [
      '{ MetricNmae: CPUUtilization, Namespace: AWS/EC2, Statistic: Average }',
      'unknown key "MetricNmae" (did you mean "MetricName"?)',
    ],
    [
      '{ MetricName: CPUUtilization, Namespace: AWS/EC2, Statistic: Average, Unit: Count }',
      `${OF_METRIC}.Unit is Count, but CPUUtilization comes in Percent: leave it out`,
    ],
    [
      '{ MetricName: CPUUtilization, Namespace: AWS/EC2, Statistic: Average, Period: 15 }',
      `${OF_METRIC}.Period is 15: give 60`,
    ],
    ['50', `${OF_METRIC} is 50: give a mapping with MetricName, Namespace and Statistic`],
  ])('is refused: %s', (is, says) => {
    expect(problemsOf(customized(is), directory)).toEqual([`scenario.yaml:23: ${says}`]);
  });

  test('that is customized CPU has a target of at most 100, too', () => {
    const text = customized(
      '{ MetricName: CPUUtilization, Namespace: AWS/EC2, Statistic: Average }',
      101,
    );
    expect(problemsOf(text, directory)).toEqual([
      `scenario.yaml:24: ${OF_TARGET}.TargetTrackingConfiguration.TargetValue is 101: give a percentage of CPU, at most 100`,
    ]);
  });

  test.each([
    [
      '{ Metrics: [] }',
      `${OF_METRIC}.Metrics is not supported yet: give MetricName, Namespace and Statistic`,
    ],
    [
      '{ MetricName: QueueDepth, Namespace: Shop, Statistic: Average }',
      `${OF_METRIC}.MetricName QueueDepth of Shop is not supported yet: give one of AWS/EC2 CPUUtilization, AWS/EC2 NetworkIn, AWS/EC2 NetworkOut, AWS/ApplicationELB RequestCountPerTarget, AWS/ApplicationELB RequestCount, AWS/ApplicationELB HTTPCode_ELB_5XX_Count, AWS/ApplicationELB HealthyHostCount, AWS/AutoScaling GroupInServiceInstances`,
    ],
    [
      '{ MetricName: TargetResponseTime, Namespace: AWS/ApplicationELB, Statistic: Average }',
      `${OF_METRIC}.MetricName TargetResponseTime of AWS/ApplicationELB is not supported yet, as only its p95 is known here, and target tracking takes no percentile: give one of AWS/EC2 CPUUtilization, AWS/EC2 NetworkIn, AWS/EC2 NetworkOut, AWS/ApplicationELB RequestCountPerTarget, AWS/ApplicationELB RequestCount, AWS/ApplicationELB HTTPCode_ELB_5XX_Count, AWS/ApplicationELB HealthyHostCount, AWS/AutoScaling GroupInServiceInstances`,
    ],
    [
      '{ MetricName: RequestCount, Namespace: AWS/ApplicationELB, Statistic: Average }',
      `${OF_METRIC}.Statistic Average of RequestCount is not supported yet: give Sum`,
    ],
    [
      '{ MetricName: RequestCount, Namespace: AWS/ApplicationELB, Statistic: Maximum }',
      `${OF_METRIC}.Statistic "Maximum" is not supported yet: give Average or Sum`,
    ],
    [
      '{ MetricName: CPUUtilization, Namespace: AWS/EC2, Statistic: Average, Period: 10 }',
      `${OF_METRIC}.Period 10 is not supported yet: give 60`,
    ],
    [
      '{ MetricName: HTTPCode_ELB_5XX_Count, Namespace: AWS/ApplicationELB, Statistic: Sum, Dimensions: [{ Name: TargetGroup }] }',
      `${OF_METRIC}.Dimensions[0].Name TargetGroup is not supported yet: take the metric of the whole group, by LoadBalancer`,
    ],
  ])('is not supported yet: %s', (is, says) => {
    const error = refusal(customized(is), directory);
    expect(error?.problems).toEqual([`scenario.yaml:23: ${says}`]);
    expect(error?.code).toBe('not-supported');
  });

  test.each([
    [
      'loadBalancer:\n',
      'loadBalancer:\n  bytesPerRequest: 0\n',
      'loadBalancer.bytesPerRequest is (line 12): give that the bytes of a request and its answer',
    ],
    [
      'slo:\n',
      'assumptions: { networkInShare: 1 }\nslo:\n',
      'assumptions.networkInShare is 1 (line 13): give a number between 0 and 1',
    ],
  ])('is refused on a network that no request moves: %s → %s', (passage, is, says) => {
    const text = base('ASGAverageCPUUtilization', 'ASGAverageNetworkOut').replace(passage, is);
    expect(problemsOf(text, directory)).toEqual([
      `scenario.yaml:25: ${OF_TARGET}.TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType ASGAverageNetworkOut is always 0, as ${says}`,
    ]);
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
      'MetricAggregationType: Sum',
      `34: ${OF_STEPS}.MetricAggregationType is "Sum": give Minimum, Maximum or Average`,
    ],
    [
      'MinAdjustmentMagnitude: 1',
      'ScalingAdjustment: 1',
      `34: ${OF_STEPS}.ScalingAdjustment is for simple scaling: give it to each of StepAdjustments`,
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

  test.each(['Minimum', 'Maximum', 'Average'])('may look at the %s', (type) => {
    const text = base('MinAdjustmentMagnitude: 1', `MetricAggregationType: ${type}`);
    expect(policiesOf(text, 'steps')).toMatchObject([{ MetricAggregationType: type }]);
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

describe('a simple scaling policy', () => {
  const STEPS = BASE.slice(BASE.indexOf('        StepAdjustments:'), BASE.indexOf('    alarms:'));
  /** The base with a simple policy in place of the one with steps; `keys` begin on line 31. */
  const simple = (keys: readonly string[], type = 'PercentChangeInCapacity') =>
    base('PolicyType: StepScaling', 'PolicyType: SimpleScaling')
      .replace('AdjustmentType: PercentChangeInCapacity', `AdjustmentType: ${type}`)
      .replace(STEPS, keys.map((key) => `        ${key}\n`).join(''));

  test('may be pasted as describe-policies prints it', () => {
    const text = simple(
      ['ScalingAdjustment: -1', 'Cooldown: 180', 'StepAdjustments: []', 'Enabled: true'],
      'ChangeInCapacity',
    );
    expect(policiesOf(text, 'steps')).toEqual([
      {
        PolicyType: 'SimpleScaling',
        PolicyName: 'out',
        PolicyARN: undefined,
        AdjustmentType: 'ChangeInCapacity',
        ScalingAdjustment: -1,
        MinAdjustmentMagnitude: undefined,
        Cooldown: 180,
      },
    ]);
  });

  test('may set the least that a percentage comes to', () => {
    const text = simple(['ScalingAdjustment: 10', 'MinAdjustmentMagnitude: 2']);
    expect(policiesOf(text, 'steps')).toMatchObject([
      { ScalingAdjustment: 10, MinAdjustmentMagnitude: 2, Cooldown: undefined },
    ]);
  });

  test.each([
    [
      ['ScalingAdjustment: 1.5'],
      'ChangeInCapacity',
      `31: ${OF_STEPS}.ScalingAdjustment is 1.5: give a whole number`,
    ],
    [
      ['Cooldown: 60'],
      'ChangeInCapacity',
      `28: ${OF_STEPS}.ScalingAdjustment is missing: give a whole number`,
    ],
    [
      ['ScalingAdjustment: -1'],
      'ExactCapacity',
      `31: ${OF_STEPS}.ScalingAdjustment is -1: give a capacity of at least 0, as AdjustmentType is ExactCapacity`,
    ],
    [
      ['ScalingAdjustment: 1', 'MinAdjustmentMagnitude: 2'],
      'ChangeInCapacity',
      `32: ${OF_STEPS}.MinAdjustmentMagnitude is for PercentChangeInCapacity: leave it out with ChangeInCapacity`,
    ],
    [
      ['ScalingAdjustment: 1', 'Cooldown: -1'],
      'ChangeInCapacity',
      `32: ${OF_STEPS}.Cooldown is -1: give a whole number of at least 0`,
    ],
    [
      ['ScalingAdjustment: 1', 'EstimatedInstanceWarmup: 60'],
      'ChangeInCapacity',
      `32: ${OF_STEPS}.EstimatedInstanceWarmup is for step scaling and target tracking: leave it out, simple scaling waits for its Cooldown`,
    ],
    [
      ['ScalingAdjustment: 1', 'StepAdjustments: [{ ScalingAdjustment: 1 }]'],
      'ChangeInCapacity',
      `32: ${OF_STEPS}.StepAdjustments is a list: give no steps: they are for step scaling`,
    ],
    [
      ['ScalingAdjustment: 1', 'MetricAggregationType: Average'],
      'ChangeInCapacity',
      `32: ${OF_STEPS}.MetricAggregationType is for step scaling: leave it out of a simple scaling policy, its alarm has a Statistic`,
    ],
    [
      ['ScalingAdjustment: 1', 'TargetTrackingConfiguration: {}'],
      'ChangeInCapacity',
      `32: ${OF_STEPS}.TargetTrackingConfiguration is for target tracking: leave it out of a simple scaling policy`,
    ],
    [
      ['ScalingAdjustmnet: 1'],
      'ChangeInCapacity',
      '31: unknown key "ScalingAdjustmnet" (did you mean "ScalingAdjustment"?)',
    ],
  ])('is refused: %j %s', (keys, type, says) => {
    expect(problemsOf(simple(keys, type), directory)).toEqual([`scenario.yaml:${says}`]);
  });

  test('that no alarm triggers is refused', () => {
    const text = simple(['ScalingAdjustment: 1'], 'ChangeInCapacity');
    expect(problemsOf(text.slice(0, text.indexOf('    alarms:')), directory)).toEqual([
      `scenario.yaml:28: ${OF_STEPS}.PolicyName "out" is triggered by no alarm: add one whose AlarmActions name it`,
    ]);
  });
});
