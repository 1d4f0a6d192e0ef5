import { describe, expect, it } from 'vitest';
import { parseSpecialDay } from '../../../src/predict/history/special-day.ts';

describe('a special day', () => {
  it('is a day of UTC and a factor', () => {
    const midnight = Date.UTC(2026, 10, 27) / 1000;
    expect(parseSpecialDay('2026-11-27=1.8')).toEqual({ midnight, factor: 1.8 });
    expect(parseSpecialDay('2026-11-27=0')).toEqual({ midnight, factor: 0 });
  });

  it.each([
    '2026-11-27',
    '2026-11-27=',
    '2026-11-27=-1',
    '2026-02-30=2',
    '27.11.=2',
    '2026-11-27=2=3',
  ])('is not "%s"', (text) => {
    expect(() => parseSpecialDay(text)).toThrow(/^--special ".*" is no day and factor .*; give/);
  });
});
