import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/curve/random.ts';
import { instanceSpread } from '../../../src/predict/history/instance-spread.ts';

describe('the least and the most busy instance', () => {
  it('lie as far apart as chance drives them', () => {
    // 20 instances of 1,000 requests each, exponential work, many times over.
    const random = seededRandom(1);
    const highest = Array.from({ length: 200 }, () =>
      Math.max(...Array.from({ length: 20 }, () => work(1000, random))),
    );
    const mean = highest.reduce((sum, one) => sum + one, 0) / highest.length;
    // Here every instance gets just 1,000, which halves the variance.
    const busiest = 40 * (1 + (mean - 1) * Math.SQRT2);
    const spread = instanceSpread(40, 0, 20, 20_000);
    expect(spread.highest).toBeGreaterThan(busiest);
    expect(spread.highest).toBeLessThan(busiest + 2);
    expect(spread.lowest).toBeCloseTo(80 - spread.highest, 9);
  });

  it('are one and the same where there is one, or nothing to do', () => {
    expect(instanceSpread(40, 2, 1, 1000)).toEqual({ lowest: 40, highest: 40 });
    expect(instanceSpread(2, 2, 9, 0)).toEqual({ lowest: 2, highest: 2 });
  });

  it('stay between idle and fully busy', () => {
    expect(instanceSpread(98, 2, 50, 60)).toEqual({ lowest: 2, highest: 100 });
  });
});

/** The work of so many requests, as a share of its mean. */
function work(requests: number, random: () => number): number {
  let sum = 0;
  for (let i = 0; i < requests; i++) sum -= Math.log(1 - random());
  return sum / requests;
}
