import { describe, expect, test } from 'vitest';
import { BASE, base, makeDirectory, problemsOf, read, refusal } from '../base.ts';

const directory = makeDirectory();
const ALARM = 'strategies[2].alarms[0]';
const ACTIONS = 'AlarmActions: [out]';
const ARN = 'arn:aws:autoscaling:us-east-1:1:scalingPolicy:u:autoScalingGroupName/g:policyName';

/** The alarms and policies of the strategy `steps`. */
function stepsOf(text: string) {
  return read(text, directory).strategies[2];
}

describe('an alarm', () => {
  test('may be pasted as describe-alarms prints it', () => {
    const printed = {
      AlarmName: 'busy',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:1:alarm:busy',
      AlarmConfigurationUpdatedTimestamp: '2026-01-01T00:00:00Z',
      ActionsEnabled: true,
      OKActions: [],
      AlarmActions: [`${ARN}/out`, 'arn:aws:sns:us-east-1:1:pager'],
      InsufficientDataActions: ['arn:aws:sns:us-east-1:1:pager'],
      StateValue: 'OK',
      StateReason: 'Threshold Crossed',
      MetricName: 'RequestCountPerTarget',
      Namespace: 'AWS/ApplicationELB',
      Statistic: 'Sum',
      Dimensions: [
        { Name: 'TargetGroup', Value: 'targetgroup/shop/2' },
        { Name: 'LoadBalancer', Value: 'app/shop/1' },
      ],
      Period: 300,
      EvaluationPeriods: 2,
      Threshold: 1500,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      KeyOfTomorrow: {},
    };
    const text = `${BASE}      - ${JSON.stringify(printed)}\n`;
    expect(stepsOf(text).alarms[1]).toEqual({
      AlarmName: 'busy',
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'RequestCountPerTarget',
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 2,
      DatapointsToAlarm: undefined,
      Threshold: 1500,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: ['out'],
    });
  });

  test('that only notifies somebody is left unread, whatever it watches', () => {
    const text = `${BASE}      - { AlarmName: disk, Namespace: AWS/RDS, MetricName: FreeStorageSpace, Statistic: Maximum, Period: 10, AlarmActions: ["arn:aws:sns:us-east-1:1:t"] }\n`;
    expect(problemsOf(text, directory)).toEqual([]);
  });

  test('that notifies only is left out', () => {
    const text = `${BASE}      - { AlarmName: page, Namespace: AWS/ApplicationELB, MetricName: RequestCount, Statistic: Sum, Period: 60, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: LessThanThreshold, AlarmActions: ["arn:aws:sns:us-east-1:1:t"] }\n`;
    expect(stepsOf(text).alarms.map(({ AlarmName }) => AlarmName)).toEqual(['high']);
  });

  test('whose actions are disabled is left out unread, and its policy stays', () => {
    const text = base('Period: 60', 'Period: 10\n        ActionsEnabled: false');
    expect(stepsOf(text)).toMatchObject({ alarms: [], policies: [{ PolicyName: 'out' }] });
  });

  test('that triggers only a disabled policy is left out', () => {
    const text = base('PolicyName: out', 'PolicyName: out\n        Enabled: false');
    expect(stepsOf(text)).toMatchObject({ alarms: [], policies: [] });
  });

  test('finds its policy by the whole ARN first', () => {
    const text = base(
      'PolicyName: out',
      `PolicyName: out\n        PolicyARN: ${ARN}/former-name`,
    ).replace(ACTIONS, `AlarmActions: [${ARN}/former-name]`);
    expect(stepsOf(text).alarms[0].AlarmActions).toEqual(['out']);
  });

  test.each([
    [
      'Namespace: AWS/EC2',
      'Namspace: AWS/EC2',
      '37: unknown key "Namspace" (did you mean "Namespace"?)',
    ],
    ['Period: 60', 'Period: 90', `40: ${ALARM}.Period is 90: give 60 or a multiple of it`],
    ['Period: 60', 'Period: 0', `40: ${ALARM}.Period is 0: give a whole number of at least 1`],
    [
      'EvaluationPeriods: 3',
      'EvaluationPeriods: 0',
      `41: ${ALARM}.EvaluationPeriods is 0: give a whole number of at least 1`,
    ],
    [
      'EvaluationPeriods: 3',
      'EvaluationPeriods: 1441',
      `41: ${ALARM}.EvaluationPeriods is 1441, with Period 60 more than the 86400 s that AWS lets an alarm look back: give at most 1440`,
    ],
    [
      'DatapointsToAlarm: 2',
      'DatapointsToAlarm: 4',
      `42: ${ALARM}.DatapointsToAlarm is 4, above EvaluationPeriods 3 (line 41): give at most that`,
    ],
    ['        Threshold: 60\n', '', `36: ${ALARM}.Threshold is missing: give a number`],
    [
      'ComparisonOperator: GreaterThanThreshold',
      'ComparisonOperator: ">"',
      `44: ${ALARM}.ComparisonOperator is ">": give GreaterThanThreshold, GreaterThanOrEqualToThreshold, LessThanThreshold or LessThanOrEqualToThreshold`,
    ],
    [
      ACTIONS,
      `${ACTIONS}\n        TreatMissingData: ignored`,
      `46: ${ALARM}.TreatMissingData is "ignored" (did you mean "ignore"?): give missing, ignore, breaching or notBreaching`,
    ],
    [
      ACTIONS,
      `${ACTIONS}\n        ActionsEnabled: no`,
      `46: ${ALARM}.ActionsEnabled is "no": give true or false`,
    ],
    [
      ACTIONS,
      `${ACTIONS}\n        Unit: Count`,
      `46: ${ALARM}.Unit is Count, but CPUUtilization comes in Percent: leave it out`,
    ],
    [
      ACTIONS,
      'AlarmActions: out',
      `45: ${ALARM}.AlarmActions is "out": give a list of policy names or ARNs`,
    ],
    [
      ACTIONS,
      'AlarmActions: [ouut]',
      `45: ${ALARM}.AlarmActions[0] "ouut" names no policy here (did you mean "out"?): give one of out`,
    ],
    [
      ACTIONS,
      'AlarmActions: [out, cpu50]',
      `45: ${ALARM}.AlarmActions[1] "cpu50" names no policy here: give one of out`,
    ],
    [
      ACTIONS,
      `AlarmActions: ["${ARN}/oot"]`,
      `45: ${ALARM}.AlarmActions[0] "oot" names no policy here (did you mean "out"?): give one of out`,
    ],
    [
      ACTIONS,
      'AlarmActions: ["arn:aws:sns:us-east-1:1:t"]',
      '28: strategies[2].policies[0].PolicyName "out" is triggered by no alarm: add one whose AlarmActions name it',
    ],
    [
      '    alarms:\n',
      '    alarms: []\n    alarm:\n',
      '36: unknown key "alarm" (did you mean "alarms"?)',
    ],
  ])('is refused: %s → %s', (passage, is, says) => {
    const problems = problemsOf(base(passage, is), directory);
    expect(problems).toContain(`scenario.yaml:${says}`);
    if (!says.includes('"alarm"')) expect(problems).toHaveLength(1);
  });

  test.each([
    [
      'Period: 60',
      'Period: 10',
      `40: ${ALARM}.Period 10 is not supported yet: give 60 or a multiple of it`,
    ],
    [
      'MetricName: CPUUtilization',
      'MetricName: DiskReadOps',
      `38: ${ALARM}.MetricName DiskReadOps of AWS/EC2 is not supported yet: give one of AWS/EC2 CPUUtilization, AWS/EC2 NetworkIn, AWS/EC2 NetworkOut, AWS/ApplicationELB RequestCountPerTarget, AWS/ApplicationELB RequestCount, AWS/ApplicationELB TargetResponseTime, AWS/ApplicationELB HTTPCode_ELB_5XX_Count, AWS/ApplicationELB HealthyHostCount, AWS/AutoScaling GroupInServiceInstances`,
    ],
    [
      'Statistic: Average',
      'Statistic: Maximum',
      `39: ${ALARM}.Statistic "Maximum" is not supported yet: give Average or Sum`,
    ],
    [
      'Statistic: Average',
      'Statistic: Sum',
      `39: ${ALARM}.Statistic Sum of CPUUtilization is not supported yet: give Average`,
    ],
    [
      'Statistic: Average',
      'ExtendedStatistic: p99',
      `39: ${ALARM}.ExtendedStatistic p99 of CPUUtilization is not supported yet: give Statistic Average instead`,
    ],
    [
      '        Threshold: 60\n',
      '        ThresholdMetricId: band\n',
      `43: ${ALARM}.ThresholdMetricId is not supported yet: give Threshold`,
    ],
    [
      'MetricName: CPUUtilization',
      'Metrics: []',
      `38: ${ALARM}.Metrics is not supported yet: give Namespace, MetricName and Statistic`,
    ],
    [
      'ComparisonOperator: GreaterThanThreshold',
      'ComparisonOperator: GreaterThanUpperThreshold',
      `44: ${ALARM}.ComparisonOperator "GreaterThanUpperThreshold" is not supported yet: give GreaterThanThreshold, GreaterThanOrEqualToThreshold, LessThanThreshold or LessThanOrEqualToThreshold`,
    ],
    [
      ACTIONS,
      `${ACTIONS}\n        OKActions: [out]`,
      `46: ${ALARM}.OKActions[0] is not supported yet for a policy: give it to AlarmActions`,
    ],
    [
      ACTIONS,
      `${ACTIONS}\n        Dimensions: [{ Name: InstanceId, Value: i-1 }]`,
      `46: ${ALARM}.Dimensions[0].Name InstanceId is not supported yet: take the metric of the whole group, by AutoScalingGroupName`,
    ],
  ])('is not supported yet: %s → %s', (passage, is, says) => {
    const error = refusal(base(passage, is), directory);
    expect(error?.problems).toEqual([`scenario.yaml:${says}`]);
    expect(error?.code).toBe('not-supported');
  });

  test.each([
    ['AWS/EC2', 'NetworkIn', 'Statistic: Average', 'Average'],
    ['AWS/EC2', 'NetworkOut', 'Statistic: Average', 'Average'],
    ['AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count', 'Statistic: Sum', 'Sum'],
    ['AWS/ApplicationELB', 'HealthyHostCount', 'Statistic: Average', 'Average'],
    // The model's metric is the 95th percentile of each minute already.
    ['AWS/ApplicationELB', 'TargetResponseTime', 'ExtendedStatistic: p95', 'Average'],
    ['AWS/ApplicationELB', 'TargetResponseTime', 'ExtendedStatistic: p95.00', 'Average'],
  ])('may watch %s %s by its %s', (Namespace, MetricName, statistic, Statistic) => {
    const text = watching(Namespace, MetricName, statistic);
    expect(stepsOf(text).alarms).toMatchObject([{ Namespace, MetricName, Statistic }]);
  });

  test.each([
    [
      'Statistic: Average',
      `39: ${ALARM}.Statistic Average of TargetResponseTime is not supported yet: give ExtendedStatistic p95 instead`,
    ],
    [
      'ExtendedStatistic: p99',
      `39: ${ALARM}.ExtendedStatistic p99 of TargetResponseTime is not supported yet: give p95`,
    ],
  ])('of response times knows their 95th percentile alone: %s', (statistic, says) => {
    const text = watching('AWS/ApplicationELB', 'TargetResponseTime', statistic);
    const error = refusal(text, directory);
    expect(error?.problems).toEqual([`scenario.yaml:${says}`]);
    expect(error?.code).toBe('not-supported');
  });

  test.each([
    ['Unit: Percent', `36: ${ALARM}.ExtendedStatistic is missing: give p95`],
    ['Statstic: Average', '39: unknown key "Statstic" (did you mean "Statistic"?)'],
    [
      'Statistic: Average\n        ExtendedStatistic: p95',
      `40: ${ALARM}.ExtendedStatistic stands beside Statistic (line 39): keep one`,
    ],
  ])('is refused without one statistic: %s', (statistic, says) => {
    const text = watching('AWS/ApplicationELB', 'TargetResponseTime', statistic);
    expect(problemsOf(text, directory)[0]).toBe(`scenario.yaml:${says}`);
  });

  test.each([
    [
      'loadBalancer:\n',
      'loadBalancer:\n  bytesPerRequest: 0\n',
      `39: ${ALARM}.MetricName NetworkIn is always 0, as loadBalancer.bytesPerRequest is (line 12): give that the bytes of a request and its answer`,
    ],
    [
      'slo:\n',
      'assumptions: { networkInShare: 0 }\nslo:\n',
      `39: ${ALARM}.MetricName NetworkIn is always 0, as assumptions.networkInShare is 0 (line 13): give a number between 0 and 1`,
    ],
  ])('is refused on a network that no request moves: %s → %s', (passage, is, says) => {
    const text = watching('AWS/EC2', 'NetworkIn', 'Statistic: Average').replace(passage, is);
    expect(problemsOf(text, directory)).toEqual([`scenario.yaml:${says}`]);
  });

  test('that is named by the ARN of another policy of that name is refused', () => {
    const text = base('PolicyName: out', `PolicyName: out\n        PolicyARN: ${ARN}/out`).replace(
      ACTIONS,
      `AlarmActions: [${ARN.replace('scalingPolicy:u', 'scalingPolicy:v')}/out]`,
    );
    expect(problemsOf(text, directory)).toEqual([
      `scenario.yaml:46: ${ALARM}.AlarmActions[0] is not the PolicyARN of "out" (line 29): correct it, or give the name`,
    ]);
  });

  test('whose name is taken is refused', () => {
    const again = BASE.slice(BASE.indexOf('      - AlarmName'));
    expect(problemsOf(BASE + again, directory)).toEqual([
      'scenario.yaml:46: strategies[2].alarms[1].AlarmName "high" is taken on line 36: give each a name of its own',
    ]);
  });
});

/** The base with its alarm on another metric. */
function watching(Namespace: string, MetricName: string, statistic: string): string {
  return base('Namespace: AWS/EC2', `Namespace: ${Namespace}`)
    .replace('MetricName: CPUUtilization', `MetricName: ${MetricName}`)
    .replace('Statistic: Average', statistic);
}

describe('the alarms of a target tracking policy', () => {
  const low = [
    '      - AlarmName: low',
    '        Namespace: AWS/EC2',
    '        MetricName: CPUUtilization',
    '        Statistic: Average',
    '        Period: 60',
    '        EvaluationPeriods: 15',
    '        Threshold: 35',
    '        ComparisonOperator: LessThanThreshold',
    '        AlarmActions: [cpu50]\n',
  ].join('\n');
  const high = low
    .replace('low', 'high')
    .replace('LessThan', 'GreaterThan')
    .replace('Threshold: 35', 'Threshold: 50');
  const tracking = (alarms: string) =>
    base('          TargetValue: 50\n', `          TargetValue: 50\n    alarms:\n${alarms}`);

  test('are kept, one above its target and one below', () => {
    expect(read(tracking(high + low), directory).strategies[1].alarms).toMatchObject([
      { AlarmName: 'high', Threshold: 50, AlarmActions: ['cpu50'] },
      { AlarmName: 'low', Threshold: 35, EvaluationPeriods: 15, AlarmActions: ['cpu50'] },
    ]);
  });

  test.each([
    [
      high + high.replace('high', 'higher'),
      '43: strategies[1].alarms[1].ComparisonOperator makes this the second alarm above the target of "cpu50" (the first: line 34): keep one',
    ],
    [
      low + low.replace('low', 'lower'),
      '43: strategies[1].alarms[1].ComparisonOperator makes this the second alarm below the target of "cpu50" (the first: line 34): keep one',
    ],
    [
      high.replace('CPUUtilization', 'NetworkIn'),
      '29: strategies[1].alarms[0].MetricName is NetworkIn, but "cpu50" tracks CPUUtilization: leave the alarm out, or give it to another policy',
    ],
  ])('are refused when it would not have made them', (alarms, says) => {
    expect(problemsOf(tracking(alarms), directory)).toEqual([`scenario.yaml:${says}`]);
  });
});
