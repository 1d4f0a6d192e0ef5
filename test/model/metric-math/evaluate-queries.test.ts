import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../../../src/error.ts';
import {
  compileQueries,
  evaluateQueries,
} from '../../../src/model/metric-math/evaluate-queries.ts';
import { metricQuery, minutes, points, shop, sourceOf } from './rig.ts';

const GREEN = { MetricName: 'Load', Dimensions: [{ Name: 'Group', Value: 'ASG-green' }] };
const BLUE = { MetricName: 'Load', Dimensions: [{ Name: 'Group', Value: 'ASG-blue' }] };
const SOURCE = sourceOf([
  { metric: shop(GREEN), points: [1, 2] },
  { metric: shop(BLUE), points: [10, '-'] },
]);

describe('evaluateQueries', () => {
  it('returns what has ReturnData, in order, with Ids and labels', () => {
    const queries = [
      { Id: 'total', Expression: 'green + blue' },
      metricQuery('green', GREEN),
      { ...metricQuery('blue', BLUE), ReturnData: false },
      { Id: 'double', Expression: 'total * 2', Label: 'twice' },
    ];
    expect(evaluateQueries(queries, SOURCE, minutes(2))).toEqual([
      { Id: 'total', Label: 'total', period: 60, values: Float64Array.of(11, 2) },
      { Id: 'green', Label: 'Load', period: 60, values: Float64Array.of(1, 2) },
      { Id: 'double', Label: 'twice', period: 60, values: Float64Array.of(22, 4) },
    ]);
  });

  it('names each series of an array after its expression and itself', () => {
    const queries = [
      { ...metricQuery('green', GREEN), Label: 'G', ReturnData: false },
      { Id: 'all', Expression: 'METRICS() * 10', Label: 'ten times' },
      { Id: 'plain', Expression: 'FILL(METRICS(), 0)', Label: '' },
    ];
    const results = evaluateQueries(queries, SOURCE, minutes(2));
    expect(results.map(({ Id, Label }) => [Id, Label])).toEqual([
      ['all', 'ten times G'],
      ['plain', 'G'],
    ]);
  });

  it('sums what a search finds', () => {
    const Expression = `SUM(SEARCH('{Shop,Group} MetricName="Load" ASG', 'Sum', 60))`;
    const results = evaluateQueries([{ Id: 'load', Expression }], SOURCE, minutes(2));
    expect(results.map(points)).toEqual([[11, 2]]);
  });

  it('returns a series for each metric that a bare search finds', () => {
    const Expression = `SEARCH('{Shop,Group}', 'Sum')`;
    const results = evaluateQueries([{ Id: 'load', Expression }], SOURCE, minutes(2));
    expect(results.map(points)).toEqual([
      [1, 2],
      [10, '-'],
    ]);
  });

  it('asks for a metric with its own period, that of its query, or that of the span', () => {
    const asked: number[] = [];
    const source = {
      stat: (_metric: object, _stat: string, period: number) => {
        asked.push(period);
        return new Float64Array(3600 / period);
      },
      search: () => [],
    };
    const queries = [
      metricQuery('own', GREEN, 300),
      { ...metricQuery('query', GREEN), Period: 120 },
      metricQuery('span', GREEN),
    ];
    evaluateQueries(queries, source, minutes(60));
    expect(asked).toEqual([300, 120, 60]);
  });

  it('gives PERIOD the period of the metric, though it is asked in an expression', () => {
    const queries = [
      { ...metricQuery('m1', GREEN, 30), ReturnData: false },
      { Id: 'rate', Expression: 'm1 / PERIOD(m1)' },
    ];
    const source = sourceOf([{ metric: shop(GREEN), points: [60, 90] }]);
    expect(evaluateQueries(queries, source, minutes(1)).map(points)).toEqual([[2, 3]]);
  });

  it('keeps timestamps where periods differ', () => {
    const queries = [
      { ...metricQuery('fine', GREEN, 60), ReturnData: false },
      { ...metricQuery('coarse', BLUE, 180), ReturnData: false },
      { Id: 'both', Expression: 'fine + coarse' },
    ];
    const source = sourceOf([
      { metric: shop(GREEN), points: [1, 1, 1, 1] },
      { metric: shop(BLUE), points: [100, 200] },
    ]);
    const [both] = evaluateQueries(queries, source, minutes(4));
    expect([both.period, points(both)]).toEqual([60, [101, 1, 1, 201]]);
  });

  it('makes TIME_SERIES as long as the metrics that it speaks of', () => {
    const queries = [
      { ...metricQuery('m1', GREEN, 30), ReturnData: false },
      { Id: 'most', Expression: 'TIME_SERIES(MAX(m1))' },
      { Id: 'ten', Expression: 'TIME_SERIES(10)', Period: 20 },
      { Id: 'one', Expression: 'TIME_SERIES(1)' },
    ];
    const source = sourceOf([{ metric: shop(GREEN), points: [1, 2] }]);
    expect(evaluateQueries(queries, source, minutes(1)).map(points)).toEqual([
      [2, 2],
      [10, 10, 10],
      [1],
    ]);
  });

  it('computes a query once, however often it is referred to', () => {
    let asked = 0;
    const source = {
      stat: () => {
        asked++;
        return new Float64Array(1);
      },
      search: () => [],
    };
    const queries = [metricQuery('m1', GREEN), { Id: 'e1', Expression: 'm1 + m1' }];
    compileQueries([...queries, { Id: 'e2', Expression: 'e1 + e1 + m1' }])(source, minutes(1));
    expect(asked).toBe(1);
  });

  it('tells all that is wrong, each once', () => {
    const queries = [
      { Id: 'a', Expression: 'b + 1' },
      { Id: 'b', Expression: 'c' },
      { Id: 'c', Expression: 'a' },
      { Id: 'd', Expression: 'dd' },
      { Id: 'e', Expression: 'SUM(' },
      { Id: 'f', Expression: 'e + d' },
    ];
    expect(() => compileQueries(queries)).toThrow(
      new PlimsollError('usage', [
        'MetricDataQueries[2].Expression refers to itself, a → b → c → a: break the circle',
        'MetricDataQueries[3].Expression refers to "dd", which is no query\'s Id: did you mean d?',
        'MetricDataQueries[4].Expression is wrong: column 5: expected a number, an Id, a function, "(" or "[", found the end',
      ]),
    );
  });

  it('takes a query that names itself for a circle', () => {
    expect(() => compileQueries([{ Id: 'a', Expression: 'a + 1' }])).toThrow('a → a');
  });

  it.each([
    [
      '5',
      'column 1: this gives a number, but an expression must give time series: wrap it in TIME_SERIES()',
    ],
    [
      'AVG(m1)',
      'column 1: this gives a number, but an expression must give time series: wrap it in TIME_SERIES()',
    ],
    [
      '"text"',
      'column 1: this gives a string, but an expression must give time series: give an expression',
    ],
    [
      'm1 + "1"',
      'column 6: "+" takes numbers and time series, not a string: give an Id, a number or a function',
    ],
    [
      'SUM(1)',
      'column 5: argument 1 of SUM is a number: give a time series or several time series',
    ],
    ['SUM(m1, m1)', 'column 1: SUM has 2 arguments: give 1'],
    ['FILL(m1)', 'column 1: FILL has 1 argument: give 2'],
    [
      'FILL(m1, DESC)',
      'column 10: argument 2 of FILL is "DESC": give a number or a time series or REPEAT or LINEAR',
    ],
    [
      'IF(METRICS(), 1, 0)',
      'column 4: argument 1 of IF is several time series: give a number or a time series',
    ],
    ['IF(m1)', 'column 1: IF has 1 argument: give 2 to 3'],
    ['[m1, 1]', 'column 6: a number in [ ]: list time series only'],
    [
      'METRICS() / METRICS()',
      'column 11: "/" stands between several time series and several others: make one of them a single one, as with SUM()',
    ],
    ['METRICS(m1)', 'column 9: METRICS takes a part of the Ids, in quotation marks'],
    ['m1 / PERIOD(m1 + 1)', 'column 16: PERIOD takes the Id of a query'],
    [
      "SEARCH('a', 'Mean')",
      'column 13: argument 2 of SEARCH is no statistic: give Average, Sum, Minimum, Maximum, SampleCount, or a percentile such as p95',
    ],
    [
      "SEARCH('a b)', 'Sum')",
      'column 12: expected a term, AND, OR or the end in the search, found ")"',
    ],
    [
      "SEARCH('a', 'Sum', m1)",
      'column 20: argument 3 of SEARCH is no period: give seconds, as 300',
    ],
  ])('refuses %s', (Expression, message) => {
    const queries = [metricQuery('m1', GREEN), { Id: 'e1', Expression }];
    expect(() => compileQueries(queries)).toThrow(
      new PlimsollError('usage', `MetricDataQueries[1].Expression is wrong: ${message}`),
    );
  });
});
