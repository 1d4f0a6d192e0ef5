import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { putCalls } from '../../../src/predict/history/put-calls.ts';

const data = fc.array(fc.record({ Value: fc.nat(), Name: fc.string({ maxLength: 2000 }) }), {
  minLength: 900,
  maxLength: 2500,
});

describe('the calls that data are put with', () => {
  it('hold all of them in their order, each at most 1,000 and 1 MB', () => {
    fc.assert(
      fc.property(data, (some) => {
        const calls = putCalls(some);
        expect(calls.flat()).toEqual(some);
        for (const call of calls) {
          expect(call.length).toBeLessThanOrEqual(1000);
          expect(Buffer.byteLength(JSON.stringify(call))).toBeLessThan(1_000_000);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('are as few as the limits allow', () => {
    const sizes = (count: number) =>
      putCalls(new Array(count).fill({ Value: 1 })).map((c) => c.length);
    expect(sizes(0)).toEqual([]);
    expect(sizes(1000)).toEqual([1000]);
    expect(sizes(2001)).toEqual([1000, 1000, 1]);
  });

  it('count bytes and not characters', () => {
    const large = new Array(1000).fill({ Name: 'é'.repeat(500) });
    expect(putCalls(large)).toHaveLength(2);
  });
});
