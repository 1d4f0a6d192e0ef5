import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyWindow, windowEnd } from '../../../src/predict/history/history-window.ts';

const NOW = Date.UTC(2026, 10, 24, 22, 47, 11) / 1000;

describe('the window of a history', () => {
  it('ends with the last full hour and begins on one', () => {
    const window = historyWindow(24, NOW, '--days 1');
    expect(window).toEqual({ start: Date.UTC(2026, 10, 23, 22) / 1000, periods: 288 });
    expect(windowEnd(window)).toBe(Date.UTC(2026, 10, 24, 22) / 1000);
  });

  it('has nothing that PutMetricData would find too old: two weeks', () => {
    const now = fc.integer({ min: 1.7e9, max: 2e9 });
    fc.assert(
      fc.property(now, fc.integer({ min: 24, max: 334 }), (at, hours) => {
        const { start } = historyWindow(hours, at, '--for');
        // A plan of it wants a quarter of an hour to spare.
        expect(at - start).toBeLessThanOrEqual(14 * 86_400 - 900);
        expect(start % 3600).toBe(0);
      }),
    );
  });

  it('takes 13 days and 22 hours as a fraction of days', () => {
    expect(historyWindow(24 * 13.916667, NOW, '--days').periods).toBe(334 * 12);
  });

  it.each([
    [23, /^--days N is less than 24 hours, and predictive scaling makes no forecast from less/],
    [335, /^--days N reaches back more than 13 days and 22 hours, and PutMetricData takes/],
    [36.5, /^--days N is not whole hours, and AWS reads a history by the hour/],
  ])('is refused for %d hours, with the reason', (hours, says) => {
    expect(() => historyWindow(hours, NOW, '--days N')).toThrow(says);
  });
});
