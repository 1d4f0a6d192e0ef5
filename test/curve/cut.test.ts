import { describe, expect, it } from 'vitest';
import { cut } from '../../src/curve/cut.ts';
import { problemsOf } from './problems-of.ts';

const minutes = {
  source: 'f.csv',
  stepSeconds: 60,
  timestamps: Float64Array.of(0, 60, 120, 300),
  requestsPerSecond: Float64Array.of(1, 2, 3, 6),
};

describe('cut', () => {
  it.each([
    ['everything without bounds', {}, [1, 2, 3, 6]],
    ['from the start of a row', { from: 60 }, [2, 3, 6]],
    ['from within a row, which is left out', { from: 61 }, [3, 6]],
    ['to the start of a row, which is left out', { to: 120 }, [1, 2]],
    ['to within a row, which is kept', { to: 121 }, [1, 2, 3]],
    ['between', { from: 1, to: 200 }, [2, 3]],
  ])('keeps %s', (_, window, rates) => {
    expect([...cut(minutes, window).requestsPerSecond]).toEqual(rates);
  });

  it('refuses to leave less than a curve', () => {
    expect(problemsOf(() => cut(minutes, { from: 200, to: 400 }))).toEqual([
      'f.csv: fewer than two rows from 1970-01-01T00:03:20Z to 1970-01-01T00:06:40Z; the first begins at 1970-01-01T00:00:00Z, the last at 1970-01-01T00:05:00Z',
    ]);
  });
});
