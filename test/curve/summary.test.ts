import { describe, expect, it } from 'vitest';
import { type CurveSummary, summarize } from '../../src/curve/summary.ts';

const NOT_KNOWN = Number.NaN;

function summaryOf(rates: readonly number[], startMinute = 0): CurveSummary {
  return summarize({ startMinute, requestsPerSecond: Float64Array.from(rates) });
}

describe('summarize', () => {
  it('gives the start and the exclusive end', () => {
    const { start, end, minutes } = summaryOf([1, 2, 3], 23_284_804);
    expect([start, end, minutes]).toEqual(['2014-04-10T00:04:00Z', '2014-04-10T00:07:00Z', 3]);
  });

  it('counts requests, not rates', () => {
    expect(summaryOf([1, 2, NOT_KNOWN, 3]).requests).toBe(360);
  });

  it('averages over known minutes', () => {
    expect(summaryOf([1, NOT_KNOWN, 3]).requestsPerSecond.mean).toBe(2);
  });

  it('takes percentiles by nearest rank, so that they did occur', () => {
    const { p50, p95, peak } = summaryOf(
      Array.from({ length: 20 }, (_, i) => 20 - i),
    ).requestsPerSecond;
    expect([p50, p95, peak]).toEqual([10, 19, 20]);
  });

  it('names the first minute at the peak', () => {
    expect(summaryOf([1, 5, 5]).peakAt).toBe('1970-01-01T00:01:00Z');
  });

  it('tells minutes of zero from unknown ones', () => {
    const { zeroMinutes, gapMinutes } = summaryOf([0, NOT_KNOWN, 0, 1]);
    expect([zeroMinutes, gapMinutes]).toEqual([2, 1]);
  });

  it('lists the gaps', () => {
    expect(summaryOf([1, NOT_KNOWN, NOT_KNOWN, 1, NOT_KNOWN]).gaps).toEqual([
      { from: '1970-01-01T00:01:00Z', to: '1970-01-01T00:03:00Z', minutes: 2 },
      { from: '1970-01-01T00:04:00Z', to: '1970-01-01T00:05:00Z', minutes: 1 },
    ]);
  });

  it('finds the busiest hour of the day over all days', () => {
    const days = Array.from({ length: 2 * 1440 }, (_, minute) =>
      Math.floor(minute / 60) % 24 === 14 ? 9 : 1,
    );
    expect(summaryOf(days).busiestHour).toEqual({ hourUtc: 14, requestsPerSecond: 9 });
  });

  it('finds the busiest hour before 1970 too', () => {
    expect(summaryOf([1, 2], -60).busiestHour.hourUtc).toBe(23);
  });

  it('measures the steepest rise against five minutes before', () => {
    expect(summaryOf([100, 100, 100, 100, 150, 200, 300]).steepestRise).toEqual({
      at: '1970-01-01T00:01:00Z',
      minutes: 5,
      ratio: 3,
      fromRequestsPerSecond: 100,
      toRequestsPerSecond: 300,
    });
  });

  it('overlooks a rise that stays below the mean', () => {
    const nightThenDay = [1, 1, 1, 1, 1, 4, 4, 4, 4, 4, ...Array<number>(20).fill(100)];
    expect(summaryOf(nightThenDay).steepestRise?.toRequestsPerSecond).toBe(100);
  });

  it('has no ratio for a rise from nothing, and takes the highest', () => {
    expect(summaryOf([0, 0, 0, 0, 0, 5, 8, 7]).steepestRise).toEqual({
      at: '1970-01-01T00:01:00Z',
      minutes: 5,
      ratio: null,
      fromRequestsPerSecond: 0,
      toRequestsPerSecond: 8,
    });
  });

  it('knows no rise where the load only falls', () => {
    expect(summaryOf([9, 8, 7, 6, 5, 4, 3]).steepestRise).toBeNull();
  });
});
