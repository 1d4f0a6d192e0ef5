import { describe, expect, it } from 'vitest';
import { formatDuration } from '../../src/report/format-duration.ts';
import { formatNumber } from '../../src/report/format-number.ts';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [7, '7'],
    [1_234_567, '1,234,567'],
    [-1234.5, '-1,235'],
    [1026.44, '1,026'],
    [38.06, '38.1'],
    [4.5231, '4.52'],
    [0.20612, '0.206'],
    [0.000_012, '0.000012'],
    [-0.000_000_01, '0.000000'],
    [Number.NaN, '–'],
    [undefined, '–'],
    [Number.POSITIVE_INFINITY, '∞'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it.each([
    [1234.5, 2, '1,234.50'],
    [0.5, 0, '1'],
    [-0.001, 2, '0.00'],
  ])('writes %d with %d decimals as %s', (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [45, '45 s'],
    [90, '1 min 30 s'],
    [300, '5 min'],
    [86_400, '1 d'],
    [1_212_000, '14 d 40 min'],
    [296_880, '3 d 10 h 28 min'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
