import { describe, expect, it } from 'vitest';
import { ridge } from '../../src/forecast/ridge.ts';

const row = (...values: number[]) => Float64Array.from(values);

describe('the ridge regression', () => {
  it('finds what made the targets when nothing is penalised', () => {
    const regression = ridge(row(0, 1e-12), row(0, 0));
    for (const x of [1, 2, 5]) regression.add(row(1, x), 3 + 2 * x, 1);
    const [constant, slope] = regression.solve();
    expect(constant).toBeCloseTo(3, 8);
    expect(slope).toBeCloseTo(2, 8);
  });

  it('has the closed form of one column: Σwxy / (Σwx² + Σw·penalty)', () => {
    const regression = ridge(row(0.5), row(0));
    regression.add(row(2), 3, 1);
    regression.add(row(1), 4, 2);
    expect(regression.solve()[0]).toBeCloseTo((6 + 8) / (4 + 2 + 3 * 0.5), 12);
  });

  it('is drawn towards what it was told, wholly so without rows', () => {
    const regression = ridge(row(1), row(7));
    expect(regression.solve()[0]).toBe(7);
    // The row says 1, as heavy as the penalty.
    regression.add(row(1), 1, 1);
    expect(regression.solve()[0]).toBeCloseTo(4, 12);
  });

  it('says the same whatever the unit of the weights', () => {
    const [light, heavy] = [ridge(row(0.1), row(1)), ridge(row(0.1), row(1))];
    for (const x of [1, 2, 3]) {
      light.add(row(x), x * x, 1);
      heavy.add(row(x), x * x, 1e9);
    }
    expect(heavy.solve()[0]).toBeCloseTo(light.solve()[0], 9);
  });

  it('shares out between columns that say the same', () => {
    const regression = ridge(row(0.1, 0.1), row(0, 0));
    for (const x of [1, 2, 3]) regression.add(row(x, x), 4 * x, 1);
    const [a, b] = regression.solve();
    expect(a).toBeCloseTo(b, 9);
    expect(a + b).toBeGreaterThan(3.9);
  });
});
