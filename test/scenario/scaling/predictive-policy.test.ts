import { describe, expect, test } from 'vitest';
import { base, makeDirectory, problemsOf, read } from '../base.ts';

const directory = makeDirectory();
const AT = 'strategies[1].policies[0].PredictiveScalingConfiguration';
const METRICS = `${AT}.MetricSpecifications[0]`;

const PAIR =
  '{ TargetValue: 50, PredefinedMetricPairSpecification: { PredefinedMetricType: ASGCPUUtilization } }';

/** The scenario with a predictive policy in place of target tracking, on lines 20 to 22. */
function scenario(configuration: string, strategy = ''): string {
  return base(
    `      - PolicyName: cpu50
        PolicyType: TargetTrackingScaling
        TargetTrackingConfiguration:
          PredefinedMetricSpecification:
            PredefinedMetricType: ASGAverageCPUUtilization
          TargetValue: 50
`,
    `      - PolicyName: forecast
        PolicyType: PredictiveScaling
        PredictiveScalingConfiguration: ${configuration}
${strategy}`,
  );
}

const query = (id: string, name: string, stat: string, namespace = 'AWS/EC2') =>
  `{ Id: ${id}, MetricStat: { Metric: { Namespace: ${namespace}, MetricName: ${name} }, Stat: ${stat} }, ReturnData: false }`;
const LOAD = `CustomizedLoadMetricSpecification: { MetricDataQueries: [${query('m1', 'RequestCount', 'Sum', 'AWS/ApplicationELB')}, { Id: load, Expression: "m1 * 2" }] }`;
const SCALING = `CustomizedScalingMetricSpecification: { MetricDataQueries: [${query('m1', 'CPUUtilization', 'Average').replace('false', 'true')}] }`;

describe('a predictive scaling policy', () => {
  test('is read in AWS’s shape', () => {
    const configuration = `{ MetricSpecifications: [${PAIR}], Mode: ForecastAndScale, SchedulingBufferTime: 600 }`;
    expect(read(scenario(configuration), directory).strategies[1].policies).toEqual([
      {
        PolicyType: 'PredictiveScaling',
        PolicyName: 'forecast',
        PredictiveScalingConfiguration: {
          MetricSpecifications: [
            {
              TargetValue: 50,
              PredefinedMetricPairSpecification: { PredefinedMetricType: 'ASGCPUUtilization' },
            },
          ],
          Mode: 'ForecastAndScale',
          SchedulingBufferTime: 600,
        },
      },
    ]);
  });

  test('may have customized metrics with metric math', () => {
    const configuration = `{ MetricSpecifications: [{ TargetValue: 50, ${LOAD}, ${SCALING} }] }`;
    expect(problemsOf(scenario(configuration), directory)).toEqual([]);
  });

  // AWS.md §1.6 and §1.8: EC2 Auto Scaling API reference, PredictiveScalingConfiguration.
  test.each([
    ['no metric', '{ TargetValue: 50 }', `${METRICS} has no metric`],
    [
      'a pair and a load metric',
      `{ TargetValue: 50, PredefinedMetricPairSpecification: { PredefinedMetricType: ALBRequestCount }, PredefinedLoadMetricSpecification: { PredefinedMetricType: ASGTotalCPUUtilization } }`,
      `${METRICS}.PredefinedLoadMetricSpecification stands beside PredefinedMetricPairSpecification`,
    ],
    [
      'a load metric alone',
      `{ TargetValue: 50, PredefinedLoadMetricSpecification: { PredefinedMetricType: ASGTotalCPUUtilization } }`,
      `${METRICS} has no PredefinedScalingMetricSpecification or CustomizedScalingMetricSpecification`,
    ],
    [
      'two load metrics',
      `{ TargetValue: 50, PredefinedLoadMetricSpecification: { PredefinedMetricType: ASGTotalCPUUtilization }, ${LOAD}, ${SCALING} }`,
      `${METRICS}.CustomizedLoadMetricSpecification stands beside PredefinedLoadMetricSpecification: keep one`,
    ],
    ['a target of zero', PAIR.replace('50', '0'), `${METRICS}.TargetValue is 0`],
    ['a target above 100 % CPU', PAIR.replace('50', '150'), `${METRICS}.TargetValue is 150`],
    [
      'an unknown pair',
      PAIR.replace('ASGCPUUtilization', 'ASGCPUUtilisation'),
      'did you mean "ASGCPUUtilization"?',
    ],
    [
      'two queries that return data',
      `{ TargetValue: 50, ${LOAD.replace('false', 'true')}, ${SCALING} }`,
      'CustomizedLoadMetricSpecification.MetricDataQueries',
    ],
    [
      'an unknown Id in an expression',
      `{ TargetValue: 50, ${LOAD.replace('m1 * 2', 'm2 * 2')}, ${SCALING} }`,
      'm2',
    ],
    [
      'a metric that the model has not',
      `{ TargetValue: 50, ${LOAD.replace('RequestCount', 'ConsumedLCUs')}, ${SCALING} }`,
      'ConsumedLCUs of AWS/ApplicationELB is not supported yet',
    ],
    [
      'a statistic that the model has not',
      `{ TargetValue: 50, ${LOAD}, ${SCALING.replace('Average', 'Maximum')} }`,
      'Maximum of CPUUtilization is not supported yet: give Average or Sum or SampleCount',
    ],
  ])('is refused with %s', (_, metrics, says) => {
    const [problem] = problemsOf(scenario(`{ MetricSpecifications: [${metrics}] }`), directory);
    expect(problem).toContain(says);
    expect(problem).toMatch(/^scenario\.yaml:22: /);
  });

  test.each([
    ['SchedulingBufferTime: 3600', `${AT}.SchedulingBufferTime is 3600`],
    ['MaxCapacityBuffer: 10', `${AT}.MaxCapacityBuffer is for MaxCapacityBreachBehavior`],
    ['MaxCapacityBreachBehavior: IncreaseMaxCapacity', `${AT}.MaxCapacityBuffer is missing`],
    [
      'MaxCapacityBreachBehavior: IncreaseMaxCapacity, MaxCapacityBuffer: 101',
      `${AT}.MaxCapacityBuffer is 101`,
    ],
    ['Mode: ForecastAndScal', 'did you mean "ForecastAndScale"?'],
  ])('is refused with %s', (settings, says) => {
    const text = scenario(`{ MetricSpecifications: [${PAIR}], ${settings} }`);
    expect(problemsOf(text, directory)).toEqual([expect.stringContaining(says)]);
  });

  test('has exactly one metric specification', () => {
    const text = scenario(`{ MetricSpecifications: [${PAIR}, ${PAIR}] }`);
    expect(problemsOf(text, directory)).toEqual([
      `scenario.yaml:22: ${AT}.MetricSpecifications has 2 items: AWS takes exactly one`,
    ]);
  });

  test('is the only one of its strategy that scales', () => {
    const configuration = `{ MetricSpecifications: [${PAIR}], Mode: ForecastAndScale }`;
    const second = `      - { PolicyName: other, PolicyType: PredictiveScaling, PredictiveScalingConfiguration: ${configuration} }\n`;
    expect(problemsOf(scenario(configuration, second), directory)).toEqual([
      'scenario.yaml:23: strategies[1].policies[1].PredictiveScalingConfiguration.Mode is ForecastAndScale, as that of "forecast" (line 22): of several predictive policies one may scale; set the others to ForecastOnly',
    ]);
  });

  test('is triggered by no alarm', () => {
    const text = scenario(
      `{ MetricSpecifications: [${PAIR}] }`,
      `    alarms:
      - AlarmName: high
        Namespace: AWS/EC2
        MetricName: CPUUtilization
        Statistic: Average
        Period: 60
        EvaluationPeriods: 3
        Threshold: 60
        ComparisonOperator: GreaterThanThreshold
        AlarmActions: [forecast]
`,
    );
    expect(problemsOf(text, directory)).toEqual([
      expect.stringContaining('"forecast" is predictive: it acts on its forecast'),
    ]);
  });
});

describe('a strategy’s forecaster', () => {
  const configuration = `{ MetricSpecifications: [${PAIR}] }`;

  test.each([
    ['', { method: 'plimsoll', quantile: undefined }],
    [
      '    forecaster: seasonal-naive-168h\n',
      { method: 'seasonal-naive-168h', quantile: undefined },
    ],
    ['    forecaster: { quantile: 0.9 }\n', { method: 'plimsoll', quantile: 0.9 }],
  ])('is read from "%s"', (text, expected) => {
    const [, strategy] = read(scenario(configuration, text), directory).strategies;
    expect(strategy.forecaster).toEqual(expected);
  });

  test('is refused where nothing forecasts', () => {
    const text = base('  - name: steps\n', '  - name: steps\n    forecaster: perfect\n');
    expect(problemsOf(text, directory)).toEqual([
      'scenario.yaml:27: strategies[2].forecaster has no predictive scaling policy to forecast for: leave it out',
    ]);
  });

  test.each([
    ['perfekt', 'is "perfekt" (did you mean "perfect"?)'],
    ['{ quantile: 1 }', 'forecaster.quantile is 1: give a number above 0 and below 1'],
    ['{ method: perfect, quantile: 0.9 }', 'forecaster.quantile has no meaning'],
    ['{ quantil: 0.9 }', 'unknown key "quantil" (did you mean "quantile"?)'],
  ])('is refused as %s', (given, says) => {
    const text = scenario(configuration, `    forecaster: ${given}\n`);
    expect(problemsOf(text, directory)).toEqual([expect.stringContaining(says)]);
  });
});
