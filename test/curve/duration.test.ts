import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../src/curve/duration.ts';

describe('parseDuration', () => {
  it.each([
    ['90s', 90],
    ['40m', 2400],
    ['12h', 43_200],
    ['3d12h', 302_400],
    ['2w', 1_209_600],
    ['1w2d3h4m5s', 788_645],
    ['1.5h', 5400],
    ['0.25s', 0.25],
    ['0s', 0],
  ])('reads %s as %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', '5', 's', '5min', '1h 30m', '30m1h', '1h1h', '-1h', '1e3s', '.5h', '5M', '∞s'])(
    'takes %j for none',
    (text) => {
      expect(parseDuration(text)).toBeNaN();
    },
  );

  it('takes what is beyond all numbers for none', () => {
    expect(parseDuration(`${'9'.repeat(400)}d`)).toBeNaN();
  });
});

describe('formatDuration', () => {
  it('writes what parseDuration reads, to the millisecond', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000_000), (milliseconds) => {
        const seconds = milliseconds / 1000;
        expect(parseDuration(formatDuration(seconds))).toBeCloseTo(seconds, 6);
      }),
    );
  });

  it.each([
    [0, '0s'],
    [129_600, '1d12h'],
    [1_209_600, '14d'],
    [3661.5, '1h1m1.5s'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
