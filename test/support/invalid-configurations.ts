/** What AWS does not take as a PredictiveScalingConfiguration, and what the refusal must say. */
export interface InvalidConfiguration {
  readonly because: string;
  readonly configuration: unknown;
  /** A part of the sentence, which begins with the field's path. */
  readonly says: string;
}

const LABEL = 'app/shop/0123456789abcdef/targetgroup/shop/fedcba9876543210';
const SPECIFICATION = 'MetricSpecifications[0]';
const LOAD = `${SPECIFICATION}.CustomizedLoadMetricSpecification.MetricDataQueries`;

const PAIR = { PredefinedMetricPairSpecification: { PredefinedMetricType: 'ASGCPUUtilization' } };
const metric = (Id: string, Stat: string) => ({
  Id,
  MetricStat: {
    Metric: {
      Namespace: 'Shop/Seed',
      MetricName: 'Cpu',
      Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'shop' }],
    },
    Stat,
  },
});
const SUM = metric('load', 'Sum');
const SCALING = { CustomizedScalingMetricSpecification: queries(metric('scaling', 'Average')) };
const SEARCH = `SEARCH('{Shop/Seed,AutoScalingGroupName} MetricName="Cpu"', 'Sum', 3600)`;

/** Configurations that AWS takes. */
export const VALID: readonly (readonly [string, unknown])[] = [
  ['a pair', specification(PAIR)],
  ['a pair of a target group', specification(pair('ALBRequestCount', LABEL))],
  [
    'predefined metrics one by one',
    specification({
      PredefinedLoadMetricSpecification: { PredefinedMetricType: 'ASGTotalCPUUtilization' },
      PredefinedScalingMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
    }),
  ],
  ['customized metrics', specification(load(SUM))],
  [
    'a search that is summed, and all settings',
    {
      ...specification(load({ Id: 'load', Expression: `SUM(${SEARCH})` })),
      Mode: 'ForecastAndScale',
      SchedulingBufferTime: 3599,
      MaxCapacityBreachBehavior: 'IncreaseMaxCapacity',
      MaxCapacityBuffer: 100,
    },
  ],
  ['an expression of 1023 characters', specification(load(expressionOf(1023)))],
  [
    'ten queries',
    specification(
      load(
        ...Array.from({ length: 10 }, (_, i) => ({
          ...metric(`m${i}`, 'Sum'),
          ReturnData: i === 9,
        })),
      ),
    ),
  ],
  ['a key of tomorrow', { ...specification(PAIR), KeyOfTomorrow: 1 }],
];

/** Source: EC2 Auto Scaling API reference, PredictiveScalingConfiguration and what it is made of. */
export const INVALID: readonly InvalidConfiguration[] = [
  wrong('nothing', null, 'PredictiveScalingConfiguration is empty'),
  wrong('no metric specifications', {}, 'MetricSpecifications is missing'),
  wrong('an empty list of them', { MetricSpecifications: [] }, 'MetricSpecifications has 0 items'),
  wrong(
    'two metric specifications',
    {
      MetricSpecifications: [
        { TargetValue: 50, ...PAIR },
        { TargetValue: 50, ...PAIR },
      ],
    },
    'MetricSpecifications has 2 items: AWS takes exactly one',
  ),
  wrong(
    'no target',
    { MetricSpecifications: [PAIR] },
    `${SPECIFICATION}.TargetValue is missing: give a number`,
  ),
  wrong('a target of 0', specification(PAIR, 0), `${SPECIFICATION}.TargetValue is 0`),
  wrong('a target below 0', specification(PAIR, -5), `${SPECIFICATION}.TargetValue is -5`),
  wrong('a target as text', specification(PAIR, '50'), `${SPECIFICATION}.TargetValue is "50"`),
  wrong('no metric', specification({}), `${SPECIFICATION} has no metric`),
  wrong(
    'a pair and a load metric',
    specification({ ...PAIR, CustomizedLoadMetricSpecification: queries(SUM) }),
    `${SPECIFICATION}.CustomizedLoadMetricSpecification stands beside PredefinedMetricPairSpecification`,
  ),
  wrong(
    'a load metric alone',
    specification({ CustomizedLoadMetricSpecification: queries(SUM) }),
    `${SPECIFICATION} has no PredefinedScalingMetricSpecification or CustomizedScalingMetricSpecification`,
  ),
  wrong(
    'a scaling metric alone',
    specification(SCALING),
    `${SPECIFICATION} has no PredefinedLoadMetricSpecification or CustomizedLoadMetricSpecification`,
  ),
  wrong(
    'a predefined and a customized load metric',
    specification({
      ...load(SUM),
      PredefinedLoadMetricSpecification: { PredefinedMetricType: 'ASGTotalCPUUtilization' },
    }),
    `${SPECIFICATION}.CustomizedLoadMetricSpecification stands beside PredefinedLoadMetricSpecification`,
  ),
  wrong(
    'a predefined and a customized scaling metric',
    specification({
      ...load(SUM),
      PredefinedScalingMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
    }),
    `${SPECIFICATION}.CustomizedScalingMetricSpecification stands beside PredefinedScalingMetricSpecification`,
  ),
  wrong(
    'an unknown pair',
    specification(pair('ASGCPU')),
    `${SPECIFICATION}.PredefinedMetricPairSpecification.PredefinedMetricType is "ASGCPU"`,
  ),
  wrong(
    'a scaling metric as load metric',
    specification({
      ...SCALING,
      PredefinedLoadMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
    }),
    `${SPECIFICATION}.PredefinedLoadMetricSpecification.PredefinedMetricType is "ASGAverageCPUUtilization"`,
  ),
  wrong(
    'an unknown scaling metric',
    specification({
      CustomizedLoadMetricSpecification: queries(SUM),
      PredefinedScalingMetricSpecification: { PredefinedMetricType: 'ASGAverageMemory' },
    }),
    `${SPECIFICATION}.PredefinedScalingMetricSpecification.PredefinedMetricType is "ASGAverageMemory"`,
  ),
  wrong(
    'no label for a target group',
    specification(pair('ALBRequestCount')),
    `${SPECIFICATION}.PredefinedMetricPairSpecification.ResourceLabel is missing`,
  ),
  wrong(
    'a label for CPU',
    specification(pair('ASGCPUUtilization', LABEL)),
    `${SPECIFICATION}.PredefinedMetricPairSpecification.ResourceLabel is for the load balancer's metrics`,
  ),
  wrong(
    'a target group’s ARN as label',
    specification(
      pair('ALBRequestCount', 'arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/shop/2'),
    ),
    `${SPECIFICATION}.PredefinedMetricPairSpecification.ResourceLabel is "arn:aws`,
  ),
  wrong('no queries', specification(load()), `${LOAD} is empty`),
  wrong('no list of queries', specification(loadOf({})), `${LOAD} is missing`),
  wrong(
    'eleven queries',
    specification(
      load(
        ...Array.from({ length: 11 }, (_, i) => ({
          ...metric(`m${i}`, 'Sum'),
          ReturnData: i === 9,
        })),
      ),
    ),
    `${LOAD} has 11 queries: AWS takes 10 at most`,
  ),
  wrong('no Id', specification(load({ ...SUM, Id: undefined })), `${LOAD}[0].Id is missing`),
  wrong(
    'an Id in capitals',
    specification(load({ ...SUM, Id: 'Load' })),
    `${LOAD}[0].Id is "Load"`,
  ),
  wrong(
    'an Id with a hyphen',
    specification(load({ ...SUM, Id: 'my-load' })),
    `${LOAD}[0].Id is "my-load"`,
  ),
  wrong(
    'an Id twice',
    specification(load(SUM, { ...SUM, ReturnData: false })),
    `${LOAD}[1].Id is "load", as that of a query before it`,
  ),
  wrong(
    'a Period beside the query',
    specification(load({ ...SUM, Period: 300 })),
    `${LOAD}[0].Period is 300, but AWS knows no Period here`,
  ),
  wrong(
    'a Period in the MetricStat',
    specification(load({ ...SUM, MetricStat: { ...SUM.MetricStat, Period: 300 } })),
    `${LOAD}[0].MetricStat.Period is 300, but AWS knows no Period here`,
  ),
  wrong(
    'an unknown unit',
    specification(load({ ...SUM, MetricStat: { ...SUM.MetricStat, Unit: 'Furlong' } })),
    `${LOAD}[0].MetricStat.Unit is "Furlong": give Seconds, Microseconds`,
  ),
  wrong(
    'an unknown statistic',
    specification(load(metric('load', 'Total'))),
    `${LOAD}[0].MetricStat.Stat is "Total", no statistic of CloudWatch`,
  ),
  wrong(
    'a MetricStat without Metric',
    specification(load({ Id: 'load', MetricStat: { Stat: 'Sum' } })),
    `${LOAD}[0].MetricStat.Metric is missing`,
  ),
  wrong(
    'a metric without Namespace',
    specification(load({ Id: 'load', MetricStat: { Metric: { MetricName: 'Cpu' }, Stat: 'Sum' } })),
    `${LOAD}[0].MetricStat.Metric.Namespace is missing`,
  ),
  wrong(
    '31 dimensions',
    specification(
      load({
        Id: 'load',
        MetricStat: {
          ...SUM.MetricStat,
          Metric: {
            ...SUM.MetricStat.Metric,
            Dimensions: Array.from({ length: 31 }, (_, i) => ({ Name: `d${i}`, Value: 'v' })),
          },
        },
      }),
    ),
    `${LOAD}[0].MetricStat.Metric.Dimensions has 31 dimensions`,
  ),
  wrong(
    'a dimension without Value',
    specification(
      load({
        Id: 'load',
        MetricStat: {
          Stat: 'Sum',
          Metric: { Namespace: 'a', MetricName: 'b', Dimensions: [{ Name: 'Group' }] },
        },
      }),
    ),
    `${LOAD}[0].MetricStat.Metric.Dimensions[0].Value is missing`,
  ),
  wrong(
    'MetricStat and Expression',
    specification(load({ ...SUM, Expression: '1 + 1' })),
    `${LOAD}[0].Expression stands beside MetricStat`,
  ),
  wrong(
    'neither of both',
    specification(load({ Id: 'load' })),
    `${LOAD}[0] has neither MetricStat nor Expression`,
  ),
  wrong(
    'an expression of 1024 characters',
    specification(load(expressionOf(1024))),
    `${LOAD}[0].Expression has 1024 characters: AWS takes 1023 at most`,
  ),
  wrong(
    'an unknown Id in an expression',
    specification(load({ ...SUM, ReturnData: false }, { Id: 'e1', Expression: 'lod * 2' })),
    `${LOAD}[1].Expression refers to "lod", which is no query's Id: did you mean load?`,
  ),
  wrong(
    'an expression that breaks off',
    specification(load({ ...SUM, ReturnData: false }, { Id: 'e1', Expression: 'load * (2' })),
    `${LOAD}[1].Expression is wrong: column 10`,
  ),
  wrong(
    'an unknown function',
    specification(load({ ...SUM, ReturnData: false }, { Id: 'e1', Expression: 'MEAN(load)' })),
    `${LOAD}[1].Expression is wrong: column 1: unknown function "MEAN"`,
  ),
  wrong(
    'an expression in a circle',
    specification(load({ Id: 'e1', Expression: 'e1 + 1' })),
    `${LOAD}[0].Expression refers to itself`,
  ),
  wrong(
    'a bare SEARCH that is returned',
    specification(load({ Id: 'load', Expression: SEARCH, ReturnData: true })),
    `${LOAD}[0].Expression gives several time series where one is wanted`,
  ),
  wrong(
    'two queries that return data',
    specification(load(SUM, { ...metric('more', 'Sum'), ReturnData: true })),
    `${LOAD}[0].ReturnData is true (its default) at load, more`,
  ),
  wrong(
    'no query that returns data',
    specification(load({ ...SUM, ReturnData: false })),
    `${LOAD} returns nothing`,
  ),
  wrong(
    'ReturnData as text',
    specification(load({ ...SUM, ReturnData: 'yes' })),
    `${LOAD}[0].ReturnData is "yes": give true or false`,
  ),
  wrong(
    'a mistake in the capacity metric',
    specification({
      ...load(SUM),
      CustomizedCapacityMetricSpecification: queries({ Id: 'capacity', Expression: 'hosts' }),
    }),
    `${SPECIFICATION}.CustomizedCapacityMetricSpecification.MetricDataQueries[0].Expression refers to "hosts"`,
  ),
  wrong('an unknown mode', { ...specification(PAIR), Mode: 'Forecast' }, 'Mode is "Forecast"'),
  wrong(
    'a buffer of 3,600 s',
    { ...specification(PAIR), SchedulingBufferTime: 3600 },
    'SchedulingBufferTime is 3600',
  ),
  wrong(
    'a buffer below 0',
    { ...specification(PAIR), SchedulingBufferTime: -1 },
    'SchedulingBufferTime is -1',
  ),
  wrong(
    'half a second of buffer',
    { ...specification(PAIR), SchedulingBufferTime: 0.5 },
    'SchedulingBufferTime is 0.5',
  ),
  wrong(
    'an unknown breach behavior',
    { ...specification(PAIR), MaxCapacityBreachBehavior: 'Ignore' },
    'MaxCapacityBreachBehavior is "Ignore"',
  ),
  wrong(
    'MaxCapacityBuffer alone',
    { ...specification(PAIR), MaxCapacityBuffer: 10 },
    'MaxCapacityBuffer is for MaxCapacityBreachBehavior IncreaseMaxCapacity',
  ),
  wrong(
    'MaxCapacityBuffer with HonorMaxCapacity',
    { ...specification(PAIR), MaxCapacityBreachBehavior: 'HonorMaxCapacity', MaxCapacityBuffer: 0 },
    'MaxCapacityBuffer is for MaxCapacityBreachBehavior IncreaseMaxCapacity',
  ),
  wrong(
    'IncreaseMaxCapacity without MaxCapacityBuffer',
    { ...specification(PAIR), MaxCapacityBreachBehavior: 'IncreaseMaxCapacity' },
    'MaxCapacityBuffer is missing',
  ),
  wrong(
    'a MaxCapacityBuffer above 100',
    {
      ...specification(PAIR),
      MaxCapacityBreachBehavior: 'IncreaseMaxCapacity',
      MaxCapacityBuffer: 101,
    },
    'MaxCapacityBuffer is 101',
  ),
  wrong(
    'a MaxCapacityBuffer below 0',
    {
      ...specification(PAIR),
      MaxCapacityBreachBehavior: 'IncreaseMaxCapacity',
      MaxCapacityBuffer: -1,
    },
    'MaxCapacityBuffer is -1',
  ),
  wrong(
    'a misspelt setting',
    { ...specification(PAIR), SchedulingBuferTime: 60 },
    'SchedulingBuferTime is no key of AWS (did you mean "SchedulingBufferTime"?)',
  ),
];

function wrong(because: string, configuration: unknown, says: string): InvalidConfiguration {
  return { because, configuration, says };
}

function specification(metrics: object, TargetValue: unknown = 50) {
  return { MetricSpecifications: [{ TargetValue, ...metrics }] };
}

function pair(PredefinedMetricType: string, ResourceLabel?: string) {
  return { PredefinedMetricPairSpecification: { PredefinedMetricType, ResourceLabel } };
}

function load(...all: readonly object[]) {
  return loadOf(queries(...all));
}

function loadOf(customized: object) {
  return { CustomizedLoadMetricSpecification: customized, ...SCALING };
}

function queries(...all: readonly object[]) {
  return { MetricDataQueries: all };
}

function expressionOf(length: number) {
  const text = 'TIME_SERIES(1)';
  return { Id: 'load', Expression: text + ' '.repeat(length - text.length) };
}
