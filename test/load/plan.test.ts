import { describe, expect, it } from 'vitest';
import { planLoad } from '../../src/load/plan.ts';
import { scheduleOf } from '../../src/load/schedule.ts';
import { steepestRise } from '../../src/load/steepest-rise.ts';
import { areLoopback, parseTarget } from '../../src/load/target.ts';
import { curveOf } from './send.ts';

const FACTS = {
  url: 'http://127.0.0.1/',
  addresses: [],
  isLoopback: true,
  arrivals: 'uniform',
  connections: 200,
  requestsPerConnection: 1,
  compress: 1,
  expectedLatencySeconds: 0.1,
  bytesPerRequest: 20_000,
} as const;

const codes = (
  rates: readonly number[],
  stepSeconds: number,
  facts: Partial<typeof FACTS | object> = {},
) =>
  planLoad(scheduleOf(curveOf(rates, stepSeconds)), { ...FACTS, ...facts }).warnings.map(
    ({ code }) => code,
  );

describe('a plan', () => {
  it('cuts the curve where it turns, small ups and downs apart', () => {
    const rates = [100, 101, 100, 300, 500, 499, 501, 900, 600, 300, 100];
    const { stages } = planLoad(scheduleOf(curveOf(rates, 10)), FACTS);
    expect(stages.map(({ fromRate, toRate }) => [fromRate, toRate])).toEqual([
      [100, 900],
      [900, 100],
    ]);
    expect(stages.reduce((sum, { requests }) => sum + requests, 0)).toBe(40_010);
  });

  it('keeps a curve that turns all the time to twelve stages', () => {
    const rates = Array.from({ length: 200 }, (_, i) => 500 + (400 - i) * (i % 2 === 0 ? 1 : -1));
    expect(planLoad(scheduleOf(curveOf(rates)), FACTS).stages.length).toBeLessThanOrEqual(12);
  });

  it('expects connections by Little’s law, and LCUs by their largest dimension', () => {
    // An hour of 100 requests/s at 20 kB is 7.2 GB, and an LCU is 1 GB an hour, at $0.008.
    const { connections, lcu, costUsd } = planLoad(scheduleOf(curveOf([100, 100], 1800)), FACTS);
    expect(connections.expected).toBe(10);
    expect([lcu.peak, lcu.hours, costUsd.loadBalancer].map((x) => Number(x.toFixed(6)))).toEqual([
      7.2, 7.2, 0.0576,
    ]);
  });

  it('expects fewer connections where each carries several requests at a time', () => {
    const schedule = scheduleOf(curveOf([1000, 1000], 1800));
    // 100 requests are under way at a time.
    const { connections } = planLoad(schedule, { ...FACTS, requestsPerConnection: 30 });
    expect(connections.expected).toBe(4);
    const few = { ...FACTS, requestsPerConnection: 30, connections: 3 };
    const warning = planLoad(schedule, few).warnings.find(({ code }) => code === 'few-connections');
    expect(warning?.message).toContain('3 connections of 30 requests each are allowed');
  });

  it('warns of a ramp steeper than 50 % in five minutes, of nothing below 100 requests/s', () => {
    expect(codes([10, 99], 60)).toEqual([]);
    expect(codes([100, 149], 60)).toEqual([]);
    expect(codes([100, 151], 60)).toEqual(['steep-ramp']);
    expect(codes([100, 140, 196, 274], 301)).toEqual([]);
  });

  it('finds a steep ramp in the middle of a long line', () => {
    const schedule = scheduleOf(curveOf([100, 1000], 3600), { interpolate: 'linear' });
    expect(steepestRise(schedule).ratio).toBeGreaterThan(1.5);
  });

  it('warns of compression, of few connections and of gaps', () => {
    expect(codes([90, 90], 60, { compress: 60 })).toEqual(['compressed']);
    expect(codes([90, 90], 60, { connections: 8 })).toEqual(['few-connections']);
    const curve = curveOf([90, 90, 90]);
    curve.timestamps[2] += 5;
    const { warnings } = planLoad(scheduleOf(curve), FACTS);
    expect(warnings).toEqual([
      { code: 'gaps', message: '5 s of the curve are unknown; nothing is sent in them' },
    ]);
  });
});

describe('a target', () => {
  it.each([
    [['127.0.0.1'], true],
    [['127.0.0.2', '::1'], true],
    [['10.0.0.1'], false],
    [['127.0.0.1', '10.0.0.1'], false],
    [['::ffff:10.0.0.1'], false],
    [['fe80::1'], false],
  ])('at %j is this machine: %s', (addresses, expected) => {
    const found = addresses.map((address) => ({
      address,
      family: address.includes(':') ? (6 as const) : (4 as const),
    }));
    expect(areLoopback(found)).toBe(expected);
  });

  it('keeps its query to itself where it is shown', () => {
    const { path, shown } = parseTarget('https://shop.example.com/a?token=secret');
    expect([path, shown]).toEqual(['/a?token=secret', 'https://shop.example.com/a?…']);
  });
});
