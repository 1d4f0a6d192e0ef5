import { describe, expect, it } from 'vitest';
import {
  GET_METRIC_DATA,
  PREDICTIVE_SCALING,
  TARGET_TRACKING,
} from '../../../src/model/metric-math/limits.ts';
import type { MetricDataQuery } from '../../../src/model/metric-math/query.ts';
import { validateMetricDataQueries } from '../../../src/model/metric-math/validate.ts';
import { metricQuery } from './rig.ts';

const M1 = { ...metricQuery('m1', { MetricName: 'Load' }), ReturnData: false };
const M2 = { ...metricQuery('m2', { MetricName: 'Hosts' }), ReturnData: false };
const E1 = { Id: 'e1', Expression: 'm1 / m2' };
const FIND = `SEARCH('{AWS/EC2,AutoScalingGroupName} MetricName="CPUUtilization" ASG-myapp', 'Sum', 3600)`;

function problems(queries: readonly MetricDataQuery[], limits = PREDICTIVE_SCALING): string[] {
  return validateMetricDataQueries(queries, limits).map(
    ({ path, says }) => `${path.join('.')} ${says}`,
  );
}

describe('validateMetricDataQueries', () => {
  it.each([
    ['a metric', [metricQuery('m1', { MetricName: 'Load' })]],
    ['metrics and an expression', [M1, M2, E1]],
    // EC2 Auto Scaling user guide, blue/green example of predictive scaling.
    ['a search that is summed', [{ Id: 'load_sum', Expression: `SUM(${FIND})` }]],
    [
      'a search that is not returned',
      [
        { Id: 's', Expression: FIND, ReturnData: false },
        { Id: 'load', Expression: 'SUM(s)' },
      ],
    ],
  ])('takes %s', (_, queries) => {
    expect(problems(queries)).toEqual([]);
  });

  it.each<[string, readonly MetricDataQuery[], string]>([
    ['nothing', [], ' is empty: give at least one query with MetricStat or Expression'],
    [
      'an upper-case Id',
      [{ ...E1, Id: 'E1' }, M1, M2],
      '0.Id is "E1": begin with a lowercase letter, then letters, digits and _ only',
    ],
    [
      'an Id of 65 characters',
      [M1, M2, { ...E1, Id: 'e'.repeat(65) }],
      '2.Id has 65 characters: AWS takes 64 at most',
    ],
    [
      'an Id twice',
      [M1, M2, { ...M2 }, E1],
      '2.Id is "m2", as that of a query before it: give each its own',
    ],
    [
      'MetricStat and Expression',
      [M1, M2, { ...E1, MetricStat: M1.MetricStat }],
      '2.Expression stands beside MetricStat: keep one',
    ],
    ['neither', [{ Id: 'm1' }], '0 has neither MetricStat nor Expression: give one'],
    [
      'a circle',
      [{ Id: 'a', Expression: 'a' }],
      '0.Expression refers to itself, a → a: break the circle',
    ],
    [
      'an unknown Id',
      [M1, { ...E1, Expression: 'm1 / hosts' }],
      '1.Expression refers to "hosts", which is no query\'s Id: known are m1, e1',
    ],
    [
      'a mistake',
      [M1, { ...E1, Expression: 'sum(m1)' }],
      '1.Expression is wrong: column 1: unknown function "sum": write SUM, functions are in upper case',
    ],
    [
      'a bare search',
      [{ Id: 'load', Expression: FIND }],
      '0.Expression gives several time series where one is wanted: wrap it, as in SUM(SEARCH(…)), or set its ReturnData false and use its Id',
    ],
    [
      'two returned',
      [M1, { ...M2, ReturnData: true }, E1],
      '1.ReturnData is true (its default) at m2, e1: keep it at the final query and set it false at the others',
    ],
    [
      'none returned',
      [M1, M2, { ...E1, ReturnData: false }],
      ' returns nothing: set ReturnData true at the final query',
    ],
    [
      'a period',
      [metricQuery('m1', { MetricName: 'Load' }, 60)],
      '0.MetricStat.Period is 60, but AWS knows no Period here: remove it',
    ],
    [
      'no statistic',
      [{ Id: 'm1', MetricStat: { Metric: { Namespace: 'a', MetricName: 'b' }, Stat: 'Mean' } }],
      '0.MetricStat.Stat is "Mean", no statistic of CloudWatch: give Average, Sum, Minimum, Maximum, SampleCount, or a percentile such as p95',
    ],
    [
      'a long expression',
      [M1, { Id: 'e1', Expression: `m1${' '.repeat(1021)}+1` }],
      '1.Expression has 1025 characters: AWS takes 1023 at most',
    ],
    [
      'eleven queries',
      [...Array.from({ length: 10 }, (_, i) => ({ ...M1, Id: `m${i}` })), E1],
      ' has 11 queries: AWS takes 10 at most, expressions included',
    ],
    [
      '31 dimensions',
      [
        metricQuery('m1', {
          MetricName: 'Load',
          Dimensions: Array.from({ length: 31 }, (_, i) => ({ Name: `d${i}`, Value: 'v' })),
        }),
      ],
      '0.MetricStat.Metric.Dimensions has 31 dimensions: AWS takes 30 at most',
    ],
  ])('finds %s', (_, queries, problem) => {
    expect(problems(queries)).toEqual([problem]);
  });

  it('tells all problems in the order of the queries', () => {
    const queries = [{ Id: 'A' }, { Id: 'b', Expression: 'x' }, { Id: 'c', Expression: 'b' }];
    expect(problems(queries, GET_METRIC_DATA).map((problem) => problem[0])).toEqual([
      '0',
      '0',
      '1',
    ]);
  });

  it('knows the periods of a target tracking policy', () => {
    const at = (seconds: number) =>
      problems([metricQuery('m1', { MetricName: 'Load' }, seconds)], TARGET_TRACKING);
    expect([at(10), at(30), at(60)]).toEqual([[], [], []]);
    expect(at(300)).toEqual(['0.MetricStat.Period is 300: give 10, 30 or 60']);
  });

  it('refuses a search where alarms watch', () => {
    expect(problems([{ Id: 'e1', Expression: `SUM(${FIND})` }], TARGET_TRACKING)).toEqual([
      '0.Expression has a SEARCH, which no alarm can watch: name the metrics with MetricStat',
    ]);
  });

  it('wants a period from GetMetricData, and one that CloudWatch has', () => {
    const at = (seconds?: number) =>
      problems([metricQuery('m1', { MetricName: 'Load' }, seconds)], GET_METRIC_DATA);
    expect(at(300)).toEqual([]);
    expect(at()).toEqual(['0.MetricStat.Period is missing: give seconds, such as 60']);
    expect(at(90)).toEqual([
      '0.MetricStat.Period is 90: give 1, 5, 10, 20, 30 or a multiple of 60 seconds',
    ]);
  });

  it('lets GetMetricData return as many series as it likes', () => {
    expect(
      problems(
        [
          { Id: 'a', Expression: FIND },
          { Id: 'b', Expression: FIND },
        ],
        GET_METRIC_DATA,
      ),
    ).toEqual([]);
  });
});
