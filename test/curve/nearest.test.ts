import { describe, expect, test } from 'vitest';
import { misspelt, nearest } from '../../src/curve/nearest.ts';

const KNOWN = ['name', 'group', 'policies', 'alarms', 'MinSize', 'MaxSize', 'StepAdjustments'];

describe('the nearest word', () => {
  test.each([
    ['nmae', 'name', 'two letters swapped'],
    ['alarm', 'alarms', 'one missing'],
    ['minsize', 'MinSize', 'the case'],
    ['MaxSiez', 'MaxSize', 'not MinSize, which is farther'],
    ['policys', 'policies', 'a third of it at most'],
    ['scalingPolycies', 'policies', 'a word before it'],
    ['policiesList', 'policies', 'a word after it'],
  ])('to %s is %s: %s', (word, meant) => {
    expect(nearest(word, KNOWN)).toBe(meant);
  });

  test.each(['colour', 'x', '', 'instances'])('to %j is none', (word) => {
    expect(nearest(word, KNOWN)).toBeUndefined();
  });
});

describe('a misspelling', () => {
  test('is two letters off at most', () => {
    expect(misspelt('StepAdjustment', KNOWN)).toBe('StepAdjustments');
    expect(misspelt('StpAdjustmnts', KNOWN)).toBe('StepAdjustments');
    expect(misspelt('StepAdjusts', KNOWN)).toBeUndefined();
  });

  test('is not a key with a word more, which AWS may well have', () => {
    expect(misspelt('StepAdjustmentsMode', KNOWN)).toBeUndefined();
  });
});
