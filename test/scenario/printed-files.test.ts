import { describe, expect, test } from 'vitest';
import { BASE, base, makeDirectory, problemsOf, read, refusal } from './base.ts';

const SHOP = policyOf('shop', 'cpu50', 'TargetTrackingScaling', {
  TargetTrackingConfiguration: {
    PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
    TargetValue: 50,
  },
});
const SHOP_OUT = policyOf('shop', 'out', 'SimpleScaling', {
  AdjustmentType: 'ChangeInCapacity',
  ScalingAdjustment: 1,
});
const BLOG_OUT = policyOf('blog', 'out', 'SimpleScaling', {
  AdjustmentType: 'ChangeInCapacity',
  ScalingAdjustment: 7,
});

const directory = makeDirectory({
  'groups.json': printed('AutoScalingGroups', [groupOf('shop'), groupOf('blog', { MinSize: 3 })]),
  'shop.json': printed('AutoScalingGroups', [groupOf('shop')]),
  'mixed.json': printed('AutoScalingGroups', [groupOf('shop', { MixedInstancesPolicy: {} })]),
  'none.json': printed('AutoScalingGroups', []),
  'policies.json': printed('ScalingPolicies', [SHOP, SHOP_OUT, BLOG_OUT]),
  'policies-list.json': JSON.stringify([SHOP]),
  'bad-policies.json': printed('ScalingPolicies', [
    { ...SHOP, TargetTrackingConfiguration: { TargetValue: -1 } },
    { ...BLOG_OUT, ScalingAdjustment: 'seven' },
    { ...SHOP, PolicyARN: `${SHOP.PolicyARN}-2` },
  ]),
  'predictive.json': printed('ScalingPolicies', [
    policyOf('shop', 'forecast', 'PredictiveScaling', {
      PredictiveScalingConfiguration: {
        MetricSpecifications: [
          {
            TargetValue: 50,
            PredefinedMetricPairSpecification: { PredefinedMetricType: 'ASGCPUUtilization' },
          },
        ],
        Mode: 'ForecastOnly',
        SchedulingBufferTime: 300,
      },
    }),
  ]),
  'alarms.json': printed('MetricAlarms', [
    alarmOf('shop-high', SHOP_OUT.PolicyARN),
    alarmOf('blog-high', BLOG_OUT.PolicyARN),
    { AlarmName: 'database', Metrics: [], AlarmActions: ['arn:aws:sns:us-east-1:1:pager'] },
    { AlarmName: 'anybody', Metrics: [] },
  ]),
  'bad-alarms.json': printed('MetricAlarms', [
    { ...alarmOf('shop-high', SHOP_OUT.PolicyARN), Period: 90 },
  ]),
  'actions.json': printed('ScheduledUpdateGroupActions', [
    {
      AutoScalingGroupName: 'shop',
      ScheduledActionName: 'up',
      Recurrence: '0 8 * * *',
      MinSize: 4,
    },
    {
      AutoScalingGroupName: 'blog',
      ScheduledActionName: 'up',
      Recurrence: '0 8 * * *',
      MinSize: 5,
    },
  ]),
  'cut.json': JSON.stringify({ ScalingPolicies: [SHOP], NextToken: 'abc' }),
  'empty.json': '',
  'broken.json': '{\n  "ScalingPolicies": [\n',
  'utf16.json': '\ufffd\ufffd{\u0000}\u0000',
  'twice.json': '{\n "ScalingPolicies": [],\n "ScalingPolicies": []\n}',
});

/** `BASE` without its strategies' policies: `group` and one strategy, which begins on line 9. */
function scenario(group: string, strategy: string): string {
  return [
    'curve: { file: curve.csv }',
    'service: { instanceType: m5.large, requestsPerSecond: 100 }',
    `group: ${group}`,
    'slo: { p95LatencyMs: 250 }',
    'strategies:',
    '  - name: a',
    ...strategy.split('\n').map((line) => `    ${line}`),
  ].join('\n');
}

const ONE_GROUP = '{ MaxSize: 9 }';
const SHOP_GROUP = '{ file: groups.json, group: shop }';

function strategyOf(text: string) {
  return read(text, directory).strategies[0];
}

describe('a group from a file', () => {
  test('has the sizes and defaults that AWS printed, and the start', () => {
    const text = scenario('{ file: shop.json }', 'group: {}');
    expect(strategyOf(text).group).toEqual({
      MinSize: 2,
      MaxSize: 20,
      DesiredCapacity: 6,
      DefaultInstanceWarmup: 90,
      DefaultCooldown: 200,
      launchSeconds: 60,
      bootSeconds: 30,
      detailedMonitoring: false,
    });
  });

  test('may be pasted in place of the file', () => {
    const pasted = printed('AutoScalingGroups', [groupOf('shop'), groupOf('blog', { MinSize: 3 })]);
    const group = `{ AutoScalingGroups: ${JSON.parse(JSON.stringify(pasted))
      .replace(/^\{\s*"AutoScalingGroups":/, '')
      .replace(/\}\s*$/, '')}, group: blog, bootSeconds: 5 }`;
    const text = scenario(group.replaceAll('\n', ' '), 'group: {}');
    expect(strategyOf(text).group).toMatchObject({ MinSize: 3, MaxSize: 20, bootSeconds: 5 });
  });

  test('is what stands beside it first, and its strategy’s before that', () => {
    const text = scenario(
      '{ file: groups.json, group: blog, MaxSize: 30, detailedMonitoring: true, DefaultCooldown: 60 }',
      'group: { MaxSize: 31 }',
    );
    expect(strategyOf(text).group).toMatchObject({
      MinSize: 3,
      MaxSize: 31,
      DesiredCapacity: 6,
      DefaultCooldown: 60,
      detailedMonitoring: true,
    });
  });

  test('takes its DesiredCapacity along when the bounds beside it move', () => {
    const text = scenario('{ file: shop.json, MaxSize: 4 }', 'group: {}');
    expect(strategyOf(text).group).toMatchObject({ MaxSize: 4, DesiredCapacity: 4 });
  });

  test('may be a strategy’s own', () => {
    const text = scenario(ONE_GROUP, 'group: { file: groups.json, group: blog, MinSize: 5 }');
    expect(strategyOf(text).group).toMatchObject({ MinSize: 5, MaxSize: 20, DesiredCapacity: 6 });
  });

  test.each([
    [
      '{ file: groups.json }',
      'scenario.yaml:3: group.file is about 2 groups: add group: shop or blog',
    ],
    [
      '{ file: groups.json, group: shp }',
      'scenario.yaml:3: group.group "shp" names no group there (did you mean "shop"?): give shop or blog',
    ],
    [
      '{ file: none.json }',
      'scenario.yaml:3: group.file has no group: give MinSize and MaxSize here',
    ],
    [
      '{ file: shop.json, MinSize: 21 }',
      'scenario.yaml:3: group has MinSize 21 (line 3) above MaxSize 20 (line 6 of shop.json): lower it or raise MaxSize',
    ],
    [
      '{ file: shop.json, DesiredCapacity: 1 }',
      'scenario.yaml:3: group.DesiredCapacity is 1, below MinSize 2 (line 5 of shop.json): give a whole number from 2 to 20',
    ],
    [
      '{ group: shop, MaxSize: 9 }',
      'scenario.yaml:3: group.group is the name of a group in a file: give file too, or AutoScalingGroupName',
    ],
    [
      '{ file: shop.json, AutoScalingGroupName: shop }',
      'scenario.yaml:3: group.AutoScalingGroupName is known from what AWS printed: give group to say which',
    ],
    [
      '{ file: shop.json, AutoScalingGroups: [] }',
      'scenario.yaml:3: group.AutoScalingGroups stands beside file (line 3): keep one',
    ],
    [
      '{ file: shop.json, launchSecond: 60 }',
      'scenario.yaml:3: unknown key "launchSecond" (did you mean "launchSeconds"?)',
    ],
    [
      '{ file: policies.json }',
      'policies.json:1: the file has no AutoScalingGroups, but "ScalingPolicies": give what aws autoscaling describe-auto-scaling-groups prints',
    ],
  ])('is refused: %s', (group, says) => {
    expect(problemsOf(scenario(group, 'group: {}'), directory)).toEqual([says]);
  });

  test.each([
    [
      { MixedInstancesPolicy: {} },
      'MixedInstancesPolicy is not supported yet: leave it out, for a group of one type of instances',
    ],
    [
      { WarmPoolConfiguration: {} },
      'WarmPoolConfiguration is not supported yet: leave it out, for the group without its warm pool',
    ],
    [
      { NewInstancesProtectedFromScaleIn: true },
      'NewInstancesProtectedFromScaleIn is not supported yet: give false',
    ],
  ])('is not supported yet with %j', (more, says) => {
    const files = makeDirectory({
      'g.json': printed('AutoScalingGroups', [groupOf('shop', more)]),
    });
    const error = refusal(scenario('{ file: g.json }', 'group: {}'), files);
    expect(error?.problems).toEqual([`g.json:10: AutoScalingGroups[0].${says}`]);
    expect(error?.code).toBe('not-supported');
  });

  test('may have suspended what decides nothing here, and nothing else', () => {
    const suspended = (...names: string[]) => ({
      SuspendedProcesses: names.map((ProcessName) => ({ ProcessName, SuspensionReason: 'User' })),
    });
    const files = makeDirectory({
      'a.json': printed('AutoScalingGroups', [groupOf('shop', suspended('AZRebalance'))]),
      'b.json': printed('AutoScalingGroups', [groupOf('shop', suspended('AlarmNotification'))]),
    });
    expect(problemsOf(scenario('{ file: a.json }', 'group: {}'), files)).toEqual([]);
    expect(problemsOf(scenario('{ file: b.json }', 'group: {}'), files)).toEqual([
      'b.json:12: AutoScalingGroups[0].SuspendedProcesses[0].ProcessName AlarmNotification is not supported yet: leave it out, for the group with that process running',
    ]);
  });
});

describe('policies, alarms and scheduled actions from files', () => {
  test('are those of the scenario’s group', () => {
    const text = scenario(
      SHOP_GROUP,
      'policies: { file: policies.json }\nalarms: { file: alarms.json }\nscheduledActions: { file: actions.json }',
    );
    const { policies, alarms, scheduledActions } = strategyOf(text);
    expect(policies.map(({ PolicyName }) => PolicyName)).toEqual(['cpu50', 'out']);
    expect(alarms).toMatchObject([{ AlarmName: 'shop-high', AlarmActions: ['out'] }]);
    expect(scheduledActions).toMatchObject([{ ScheduledActionName: 'up', MinSize: 4 }]);
  });

  test.each([
    ['the strategy’s own group', ONE_GROUP, 'group: { file: groups.json, group: blog }\n', ''],
    ['the name that the group is given', '{ MaxSize: 9, AutoScalingGroupName: blog }', '', ''],
    ['the group beside the file', SHOP_GROUP, '', ', group: blog'],
  ])('are those of %s', (_, group, own, beside) => {
    const text = scenario(
      group,
      `${own}policies: { file: policies.json${beside} }\nalarms: { file: alarms.json${beside} }\nscheduledActions: { file: actions.json${beside} }`,
    );
    const { policies, alarms, scheduledActions } = strategyOf(text);
    expect(policies).toMatchObject([{ ScalingAdjustment: 7 }]);
    expect(alarms).toMatchObject([{ AlarmName: 'blog-high' }]);
    expect(scheduledActions).toMatchObject([{ MinSize: 5 }]);
  });

  test('may be lists, in a file or pasted as a whole', () => {
    const inFile = scenario(ONE_GROUP, 'policies: { file: policies-list.json }');
    const pasted = scenario(ONE_GROUP, `policies: ${JSON.stringify({ ScalingPolicies: [SHOP] })}`);
    expect(strategyOf(inFile).policies).toEqual(strategyOf(pasted).policies);
    expect(strategyOf(pasted).policies).toHaveLength(1);
  });

  test('leave alarms of others out unread, pasted as a whole too', () => {
    const pasted = JSON.stringify({
      MetricAlarms: [alarmOf('high', SHOP_OUT.PolicyARN), { AlarmName: 'x', Metrics: [] }],
      CompositeAlarms: [],
    });
    const text = scenario(SHOP_GROUP, `policies: { file: policies.json }\nalarms: ${pasted}`);
    expect(strategyOf(text).alarms).toMatchObject([{ AlarmName: 'high' }]);
  });

  test('refuse an alarm that triggers a policy when it leaves ALARM', () => {
    const alarm = { ...alarmOf('high', ''), AlarmActions: [], OKActions: [SHOP_OUT.PolicyARN] };
    const pasted = JSON.stringify({ MetricAlarms: [alarm] });
    const text = scenario(SHOP_GROUP, `policies: { file: policies.json }\nalarms: ${pasted}`);
    expect(problemsOf(text, directory)).toEqual([
      'scenario.yaml:8: strategies[0].alarms.MetricAlarms[0].OKActions[0] is not supported yet for a policy: give it to AlarmActions',
    ]);
  });

  test.each([
    [
      ONE_GROUP,
      'policies: { file: policies.json }',
      'scenario.yaml:7: strategies[0].policies.file is about 2 groups: add group: shop or blog',
    ],
    [
      ONE_GROUP,
      `policies: ${JSON.stringify([SHOP, BLOG_OUT])}`,
      'scenario.yaml:7: strategies[0].policies is about 2 groups: add group.AutoScalingGroupName: shop or blog',
    ],
    [
      ONE_GROUP,
      'policies: { file: policies.json, group: bolg }',
      'scenario.yaml:7: strategies[0].policies.group "bolg" names no group there (did you mean "blog"?): give shop or blog',
    ],
    [
      '{ MaxSize: 9, AutoScalingGroupName: cart }',
      'policies: { file: policies.json }',
      'scenario.yaml:7: strategies[0].policies.file has nothing of the group "cart": leave it out, or add group: shop or blog',
    ],
    [
      SHOP_GROUP,
      'policies: { file: policies.json }',
      'policies.json:18: ScalingPolicies[1].PolicyName "out" is triggered by no alarm: add one whose AlarmActions name it',
    ],
    [
      SHOP_GROUP,
      'policies: { file: policies.json }\nalarms: { file: bad-alarms.json }',
      'bad-alarms.json:8: MetricAlarms[0].Period is 90: give 60 or a multiple of it',
    ],
    [
      ONE_GROUP,
      'policies: { file: cut.json }',
      'cut.json:1: NextToken says that policies are missing here: print them all, with aws autoscaling describe-policies and no --max-items',
    ],
    [
      ONE_GROUP,
      'policies: { file: actions.json }',
      'actions.json:1: the file has no ScalingPolicies, but "ScheduledUpdateGroupActions": give what aws autoscaling describe-policies prints',
    ],
    [
      ONE_GROUP,
      'alarms: { file: empty.json }',
      'empty.json:1: the file is empty: give what aws cloudwatch describe-alarms prints',
    ],
    [
      ONE_GROUP,
      'policies: { file: broken.json }',
      'broken.json:3: is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    [
      ONE_GROUP,
      'policies: { file: utf16.json }',
      'utf16.json: is not text in UTF-8: give what the command printed, saved as UTF-8',
    ],
    [
      ONE_GROUP,
      'policies: { file: twice.json }',
      'twice.json:3: key "ScalingPolicies" is given twice, first on line 2: keep one',
    ],
    [
      ONE_GROUP,
      'policies: { file: . }',
      `scenario.yaml:7: strategies[0].policies.file "." cannot be read: ${directory} is a directory`,
    ],
    [
      ONE_GROUP,
      'policies: { file: 7 }',
      'scenario.yaml:7: strategies[0].policies.file is 7: give the name of a file with what aws autoscaling describe-policies prints, relative to the scenario',
    ],
    [
      ONE_GROUP,
      'policies: { file: policies.json, gruop: shop }',
      'scenario.yaml:7: unknown key "gruop" (did you mean "group"?)',
    ],
    [
      ONE_GROUP,
      'policies: { fiel: policies.json }',
      'scenario.yaml:7: unknown key "fiel" (did you mean "file"?)',
    ],
    [
      ONE_GROUP,
      'policies: { ScalingPolicys: [] }',
      'scenario.yaml:7: unknown key "ScalingPolicys" (did you mean "ScalingPolicies"?)',
    ],
  ])('are refused: group %s, %s', (group, strategy, says) => {
    expect(problemsOf(scenario(group, strategy), directory)).toContain(says);
  });

  test('are read with predictive scaling', () => {
    const text = scenario(ONE_GROUP, 'policies: { file: predictive.json }');
    const [{ policies }] = read(text, directory).strategies;
    expect(policies).toEqual([
      expect.objectContaining({ PolicyName: 'forecast', PolicyType: 'PredictiveScaling' }),
    ]);
  });

  test('tell what is wrong in a file once, after what is wrong in the scenario', () => {
    const policies = 'policies: { file: bad-policies.json, group: shop }';
    const text = `${scenario(ONE_GROUP, policies)}\n  - name: b\n    ${policies}\nseed: x\n`;
    expect(problemsOf(text, directory)).toEqual([
      'scenario.yaml:10: seed is "x": give a whole number',
      'bad-policies.json:9: ScalingPolicies[0].TargetTrackingConfiguration.TargetValue is -1: give a number above 0',
      'bad-policies.json:24: ScalingPolicies[2].PolicyName "cpu50" is taken on line 5: give each a name of its own',
    ]);
  });

  test('that cannot be read are told once', () => {
    const policies = 'policies: { file: broken.json }';
    const text = `${scenario(ONE_GROUP, policies)}\n  - name: b\n    ${policies}\n`;
    expect(problemsOf(text, directory)).toHaveLength(1);
  });

  test('that are missing are told where they are named', () => {
    const text = base('name: fixed', 'name: fixed\n    policies: { file: nowhere.json }');
    expect(problemsOf(text, directory)).toEqual([
      `scenario.yaml:17: strategies[0].policies.file "nowhere.json" cannot be read: there is no ${directory}/nowhere.json`,
    ]);
    expect(problemsOf(BASE, directory)).toEqual([]);
  });
});

/** What a command prints: a key a line, as the AWS CLI does. */
function printed(key: string, items: readonly unknown[]): string {
  return JSON.stringify({ [key]: items }, null, 1);
}

function groupOf(name: string, more: object = {}) {
  return {
    AutoScalingGroupName: name,
    MinSize: 2,
    MaxSize: 20,
    DesiredCapacity: 6,
    DefaultCooldown: 200,
    DefaultInstanceWarmup: 90,
    ...more,
    Instances: [{ InstanceId: 'i-1', LifecycleState: 'InService' }],
    HealthCheckType: 'EC2,ELB',
    AvailabilityZones: ['us-east-1a'],
    Tags: [],
  };
}

function policyOf(group: string, name: string, PolicyType: string, more: object) {
  const place = `autoScalingGroupName/${group}:policyName/${name}`;
  return {
    AutoScalingGroupName: group,
    PolicyName: name,
    PolicyARN: `arn:aws:autoscaling:us-east-1:1:scalingPolicy:${group}-${name}:${place}`,
    PolicyType,
    ...more,
    Enabled: true,
  };
}

function alarmOf(name: string, policyArn: string) {
  return {
    AlarmName: name,
    MetricName: 'CPUUtilization',
    Namespace: 'AWS/EC2',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 60,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: [policyArn],
  };
}
