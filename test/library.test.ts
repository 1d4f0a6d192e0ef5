import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  alarmRule,
  causeText,
  compare,
  evaluateAlarm,
  type MetricAlarm,
  PlimsollError,
  parseCurve,
  parseScenario,
  simulate,
  stepAdjustment,
  summarize,
  toMinutes,
} from '../src/index.ts';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const shop = () =>
  parseScenario(readFileSync(`${fixtures}shop.yaml`, 'utf8'), { baseDir: fixtures });

describe('a curve', () => {
  const curve = parseCurve(
    'timestamp,requests_per_second\n2026-06-01T00:00:00Z,10\n2026-06-01T00:02:00Z,30\n',
  );

  it('is columns of timestamps and rates', () => {
    expect(curve.stepSeconds).toBe(120);
    expect([...curve.requestsPerSecond]).toEqual([10, 30]);
  });

  it('is laid out on minutes, and summed up', () => {
    const minutes = toMinutes(curve, { scale: 2 });
    expect([...minutes.requestsPerSecond]).toEqual([20, 20, 60, 60]);
    expect(summarize(minutes)).toMatchObject({ requests: 60 * 160, gapMinutes: 0 });
  });

  it('says what is wrong with it, a problem a line', () => {
    const broken = 'timestamp,requests_per_second\n2026-06-01T00:00:00Z,-1\nnoon,2\n';
    const error = errorOf(() => parseCurve(broken, 'shop.csv'));
    expect(error.code).toBe('bad-file');
    expect(error.problems).toEqual([
      expect.stringMatching(/^shop\.csv:2: requests_per_second "-1" is negative/),
      expect.stringMatching(/^shop\.csv:3: timestamp "noon" is no timestamp/),
    ]);
  });
});

describe('a scenario', () => {
  const scenario = shop();

  it('compares its strategies and names the best', () => {
    const { strategies, best, ideal } = compare(scenario);
    expect(strategies.map(({ name }) => name)).toEqual(scenario.strategies.map(({ name }) => name));
    const meeting = strategies.filter(({ meetsSlo }) => meetsSlo);
    const cheapest = Math.min(...meeting.map(({ costUsd }) => costUsd.total));
    expect(strategies.find(({ name }) => name === best)?.costUsd.total).toBe(cheapest);
    expect(ideal.instanceHours).toBeLessThan(cheapest / scenario.prices.ec2UsdPerHour);
  });

  it('simulates one strategy, by its name, minute by minute', () => {
    const { timeline } = simulate(scenario, 'cpu-50');
    expect(timeline.requestsPerSecond).toBeInstanceOf(Float64Array);
    expect(timeline.desired).toBeInstanceOf(Int32Array);
    const minutes = 7 * 24 * 60;
    expect([timeline.inService.length, timeline.latencyP95Ms.length]).toEqual([minutes, minutes]);
    expect(timeline.startMinute).toBe(Date.UTC(2026, 5, 1) / 60_000);
  });

  it('comes to the same alone and compared', () => {
    const alone = simulate(scenario, 'steps');
    const compared = compare(scenario).strategies.find(({ name }) => name === 'steps');
    expect(compared?.instanceHours).toBe(alone.billedSeconds / 3600);
    expect(compared?.capacity.peak).toBe(Math.max(...alone.timeline.inService));
  });

  it('gives each scaling action its cause', () => {
    const [first] = simulate(scenario, 'cpu-50').activities;
    expect(causeText(first)).toMatch(
      /^a monitor alarm \S+ in state ALARM triggered policy cpu-50 changing the desired capacity from 2 to \d+/,
    );
  });

  it('lists its strategies when none has the name', () => {
    const error = errorOf(() => simulate(scenario, 'cpu50'));
    expect([error.code, error.message]).toEqual([
      'usage',
      'no strategy is named "cpu50": give one of fixed, scheduled, cpu-50, requests, steps, simple',
    ]);
  });
});

describe("AWS's rules", () => {
  const cpuHigh: MetricAlarm = {
    AlarmName: 'cpu-high',
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    Threshold: 60,
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: ['out'],
  };

  it('let an alarm of 2 out of 3 ring at the second breach', () => {
    const values = Float64Array.of(50, 70, Number.NaN, 50, 80);
    const rule = alarmRule(cpuHigh, 2);
    const states = [...values.keys()].map((minute) =>
      evaluateAlarm(rule, { values }, minute, 'OK'),
    );
    expect(states).toEqual(['OK', 'OK', 'OK', 'OK', 'ALARM']);
  });

  // EC2 Auto Scaling user guide, "Step and simple scaling policies": 10 % of 10 at a metric of 60.
  it('let a step policy ask for its percentage', () => {
    const policy = {
      AdjustmentType: 'PercentChangeInCapacity',
      StepAdjustments: [
        { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 0 },
        { MetricIntervalLowerBound: 10, MetricIntervalUpperBound: 20, ScalingAdjustment: 10 },
        { MetricIntervalLowerBound: 20, ScalingAdjustment: 30 },
      ],
    } as const;
    expect(stepAdjustment(policy, 10, 60, { ...cpuHigh, Threshold: 50 })).toBe(11);
  });
});

function errorOf(attempt: () => unknown): PlimsollError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof PlimsollError) return error;
    throw error;
  }
  throw new Error('it was taken');
}
