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
      'MetricName: NetworkIn',
      `38: ${ALARM}.MetricName NetworkIn of AWS/EC2 is not supported yet: give one of AWS/EC2 CPUUtilization, AWS/ApplicationELB RequestCountPerTarget, AWS/ApplicationELB RequestCount`,
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
      `39: ${ALARM}.ExtendedStatistic is not supported yet: give Statistic`,
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
      `46: ${ALARM}.Dimensions[0].Name InstanceId is not supported yet: alarms watch the whole group, by AutoScalingGroupName`,
    ],
  ])('is not supported yet: %s → %s', (passage, is, says) => {
    const error = refusal(base(passage, is), directory);
    expect(error?.problems).toEqual([`scenario.yaml:${says}`]);
    expect(error?.code).toBe('not-supported');
  });

  test('of a target tracking policy is not supported yet', () => {
    const alarm = BASE.slice(BASE.indexOf('    alarms:')).replace('[out]', '[cpu50]');
    const error = refusal(
      base('          TargetValue: 50\n', `          TargetValue: 50\n${alarm}`),
      directory,
    );
    expect(error?.problems).toEqual([
      'scenario.yaml:36: strategies[1].alarms[0].AlarmActions[0] "cpu50" tracks a target, and to give it alarms is not supported yet: leave them out, it makes its own',
    ]);
    expect(error?.code).toBe('not-supported');
  });

  test('whose name is taken is refused', () => {
    const again = BASE.slice(BASE.indexOf('      - AlarmName'));
    expect(problemsOf(BASE + again, directory)).toEqual([
      'scenario.yaml:46: strategies[2].alarms[1].AlarmName "high" is taken on line 36: give each a name of its own',
    ]);
  });
});
