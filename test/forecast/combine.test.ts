import { describe, expect, it } from 'vitest';
import { inverseSquareWeights, weightedMedian } from '../../src/forecast/combine.ts';

const row = (...values: number[]) => Float64Array.from(values);

describe('the weighted median', () => {
  it('is the middle of three that weigh the same, hour by hour', () => {
    expect([...weightedMedian([row(1, 9), row(5, 5), row(100, 1)], [1, 1, 1])]).toEqual([5, 5]);
  });

  it('is the one that weighs nearly all', () => {
    const [value] = weightedMedian([row(1), row(5), row(100)], [1e-9, 1e-9, 1]);
    expect(value).toBeCloseTo(100, 3);
  });

  it('lies between two that weigh the same', () => {
    expect([...weightedMedian([row(1), row(3)], [1, 1])]).toEqual([2]);
  });

  it('is the first or the last that weighs more than half', () => {
    expect([...weightedMedian([row(1), row(3)], [3, 1])]).toEqual([1.5]);
    expect([...weightedMedian([row(7)], [1])]).toEqual([7]);
  });

  it('moves smoothly with the weights', () => {
    const at = (weight: number) => weightedMedian([row(0), row(1), row(10)], [1, weight, 1.5])[0];
    for (let weight = 0.1; weight < 3; weight += 0.01)
      expect(Math.abs(at(weight + 0.01) - at(weight))).toBeLessThan(0.2);
  });
});

describe('weights', () => {
  it('are inverse to the squared error', () => {
    const [a, b] = inverseSquareWeights([1, 2]);
    expect(a / b).toBeCloseTo(4, 12);
  });

  it('are equal without a past, or where all were perfect', () => {
    expect(inverseSquareWeights([Number.NaN, Number.NaN])).toEqual([1, 1]);
    expect(inverseSquareWeights([0, 0])).toEqual([1, 1]);
  });

  it('stay finite where one was perfect', () => {
    expect(inverseSquareWeights([0, 1]).every(Number.isFinite)).toBe(true);
  });
});
