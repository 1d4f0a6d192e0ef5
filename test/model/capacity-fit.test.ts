import { describe, expect, it } from 'vitest';
import {
  capacityFor,
  fitCapacity,
} from '../../src/model/policies/predictive-scaling/capacity-fit.ts';

describe('the capacity for a load', () => {
  /** A group of n instances at u % CPU has an hourly CPU sum of 60 · n · u. */
  const instances = [4, 6, 8, 10, 10, 7];
  const cpu = [40, 50, 55, 60, 30, 45];
  const load = instances.map((count, hour) => 60 * count * cpu[hour]);
  const fit = fitCapacity(load, cpu, instances);

  it('is what keeps the scaling metric at the target, when load and metric belong together', () => {
    expect(fit?.loadPerInstanceAndUnit).toBeCloseTo(60, 9);
    expect(fit?.correlation).toBeCloseTo(1, 9);
  });

  // EC2 Auto Scaling user guide, "Explore your data and forecast": Σ capacity × metric / target.
  it('agrees with the required capacity that AWS infers: 10 instances at 30 for a target of 60 are 5', () => {
    if (fit === undefined) throw new Error('no fit');
    expect(capacityFor(60 * 10 * 30, 60, fit)).toBe(5);
  });

  it('is rounded up to whole instances, but not by what arithmetic adds', () => {
    if (fit === undefined) throw new Error('no fit');
    expect(capacityFor(60 * 7 * 50, 50, fit)).toBe(7);
    expect(capacityFor(60 * 7 * 50 + 1, 50, fit)).toBe(8);
  });

  it('leaves out hours of which something is unknown', () => {
    const gappy = fitCapacity(
      [...load, Number.NaN, 9e9],
      [...cpu, 50, Number.NaN],
      [...instances, 5, 5],
    );
    expect(gappy?.loadPerInstanceAndUnit).toBeCloseTo(60, 9);
  });

  it('is unknown where no hour tells anything', () => {
    expect(fitCapacity([0, Number.NaN], [0, 50], [2, 2])).toBeUndefined();
  });

  it('has no correlation where the metric does not vary', () => {
    expect(fitCapacity([300, 600], [50, 50], [1, 2])?.correlation).toBeNaN();
  });
});
