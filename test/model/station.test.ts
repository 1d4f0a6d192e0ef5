import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanWaiting, responseQuantile, steadyState } from '../../src/model/mmc.ts';
import { Station } from '../../src/model/station.ts';

/** 100 requests per second on four servers, 10 s of patience. */
const station = new Station(4, 100, 0.04, 10);

function after(seconds: number, arrivals: number, backlog = station.restBacklog): number {
  let waiting = backlog;
  for (let second = 0; second < seconds; second++) waiting = station.step(waiting, arrivals, 1);
  return waiting;
}

describe('a station at rest', () => {
  it('has the 95th percentile of M/M/c', () => {
    for (const utilization of [0, 0.1, 0.5, 0.8, station.restUtilization]) {
      const exact = 1000 * responseQuantile(steadyState(4, 100, 0.04, utilization), 0.95);
      expect(station.p95MsAtRest(utilization) / exact).toBeCloseTo(1, 4);
    }
  });

  it('says no response takes longer than the timeout', () => {
    const impatient = new Station(4, 100, 0.04, 0.1);
    expect(impatient.p95MsAtRest(0.9)).toBe(100);
  });
});

describe('a station under constant load', () => {
  it.each([0.94, 0.96, 0.98])(
    'ends in the steady state of M/M/c at utilization %f',
    (utilization) => {
      const { waits } = steadyState(4, 100, 0.04, utilization);
      const settled = after(3600, 100 * utilization);
      expect(settled / meanWaiting(waits, utilization)).toBeCloseTo(1, 2);
      expect(station.utilization(settled)).toBeCloseTo(utilization, 4);
    },
  );

  it('is fully busy and fails what is too much when the load is above its capacity', () => {
    const waiting = after(600, 150);
    expect(station.utilization(waiting)).toBe(1);
    expect(150 * station.failedShare(waiting)).toBeCloseTo(50, 3);
  });

  it('grows its backlog by what it cannot serve', () => {
    const grown = after(5, 1000) - after(4, 1000);
    const patient = new Station(4, 100, 0.04, 1e6);
    const step = patient.step(5000, 1000, 1) - 5000;
    expect(step).toBeCloseTo(900, 6);
    expect(grown).toBeLessThanOrEqual(900);
  });
});

describe('order', () => {
  const rate = fc.double({ min: 0, max: 1000, noNaN: true });
  const backlog = fc.double({ min: 0, max: 3000, noNaN: true });

  it('is kept: more load or more backlog never leaves a smaller backlog', () => {
    fc.assert(
      fc.property(rate, rate, backlog, backlog, (a, b, p, q) => {
        const less = station.step(Math.min(p, q), Math.min(a, b), 1);
        const more = station.step(Math.max(p, q), Math.max(a, b), 1);
        expect(more).toBeGreaterThanOrEqual(less * (1 - 1e-9));
      }),
    );
  });

  it('is kept by what follows from the backlog: utilization, failures and percentiles', () => {
    fc.assert(
      fc.property(backlog, backlog, (p, q) => {
        const less = Math.max(station.restBacklog, Math.min(p, q));
        const more = Math.max(station.restBacklog, Math.max(p, q));
        expect(station.utilization(more)).toBeGreaterThanOrEqual(station.utilization(less));
        expect(station.failedShare(more)).toBeGreaterThanOrEqual(station.failedShare(less));
        const p95 = (waiting: number) =>
          station.heapSeconds(waiting) + responseQuantile(station.line(waiting), 0.95);
        expect(p95(more)).toBeGreaterThanOrEqual(p95(less) * (1 - 1e-9));
      }),
    );
  });
});
