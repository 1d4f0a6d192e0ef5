import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, type Point } from './rig.ts';

/** Amazon CloudWatch user guide, "Comparison and logical operators". */
const AWS = { metric1: [30, 20, 0, 0], metric2: [20, '-', 20, '-'] } as const;

describe('an operator', () => {
  it.each<[string, Point[]]>([
    ['metric1 < metric2', [0, 0, 1, 0]],
    ['metric1 >= 30', [1, 0, 0, 0]],
    ['metric1 > 15 AND metric2 > 15', [1, 0, 0, 0]],
    ['metric1 > 15 && metric2 > 15', [1, 0, 0, 0]],
  ])("gives what AWS's page says: %s", (expression, expected) => {
    expect(evaluate(expression, AWS)).toEqual([expected]);
  });

  it.each<[string, Point[]]>([
    ['m1 > 0 OR m2 > 0', [1, 1, '-', 0]],
    ['m1 || m2', [1, 1, '-', 0]],
    ['m1 == m2', [0, 0, '-', 1]],
    ['m1 != m2', [1, 1, '-', 0]],
    ['m1 <= 0', [0, '-', '-', 1]],
  ])('compares and decides: %s', (expression, expected) => {
    expect(evaluate(expression, { m1: [2, '-', '-', 0], m2: [1, 3, '-', 0] })).toEqual([expected]);
  });

  it('counts a missing value as 0 where the other series has one', () => {
    const metrics = { m1: [5, '-', 5, '-'], m2: [2, 2, '-', '-'] } as const;
    expect(evaluate('m1 - m2', metrics)).toEqual([[3, -2, 5, '-']]);
  });

  it('leaves a missing value missing beside a number', () => {
    expect(evaluate('m1 + 1', { m1: [1, '-'] })).toEqual([[2, '-']]);
  });

  it('drops a datapoint that would divide by zero, a missing divisor too', () => {
    const metrics = { m1: [6, 6, 0, 6, '-'], m2: [2, 0, 0, '-', 2] } as const;
    expect(evaluate('m1 / m2', metrics)).toEqual([[3, '-', '-', '-', 0]]);
  });

  it('drops what is no real number', () => {
    expect(evaluate('m1 ^ 0.5', { m1: [4, -4] })).toEqual([[2, '-']]);
  });

  it.each([
    ['2 + 3 * m1', 14],
    ['(2 + 3) * m1', 20],
    ['m1 - 2 - 1', 1],
    ['m1 / 2 / 2', 1],
    ['2 ^ 3 ^ 2 * m1', 2048],
    ['-m1 ^ 2', -16],
    ['2 ^ -m1', 0.0625],
    ['m1 - -m1', 8],
    ['1 + m1 > 4', 1],
    ['m1 > 9 AND m1 > 9 OR m1 > 3', 1],
    ['.5e1 * m1', 20],
  ])('binds as in mathematics: %s', (expression, expected) => {
    expect(evaluate(expression, { m1: [4] })).toEqual([[expected]]);
  });

  it('goes through an array series by series, on either side', () => {
    const metrics = { m1: [10, 20], m2: [5, 4] } as const;
    expect(evaluate('100 / [m1, m2]', metrics)).toEqual([
      [10, 5],
      [20, 25],
    ]);
    expect(evaluate('[m1, m2] - m2', metrics)).toEqual([
      [5, 16],
      [0, 0],
    ]);
    expect(evaluate('-METRICS() / 10', metrics)).toEqual([
      [-1, -2],
      [-0.5, -0.4],
    ]);
  });

  it('adds and multiplies in any order of its operands', () => {
    const series = fc.array(fc.oneof(fc.constant<Point>('-'), fc.integer()), {
      minLength: 5,
      maxLength: 5,
    });
    fc.assert(
      fc.property(series, series, (m1, m2) => {
        expect(evaluate('m1 + m2', { m1, m2 })).toEqual(evaluate('m2 + m1', { m1, m2 }));
        expect(evaluate('m1 * m2', { m1, m2 })).toEqual(evaluate('m2 * m1', { m1, m2 }));
      }),
    );
  });
});
