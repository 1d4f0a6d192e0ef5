import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ArrivalKind, Arrivals } from '../../src/load/arrivals.ts';
import { arrivalsUntil, timeOf, totalArrivals } from '../../src/load/pacer.ts';
import { requestsUntil, type Schedule, scheduleOf } from '../../src/load/schedule.ts';
import { curveOf } from './send.ts';

/** Curves of up to twenty steps, some of them idle, held or joined by lines, with and without a gap. */
const anySchedule = fc
  .record({
    rates: fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0.05, max: 90, noNaN: true })), {
      minLength: 2,
      maxLength: 20,
    }),
    stepSeconds: fc.integer({ min: 1, max: 600 }),
    interpolate: fc.constantFrom('hold', 'linear'),
    compress: fc.constantFrom(1, 7, 60, 1440),
    gapAfter: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ rates, stepSeconds, interpolate, compress, gapAfter }) => {
    const curve = curveOf(rates, stepSeconds);
    for (let i = gapAfter; i < rates.length; i++) curve.timestamps[i] += 3 * stepSeconds;
    return scheduleOf(curve, { interpolate, compress, scale: 10 / stepSeconds });
  });

describe('the pacer', () => {
  it('sends a steady rate at equal distances, the first after half of one', () => {
    const schedule = scheduleOf(curveOf([10, 10]));
    const times = [0, 1, 2, 19, 20].map((n) => timeOf(schedule, n));
    expect(times.map((time) => Number(time.toFixed(9)))).toEqual([
      0.05,
      0.15,
      0.25,
      1.95,
      Infinity,
    ]);
  });

  it('sends the integral of any curve to within half a request', () => {
    fc.assert(
      fc.property(anySchedule, (schedule) => {
        const total = arrivalsUntil(schedule, schedule.seconds);
        expect(Math.abs(total - schedule.requests)).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
    );
  });

  it('sends in any stretch of time its integral to within one request', () => {
    fc.assert(
      fc.property(
        anySchedule,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (schedule, a, b) => {
          const [from, to] = [a, b].sort((x, y) => x - y).map((share) => share * schedule.seconds);
          const sent = arrivalsUntil(schedule, to) - arrivalsUntil(schedule, from);
          const integral = requestsUntil(schedule, to) - requestsUntil(schedule, from);
          expect(Math.abs(sent - integral)).toBeLessThanOrEqual(1 + 1e-6);
        },
      ),
    );
  });

  it('has the n-th arrival when half of it has accrued', () => {
    fc.assert(
      fc.property(
        anySchedule,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (schedule, share) => {
          fc.pre(totalArrivals(schedule) > 0);
          const n = Math.floor(share * totalArrivals(schedule));
          const accrued = requestsUntil(schedule, timeOf(schedule, n));
          // To within the rounding of the inverse; in time it is coarser where a line ends at zero.
          expect(Math.abs(accrued - (n + 0.5))).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('finds each arrival as well from the one before as from the start of the curve', () => {
    fc.assert(
      fc.property(anySchedule, (schedule) => {
        const arrivals = arrivalsOf(schedule, 'uniform', 1, 0, 1);
        expect(arrivals.map(({ seconds }) => seconds)).toEqual(
          Array.from({ length: totalArrivals(schedule) }, (_, n) => timeOf(schedule, n)),
        );
      }),
      { numRuns: 20 },
    );
  });

  it.each(['uniform', 'poisson'] as const)('that are %s are the same however divided', (kind) => {
    fc.assert(
      fc.property(anySchedule, fc.nat(), fc.integer({ min: 2, max: 7 }), (schedule, seed, of) => {
        const divided = Array.from({ length: of }, (_, index) =>
          arrivalsOf(schedule, kind, seed, index, of),
        ).flat();
        const whole = arrivalsOf(schedule, kind, seed, 0, 1);
        expect(divided.sort((a, b) => a.n - b.n)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('that are Poisson have the mean and the variance of the curve', () => {
    // A Poisson count of mean 400: mean of 500 seeds within 4·√(400/500), variance within a quarter.
    const schedule = scheduleOf(curveOf([100, 300]));
    const counts = Array.from(
      { length: 500 },
      (_, seed) => arrivalsOf(schedule, 'poisson', seed, 0, 1).length,
    );
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
    expect(Math.abs(mean - 400)).toBeLessThan(4 * Math.sqrt(400 / 500));
    expect(Math.abs(variance / 400 - 1)).toBeLessThan(0.25);
  });

  it('that are Poisson are the same for the same seed, and others for another', () => {
    const schedule = scheduleOf(curveOf([100, 300]));
    const of = (seed: number) => arrivalsOf(schedule, 'poisson', seed, 0, 1);
    expect(of(7)).toEqual(of(7));
    expect(of(8)).not.toEqual(of(7));
  });
});

function arrivalsOf(
  schedule: Schedule,
  kind: ArrivalKind,
  seed: number,
  index: number,
  of: number,
): { n: number; seconds: number }[] {
  const arrivals = new Arrivals(schedule, { kind, seed, shard: { index, of } });
  const found: { n: number; seconds: number }[] = [];
  for (; arrivals.seconds < Number.POSITIVE_INFINITY; arrivals.advance())
    found.push({ n: arrivals.n, seconds: arrivals.seconds });
  return found;
}
