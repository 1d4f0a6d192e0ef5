import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compress } from '../../src/curve/compress.ts';
import { anyCurve } from './any-curve.ts';
import { problemsOf } from './problems-of.ts';

const hours = {
  source: 'f.csv',
  stepSeconds: 3600,
  timestamps: Float64Array.of(0, 3600, 7200, 18_000),
  requestsPerSecond: Float64Array.of(1, 2, 3, 6),
};

describe('compress', () => {
  it('keeps the rates and divides the time, gaps included', () => {
    expect(compress(hours, 60)).toEqual({
      ...hours,
      stepSeconds: 60,
      timestamps: Float64Array.of(0, 60, 120, 300),
    });
  });

  it('keeps every rate to the last bit where the step divides', () => {
    fc.assert(
      fc.property(
        anyCurve({ steps: [60, 300, 3600] }),
        fc.constantFrom(1, 2, 12, 60, 1.5, 0.1, 0.5),
        (any, factor) => {
          const { timestamps, requestsPerSecond } = compress(any, factor);
          const start = any.timestamps[0];
          expect(requestsPerSecond).toEqual(any.requestsPerSecond);
          const apart = timestamps.map((time, i) =>
            Math.abs(time - start - (any.timestamps[i] - start) / factor),
          );
          expect(Math.max(...apart)).toBeLessThan(1e-3);
        },
      ),
    );
  });

  it('averages what falls into a second when more than one step does', () => {
    expect(compress(hours, 7200)).toEqual({
      source: 'f.csv',
      stepSeconds: 1,
      timestamps: Float64Array.of(0, 1, 2),
      requestsPerSecond: Float64Array.of(1.5, 3, 6),
    });
  });

  it('takes the next longer whole second for a step that is none', () => {
    expect(compress(hours, 7).stepSeconds).toBe(515);
  });

  it('takes the step that it is given', () => {
    const halves = compress(hours, 60, { stepSeconds: 30, interpolate: 'hold' });
    expect([...halves.requestsPerSecond]).toEqual([1, 1, 2, 2, 3, 3, 6, 6]);
    expect([...halves.timestamps]).toEqual([0, 30, 60, 90, 120, 150, 300, 330]);
  });

  it('stretches when there is less than a second in each', () => {
    expect([...compress(hours, 0.5).timestamps]).toEqual([0, 7200, 14_400, 36_000]);
  });

  it('refuses to leave less than a curve', () => {
    expect(problemsOf(() => compress(hours, 1e6))).toEqual([
      'f.csv: steps of 1s leave no row, and a curve takes two or more; give a shorter step',
    ]);
  });
});
