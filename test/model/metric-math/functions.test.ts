import { describe, expect, it } from 'vitest';
import { evaluate, type Point } from './rig.ts';

const GAPS = { m1: [6, '-', 2, '-'], m2: [4, 4, '-', '-'] } as const;

describe('of one series', () => {
  it.each([
    ['SUM', 8],
    // The missing two count as 0: 8 / 4.
    ['AVG', 2],
    ['MIN', 2],
    ['MAX', 6],
    ['DATAPOINT_COUNT', 2],
    ['STDDEV', 2],
  ])('%s gives a number', (name, expected) => {
    expect(evaluate(`TIME_SERIES(${name}(m1))`, GAPS)).toEqual([Array(4).fill(expected)]);
  });

  it('nothing is the least of a series without datapoints', () => {
    expect(evaluate('m1 - MIN(m2)', { m1: [1], m2: ['-'] })).toEqual([['-']]);
  });

  it("AWS's own example subtracts the average", () => {
    expect(evaluate('m1 - AVG(m1)', { m1: [1, 2, 3] })).toEqual([[-1, 0, 1]]);
  });
});

describe('of several series', () => {
  it.each<[string, Point[]]>([
    ['SUM', [10, 4, 2, '-']],
    ['AVG', [5, 2, 1, '-']],
    ['MIN', [4, 4, 2, '-']],
    ['MAX', [6, 4, 2, '-']],
    ['DATAPOINT_COUNT', [2, 1, 1, '-']],
  ])('%s gives a series', (name, expected) => {
    expect(evaluate(`${name}([m1, m2])`, GAPS)).toEqual([expected]);
  });

  it('METRICS gives the metrics whose Ids hold a string, and no expressions', () => {
    const metrics = { errors4xx: [1], errors5xx: [2], requests: [100] } as const;
    expect(evaluate('SUM(METRICS("errors")) / SUM(METRICS("requests")) * 100', metrics)).toEqual([
      [3],
    ]);
    expect(evaluate('SUM([METRICS("4xx"), METRICS("5xx")])', metrics)).toEqual([[3]]);
    expect(evaluate('SUM(METRICS())', metrics)).toEqual([[103]]);
  });

  it('sorts, cuts, picks and counts', () => {
    const metrics = { m1: [1, 1], m2: [9, 9], m3: [5, 5], m4: ['-', '-'] } as const;
    expect(evaluate('SORT(METRICS(), MAX, DESC, 2)', metrics)).toEqual([
      [9, 9],
      [5, 5],
    ]);
    expect(evaluate('SLICE(SORT(METRICS(), SUM, ASC), 1, 3)', metrics)).toEqual([
      [1, 1],
      [5, 5],
    ]);
    expect(evaluate('FIRST(METRICS())', metrics)).toEqual([[1, 1]]);
    expect(evaluate('LAST(REMOVE_EMPTY(METRICS()))', metrics)).toEqual([[5, 5]]);
    expect(evaluate('m1 / METRIC_COUNT(METRICS())', metrics)).toEqual([[0.25, 0.25]]);
  });

  it('nothing comes of no series', () => {
    expect(evaluate('SUM(METRICS("none"))', { m1: [1, 2] })).toEqual([['-', '-']]);
    expect(evaluate('m1 + FIRST(METRICS("none"))', { m1: [1, 2] })).toEqual([[1, 2]]);
  });
});

describe('FILL', () => {
  const m1 = ['-', 2, '-', '-', 8, '-'] as const;

  it.each<[string, Point[]]>([
    ['0', [0, 2, 0, 0, 8, 0]],
    ['REPEAT', ['-', 2, 2, 2, 8, 8]],
    ['LINEAR', ['-', 2, 4, 6, 8, '-']],
    ['MIN(m1)', [2, 2, 2, 2, 8, 2]],
    ['m2', [1, 2, 3, '-', 8, 6]],
  ])('puts %s where values are missing', (filler, expected) => {
    const metrics = { m1, m2: [1, 1, 3, '-', 5, 6] } as const;
    expect(evaluate(`FILL(m1, ${filler})`, metrics)).toEqual([expected]);
  });

  it('fills with a number what has no datapoint at all, which AWS leaves open', () => {
    expect(evaluate('FILL(m2, -1)', { m1: [1, 2], m2: ['-', '-'] })).toEqual([[-1, -1]]);
  });

  it('fills all series of an array', () => {
    expect(evaluate('FILL(METRICS(), 0)', { m1: [1, '-'], m2: ['-', 2] })).toEqual([
      [1, 0],
      [0, 2],
    ]);
  });
});

describe('from one datapoint to the next', () => {
  it.each<[string, Point[]]>([
    ['DIFF', ['-', 6, '-', -3]],
    ['DIFF_TIME', ['-', 60, '-', 120]],
    ['RATE', ['-', 0.1, '-', -0.025]],
    ['RUNNING_SUM', [3, 12, '-', 18]],
  ])('%s', (name, expected) => {
    expect(evaluate(`${name}(m1)`, { m1: [3, 9, '-', 6] })).toEqual([expected]);
  });
});

describe('of each number', () => {
  it.each<[string, Point[]]>([
    ['ABS', [1.5, 100, '-']],
    ['CEIL', [-1, 100, '-']],
    ['FLOOR', [-2, 100, '-']],
    ['LOG10', ['-', 2, '-']],
    ['LOG', ['-', Math.log(100), '-']],
  ])('%s', (name, expected) => {
    expect(evaluate(`${name}(m1)`, { m1: [-1.5, 100, '-'] })).toEqual([expected]);
  });
});

describe('IF', () => {
  /** The tables of the Amazon CloudWatch user guide, "Using IF expressions". */
  const AWS = {
    metric1: [1, 1, 0, 0, '-'],
    metric2: [30, '-', 0, 0, 30],
    metric3: [0, 0, 20, '-', 20],
  } as const;

  it.each<[string, Point[]]>([
    ['IF(metric1, metric2, metric3)', [30, 0, 20, '-', '-']],
    ['IF(metric1, 5, metric3)', [5, 5, 20, '-', '-']],
    ['IF(metric1, metric2, 5)', [30, 0, 5, 5, '-']],
  ])("gives what AWS's tables say: %s", (expression, expected) => {
    expect(evaluate(expression, AWS)).toEqual([expected]);
  });

  it.each<[string, Point[]]>([
    ['IF(metric3 < 10, metric3)', [0, 0, '-', '-', '-']],
    ['IF(metric3 < 10, 1, 2)', [1, 1, 2, '-', 2]],
    ['IF(-1, metric2, metric3)', [30, '-', 0, 0, 30]],
    ['IF(0, metric2, metric3)', [0, 0, 20, '-', 20]],
    ['IF(0, metric2)', ['-', '-', '-', '-', '-']],
    ['IF(metric1, metric1, metric1)', [1, 1, 0, 0, '-']],
  ])('chooses: %s', (expression, expected) => {
    expect(evaluate(expression, AWS)).toEqual([expected]);
  });
});

describe('of a series only the time', () => {
  // The first minute is 00:00 on Monday, 2 November 2026, UTC.
  it.each([
    ['MINUTE', [0, 1]],
    ['HOUR', [0, 0]],
    ['DAY', [1, 1]],
    ['DATE', [2, 2]],
    ['MONTH', [11, 11]],
    ['YEAR', [2026, 2026]],
    ['EPOCH', [1_793_577_600, 1_793_577_660]],
  ])('%s counts, gaps or not', (name, expected) => {
    expect(evaluate(`${name}(m1)`, { m1: ['-', 7] })).toEqual([expected]);
  });
});

it("works out AWS's MAPE expression", () => {
  // EC2 Auto Scaling user guide, "predictive scaling graphs"; errors of 10 % and 30 %.
  const metrics = { m1: [100, 10], m2: [90, 13] } as const;
  expect(evaluate('TIME_SERIES(AVG(ABS(m1-m2)/m1))', metrics)).toEqual([[0.2, 0.2]]);
});
