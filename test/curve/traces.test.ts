import { describe, expect, it } from 'vitest';
import { toMinutes } from '../../src/curve/minutes.ts';
import { parseCurve } from '../../src/curve/parse.ts';
import { type CurveSummary, summarize } from '../../src/curve/summary.ts';
import { readShared, sharedIsHere } from '../support/shared.ts';

function summaryOf(file: string): CurveSummary {
  return summarize(toMinutes(parseCurve(readShared(`traces/${file}`), file)));
}

describe.skipIf(!sharedIsHere)('real traces (skipped where ../shared is absent)', () => {
  it('finds the eight missing steps of the load balancer', () => {
    const { gaps } = summaryOf('nab_elb_request_count_5min.csv');
    expect(gaps.map(({ minutes }) => minutes)).toEqual(Array(8).fill(5));
  });

  it('finds the 3.4 days that the web server did not record, and tells them from its zeros', () => {
    const { gapMinutes, zeroMinutes } = summaryOf('nasa_http_1995_1min.csv');
    expect(gapMinutes).toBe(296_940 / 60 - 1);
    expect(zeroMinutes).toBeGreaterThanOrEqual(37.7 * 60);
  });

  it('keeps the total of the hourly curve that it joins', () => {
    const file = 'limbo_wikipedia_hourly.csv';
    const { requestsPerSecond } = parseCurve(readShared(`traces/${file}`));
    const total = requestsPerSecond.reduce((sum, rate) => sum + rate * 3600, 0);
    expect(summaryOf(file).requests).toBe(Math.round(total));
  });
});
