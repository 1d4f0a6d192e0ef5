import { expect, it } from 'vitest';
import { nelderMead } from '../../src/forecast/nelder-mead.ts';

it('the simplex finds the bottom of Rosenbrock’s valley, at (1, 1)', () => {
  const valley = ([x, y]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
  const [x, y] = nelderMead(valley, [-1.2, 1], 0.5, 400);
  expect(x).toBeCloseTo(1, 3);
  expect(y).toBeCloseTo(1, 3);
});
