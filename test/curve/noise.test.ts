import { describe, expect, it } from 'vitest';
import { withNoise } from '../../src/curve/noise.ts';

const load = { startMinute: 10, requestsPerSecond: Float64Array.of(100, Number.NaN, 0, 100) };
const noise = { sd: 0.1, memorySeconds: 600 };

describe('withNoise', () => {
  it('leaves unknown what is unknown, and nothing where nothing came', () => {
    const { startMinute, requestsPerSecond } = withNoise(load, noise, 7);
    expect(startMinute).toBe(10);
    expect([...requestsPerSecond].map((rate, i) => rate === load.requestsPerSecond[i])).toEqual([
      false,
      false, // NaN is not equal to itself
      true,
      false,
    ]);
    expect(requestsPerSecond[1]).toBeNaN();
  });

  it('is the same for the same seed, and another for another', () => {
    expect(withNoise(load, noise, 7)).toEqual(withNoise(load, noise, 7));
    expect(withNoise(load, noise, 7)).not.toEqual(withNoise(load, noise, 8));
  });

  it('changes nothing without spread', () => {
    expect(withNoise(load, { ...noise, sd: 0 }, 7)).toEqual(load);
  });
});
