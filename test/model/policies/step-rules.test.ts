import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameOf } from '../../../src/model/json/path.ts';
import type { StepAdjustment } from '../../../src/model/policies/policy.ts';
import { stepProblem } from '../../../src/model/policies/step-rules.ts';

/** Why the steps with these bounds (null: none) are refused. */
function problemOf(
  bounds: readonly (readonly [number | null, number | null])[],
): string | undefined {
  const steps: StepAdjustment[] = bounds.map(([lower, upper]) => ({
    MetricIntervalLowerBound: lower ?? undefined,
    MetricIntervalUpperBound: upper ?? undefined,
    ScalingAdjustment: 1,
  }));
  const problem = stepProblem(steps);
  return problem && `${nameOf(['Steps', ...problem.path])} ${problem.says}`;
}

describe('steps', () => {
  // The examples of AWS's page on step scaling, then the least there can be.
  test.each([
    [
      [
        [0, 10],
        [10, 20],
        [20, null],
      ],
    ],
    [
      [
        [-10, 0],
        [-20, -10],
        [null, -20],
      ],
    ],
    [
      [
        [null, -10],
        [-10, 0],
        [0, 10],
        [10, null],
      ],
    ],
    [[[0, null]]],
    [[[null, 0]]],
    [[[15, null]]],
    [[[null, -15]]],
  ] as const)('are taken: %j', (bounds) => {
    expect(problemOf(bounds)).toBeUndefined();
  });

  test.each([
    [[], 'Steps has 0 steps: give 1 to 20'],
    [
      [[null, null]],
      'Steps[0] has neither bound: give MetricIntervalLowerBound 0 for a step above the threshold, MetricIntervalUpperBound 0 for one below',
    ],
    [
      [
        [0, 10],
        [20, 10],
      ],
      'Steps[1] runs from 20 to 10: give an upper bound above the lower',
    ],
    [[[5, 5]], 'Steps[0] runs from 5 to 5: give an upper bound above the lower'],
    [
      [
        [0, 10],
        [11, null],
      ],
      'Steps has a gap between the step 0…10 and the step 11…∞: let each begin where the one before ends',
    ],
    [
      [
        [9, null],
        [0, 10],
      ],
      'Steps has an overlap of the step 0…10 and the step 9…∞: let each begin where the one before ends',
    ],
    [
      [
        [0, null],
        [10, null],
      ],
      'Steps has an overlap of the step 0…∞ and the step 10…∞: let each begin where the one before ends',
    ],
    [
      [
        [null, -10],
        [null, 0],
      ],
      'Steps has an overlap of the step -∞…-10 and the step -∞…0: let each begin where the one before ends',
    ],
    [
      [[0, 10]],
      'Steps ends at 10 above the threshold: leave out the MetricIntervalUpperBound of the last step there',
    ],
    [
      [[-10, 0]],
      'Steps ends at -10 below the threshold: leave out the MetricIntervalLowerBound of the last step there',
    ],
  ] as const)('are refused: %j', (bounds, says) => {
    expect(problemOf(bounds)).toBe(`${says}`);
  });

  test('number 20 at most', () => {
    const bounds = Array.from({ length: 21 }, (_, i): [number, number | null] => [
      i,
      i < 20 ? i + 1 : null,
    ]);
    expect(problemOf(bounds.slice(1))).toBeUndefined();
    expect(problemOf(bounds)).toBe('Steps has 21 steps: give 1 to 20');
  });

  test('are taken in any order when they tile what is above the threshold', () => {
    const edges = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 10 });
    const tiles = edges
      .map((inner) => [0, ...inner.toSorted((a, b) => a - b)])
      .chain((lower) =>
        fc.shuffledSubarray(
          lower.map((edge, i): [number, number | null] => [edge, lower[i + 1] ?? null]),
          { minLength: lower.length },
        ),
      );
    fc.assert(fc.property(tiles, (bounds) => problemOf(bounds) === undefined));
  });
});
