import { describe, expect, it } from 'vitest';
import { toMinutes } from '../../src/curve/minutes.ts';
import { parseCurve } from '../../src/curve/parse.ts';
import type { ScalingPolicy } from '../../src/model/policies/policy.ts';
import { measure } from '../../src/simulate/measure.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { fixed, planOf, tracking } from '../support/plans.ts';
import { readShared, sharedIsHere } from '../support/shared.ts';

function load(file: string, scale = 1): Float64Array {
  return toMinutes(parseCurve(readShared(`traces/${file}`)), { scale }).requestsPerSecond;
}

describe.skipIf(!sharedIsHere)('real traffic (skipped without ../shared)', () => {
  it('costs about the same tracking 1,500 requests per target as tracking 50 % CPU', () => {
    const day = load('limbo_wikipedia_hourly.csv').subarray(0, 1440);
    const hours = [tracking(50), tracking(1500, {}, 'ALBRequestCountPerTarget')].map((strategy) => {
      const plan = planOf(day, [strategy]);
      return measure(plan, simulate(plan, strategy)).instanceHours;
    });
    expect(Math.abs(hours[1] / hours[0] - 1)).toBeLessThanOrEqual(0.15);
  });

  it('lets no policy act while the load is unknown, once the alarms have run out of data', () => {
    const minutes = load('nasa_http_1995_1min.csv', 300);
    const strategy = tracking(50, { MaxSize: 200 });
    const { activities, timeline } = simulate(planOf(minutes, [strategy]), strategy);
    const gap = minutes.findIndex((rate, i) => Number.isNaN(rate) && Number.isNaN(minutes[i + 60]));
    let end = gap;
    while (Number.isNaN(minutes[end])) end++;
    const inGap = activities.filter(({ at }) => {
      const minute = at / 60 - timeline.startMinute;
      return minute > gap + 20 && minute < end;
    });
    expect(inGap).toEqual([]);
    expect(timeline.costUsd[end - 1]).toBeGreaterThan(0);
  });

  it('takes a day of zeros as no load: the group goes to MinSize', () => {
    const minutes = load('nasa_http_1995_1min.csv', 300);
    const strategy = tracking(50, { MinSize: 1, MaxSize: 200, DesiredCapacity: 1 });
    const { timeline } = simulate(planOf(minutes, [strategy]), strategy);
    const zero = minutes.findIndex((_, i) =>
      minutes.subarray(i, i + 720).every((rate) => rate === 0),
    );
    expect(zero).toBeGreaterThan(0);
    expect(timeline.desired[zero + 700]).toBe(1);
  });

  it('counts a gap neither for nor against the SLO, and bills it', () => {
    const minutes = load('nasa_http_1995_1min.csv', 300);
    const strategy = fixed(60);
    const plan = planOf(minutes, [strategy]);
    const result = measure(plan, simulate(plan, strategy));
    const known = minutes.filter((rate) => !Number.isNaN(rate)).length;
    expect(result.sloViolationMinutes).toBeLessThanOrEqual(known);
    expect(result.instanceHours).toBe((60 * minutes.length) / 60);
  });

  it.each([
    ['limbo_wikipedia_hourly.csv', 3.5, 75, 62],
    ['nab_nyc_taxi_30min.csv', 170, 70, 35],
  ])(
    'misses the SLO in fewer minutes with a forecast beside target tracking: %s',
    (file, scale, target, days) => {
      const minutes = load(file, scale).subarray(0, days * 1440);
      const slow = {
        MinSize: 4,
        MaxSize: 100,
        DesiredCapacity: 10,
        launchSeconds: 180,
        bootSeconds: 120,
      };
      const alone = tracking(target, slow);
      const forecast: ScalingPolicy = {
        PolicyType: 'PredictiveScaling',
        PolicyName: 'forecast',
        PredictiveScalingConfiguration: {
          MetricSpecifications: [
            {
              TargetValue: target,
              PredefinedMetricPairSpecification: { PredefinedMetricType: 'ASGCPUUtilization' },
            },
          ],
          Mode: 'ForecastAndScale',
        },
      };
      const predictive = { ...alone, policies: [...alone.policies, forecast] };
      const service = { requestsPerSecond: 100, idleCpuPercent: 2 };
      const [missed, missedWithForecast] = [alone, predictive].map((strategy) => {
        const plan = { ...planOf(minutes, [strategy], { service }), evaluateFrom: 14 * 1440 };
        return measure(plan, simulate(plan, strategy)).sloViolationMinutes;
      });
      expect(missed).toBeGreaterThan(0);
      expect(missedWithForecast).toBeLessThan(missed);
    },
  );
});
