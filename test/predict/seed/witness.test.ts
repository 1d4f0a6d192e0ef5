import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWitness } from '../../../src/predict/seed/witness.ts';

const NOW = 1_793_577_600;
const TWO_WEEKS = 14 * 86_400;

describe("a witness's timestamp", () => {
  it('is new, of a 5-minute period, and never too old for CloudWatch', () => {
    const stamps = fc.integer({ min: 0, max: 4032 }).map((periods) => NOW - 300 * periods);
    fc.assert(
      fc.property(stamps, fc.array(stamps), (oldest, used) => {
        const timestamp = nextWitness(oldest, used, NOW);
        expect(used).not.toContain(timestamp);
        expect(timestamp % 300).toBe(0);
        expect(timestamp).toBeGreaterThan(NOW - TWO_WEEKS);
      }),
    );
  });

  it('is that of the oldest datum in doubt, then older', () => {
    const oldest = NOW - 86_400;
    expect(nextWitness(oldest, [], NOW)).toBe(oldest);
    expect(nextWitness(oldest, [oldest], NOW)).toBe(oldest - 300);
  });
});
