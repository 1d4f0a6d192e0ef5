import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/curve/random.ts';
import { loadRise } from '../../../src/load/watch/load-rise.ts';

const rise = (rates: readonly number[]) =>
  loadRise(rates.map((rate, second) => ({ second, rate })));

describe('when the load rose', () => {
  it('is the second of a step, wherever it is and whatever its height', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 2, max: 10 }),
        (before, after, low, factor) => {
          const rates = [...Array(before).fill(low), ...Array(after).fill(low * factor + 1)];
          expect(rise(rates)).toEqual({
            atSeconds: before,
            uncertaintySeconds: 1,
            foundBy: 'seconds',
          });
        },
      ),
    );
  });

  it('is within a second of a step under the noise of users who come at random', () => {
    const random = seededRandom(7);
    const poisson = (mean: number) => {
      let count = 0;
      let time = -Math.log(1 - random());
      while (time < mean) {
        time -= Math.log(1 - random());
        count++;
      }
      return count;
    };
    const found = Array.from({ length: 20 }, () =>
      rise(Array.from({ length: 300 }, (_, second) => poisson(second < 200 ? 50 : 100))),
    );
    expect(found.filter((moment) => Math.abs((moment?.atSeconds ?? 0) - 200) > 1)).toEqual([]);
  });

  it('lies in a ramp, and is as uncertain as a quarter of it', () => {
    const moment = rise(
      Array.from(
        { length: 300 },
        (_, second) => 100 + Math.max(0, Math.min(100, second - 100)) * 4,
      ),
    );
    expect(moment?.atSeconds).toBeGreaterThan(100);
    expect(moment?.atSeconds).toBeLessThan(200);
    expect(moment?.uncertaintySeconds).toBeGreaterThan(15);
    expect(moment?.uncertaintySeconds).toBeLessThan(35);
  });

  it.each([
    ['a load that stays', Array(100).fill(50)],
    ['a load that falls', [...Array(50).fill(100), ...Array(50).fill(50)]],
    ['less than a tenth', [...Array(50).fill(100), ...Array(50).fill(109)]],
    ['noise', Array.from({ length: 100 }, (_, i) => 50 + ((i * 7919) % 31))],
    ['one second', [50]],
    ['nothing', []],
  ])('is not told of %s', (_, rates) => {
    expect(rise(rates)).toBeUndefined();
  });
});
