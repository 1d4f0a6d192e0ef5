import { describe, expect, it } from 'vitest';
import { causeText } from '../../src/model/activity.ts';
import type {
  MetricSpecification,
  PairType,
  PredictiveScalingConfiguration,
} from '../../src/model/policies/predictive-scaling/configuration.ts';
import type { ForecastMethod } from '../../src/model/policies/predictive-scaling/load-forecaster.ts';
import { compare } from '../../src/simulate/compare.ts';
import type { Group, Plan, Strategy } from '../../src/simulate/plan.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { planOf, START_MINUTE, strategyOf, tracking } from '../support/plans.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Day after day 90 requests per second, and 480 from 09:00 to 17:00. */
function officeDays(days: number): number[] {
  return Array.from({ length: days * DAY }, (_, minute) => {
    const hour = Math.floor(minute / HOUR) % 24;
    return hour >= 9 && hour < 17 ? 480 : 90;
  });
}

interface Changes {
  readonly configuration?: Partial<PredictiveScalingConfiguration>;
  readonly group?: Partial<Group>;
  readonly forecaster?: Partial<ForecastMethod>;
  readonly withTracking?: boolean;
}

/** A policy that keeps the CPU at 50 %: 4 instances for 90 requests per second, 20 for 480. */
function predictive({
  configuration = {},
  group = {},
  forecaster = {},
  withTracking = false,
}: Changes = {}): Strategy {
  return {
    ...strategyOf(
      'predictive',
      [
        ...(withTracking ? tracking(50).policies : []),
        {
          PolicyType: 'PredictiveScaling',
          PolicyName: 'forecast',
          PredictiveScalingConfiguration: {
            MetricSpecifications: [
              {
                TargetValue: 50,
                PredefinedMetricPairSpecification: { PredefinedMetricType: 'ASGCPUUtilization' },
              },
            ],
            Mode: 'ForecastAndScale',
            ...configuration,
          },
        },
      ],
      [],
      group,
    ),
    forecaster: { method: 'plimsoll', quantile: undefined, ...forecaster },
  };
}

function plan(
  strategy: Strategy,
  { days = 8, history = 7 * DAY, load = officeDays(days) } = {},
): Plan {
  return { ...planOf(load, [strategy]), evaluateFrom: history };
}

function run(strategy: Strategy, options?: Parameters<typeof plan>[1]) {
  return simulate(plan(strategy, options), strategy);
}

const DAY_7 = 60 * (START_MINUTE + 7 * DAY);

describe('a predictive policy', () => {
  const { activities, timeline } = run(predictive());

  it('launches for an hour five minutes before it', () => {
    const first = activities.filter(({ from, to }) => to > from).at(-1);
    expect(first?.at).toBe(DAY_7 + 60 * (9 * HOUR - 5));
    expect(timeline.desired[9 * HOUR - 6]).toBe(4);
    expect(timeline.desired[9 * HOUR - 5]).toBe(20);
  });

  it('says so with the hour and what was forecast', () => {
    const text = causeText(activities[activities.length - 1]);
    expect(text).toMatch(
      /^the capacity forecast of predictive scaling policy forecast for \d{4}-\d\d-\d\dT09:00:00Z is 20, changing the desired capacity from 4 to 20 \(load forecast \d+/,
    );
  });

  it('never scales in', () => {
    expect(activities.every(({ from, to }) => to > from)).toBe(true);
    expect(timeline.desired[DAY - 1]).toBe(20);
  });

  it('launches as early as SchedulingBufferTime says', () => {
    const early = run(predictive({ configuration: { SchedulingBufferTime: 1800 } }));
    expect(early.timeline.desired[9 * HOUR - 31]).toBe(4);
    expect(early.timeline.desired[9 * HOUR - 30]).toBe(20);
  });

  it('is refreshed when it is created and every six hours', () => {
    const [{ plans }] = run(predictive(), { days: 9 }).forecasts;
    const minutes = plans.map(({ madeAt }) => (madeAt - DAY_7) / 60);
    // Policies decide at the end of a minute.
    expect(minutes).toEqual([1, 360, 720, 1080, 1440, 1800, 2160, 2520]);
  });

  it('forecasts the hour under way and 48 hours in all, from what was visible', () => {
    const [{ plans }] = run(predictive(), { days: 9 }).forecasts;
    for (const { madeAt, firstHour, load } of plans) {
      const underWay = Math.floor(madeAt / 3600);
      expect(firstHour + load.length - underWay).toBe(48);
      expect(firstHour * 3600).toBeLessThanOrEqual(madeAt - 60);
    }
  });

  it('sees nothing of the future', () => {
    const usual = run(predictive(), { days: 9 });
    const load = officeDays(9).map((rate, minute) => (minute < 8 * DAY ? rate : 7 * rate));
    const changed = run(predictive(), { load });
    const before = ({ activities }: typeof usual) =>
      activities.filter(({ at }) => at <= DAY_7 + 60 * DAY);
    expect(before(changed)).toEqual(before(usual));
  });

  it('waits for 24 hours of history', () => {
    const { forecasts } = run(predictive(), { days: 3, history: 0 });
    // A minute after the 24th hour, when CloudWatch shows its last datapoint.
    expect(forecasts[0].plans[0].madeAt).toBe(60 * (START_MINUTE + DAY + 1));
    expect(forecasts[0].plans[0].historyHours).toBe(24);
  });

  it('warns while it waits, and says what to do', () => {
    const [{ warnings }] = compare(plan(predictive(), { days: 1, history: 0 })).strategies;
    expect(warnings.map(({ code }) => code)).toContain('no-forecast');
  });

  it('looks back 14 days', () => {
    const [{ plans }] = run(predictive(), { days: 21, history: 20 * DAY }).forecasts;
    expect(plans[0].historyHours).toBe(336);
  });

  it('does nothing in ForecastOnly, but plans', () => {
    const { activities, forecasts } = run(predictive({ configuration: { Mode: 'ForecastOnly' } }));
    expect(activities).toEqual([]);
    expect(Math.max(...forecasts[0].plans[0].capacity)).toBe(20);
  });

  it('is in ForecastOnly unless told otherwise', () => {
    expect(run(predictive({ configuration: { Mode: undefined } })).activities).toEqual([]);
  });

  it('honours MaxSize', () => {
    expect(Math.max(...run(predictive({ group: { MaxSize: 10 } })).timeline.desired)).toBe(10);
  });

  // EC2 Auto Scaling API reference, MaxCapacityBuffer: 50 forecast, a maximum of 40, 10 % make 55.
  it('raises MaxSize by the buffer above the forecast, for good', () => {
    const strategy = predictive({
      group: { MaxSize: 40 },
      configuration: {
        MaxCapacityBreachBehavior: 'IncreaseMaxCapacity',
        MaxCapacityBuffer: 10,
      },
    });
    const load = officeDays(8).map((rate) => 2.58 * rate);
    const { activities, timeline } = run(strategy, { load });
    expect(Math.max(...timeline.desired)).toBe(50);
    expect(causeText(activities[activities.length - 1])).toContain('forecast raised MaxSize to 55');
  });

  it('keeps target tracking from scaling in below its forecast until the hour ends', () => {
    const { timeline } = run(predictive({ withTracking: true }), {
      load: officeDays(8).map((rate, minute) => (minute < 7 * DAY + 12 * HOUR ? rate : 90)),
    });
    expect(timeline.desired[17 * HOUR - 1]).toBe(20);
    expect(timeline.desired[18 * HOUR]).toBeLessThan(20);
  });

  it('sees the load whatever was unknown for less than half an hour', () => {
    const load = officeDays(8);
    for (let minute = 0; minute < load.length; minute += 3) load[minute] = Number.NaN;
    const { forecasts } = run(predictive(), { load });
    expect(Math.max(...forecasts[0].plans[0].capacity)).toBe(20);
  });
});

describe('the metrics of a predictive policy', () => {
  const RESOURCE = { Namespace: 'AWS/ApplicationELB' };
  const query = (MetricName: string, Stat: string) => ({
    MetricDataQueries: [{ Id: 'm1', MetricStat: { Metric: { ...RESOURCE, MetricName }, Stat } }],
  });

  function capacities(specification: MetricSpecification, changes: Changes = {}): number[] {
    const strategy = predictive({
      ...changes,
      configuration: { MetricSpecifications: [specification] },
    });
    const [{ plans }] = run({ ...strategy, groupName: 'ASG-myapp-blue' }).forecasts;
    return [...plans[0].capacity];
  }
  const pair = (PredefinedMetricType: PairType, TargetValue: number) =>
    capacities({ TargetValue, PredefinedMetricPairSpecification: { PredefinedMetricType } });

  it('come to the same by CPU and by requests, when the targets mean the same', () => {
    // 50 % of 50 requests per second are 1,500 a minute.
    expect(pair('ALBRequestCount', 1500)).toEqual(pair('ASGCPUUtilization', 50));
  });

  it('come to the same customized as predefined: throughput is per instance and minute', () => {
    const customized = capacities({
      TargetValue: 1500,
      CustomizedLoadMetricSpecification: query('RequestCount', 'Sum'),
      CustomizedScalingMetricSpecification: query('RequestCountPerTarget', 'Sum'),
    });
    expect(customized).toEqual(pair('ALBRequestCount', 1500));
  });

  // EC2 Auto Scaling user guide, "Advanced predictive scaling policy using custom metrics": blue/green.
  it('are found by AWS’s blue/green searches, whose own periods hold', () => {
    const search = (namespace: string, metric: string, stat: string, period: number) =>
      `SUM(SEARCH('{${namespace},AutoScalingGroupName} MetricName="${metric}" ASG-myapp', '${stat}', ${period}))`;
    const expression = (Id: string, Expression: string, ReturnData = false) => ({
      Id,
      Expression,
      ReturnData,
    });
    const capacity = search('AWS/AutoScaling', 'GroupInServiceInstances', 'Average', 300);
    const searched = capacities({
      TargetValue: 50,
      CustomizedLoadMetricSpecification: {
        MetricDataQueries: [
          expression('load_sum', search('AWS/EC2', 'CPUUtilization', 'Sum', 3600), true),
        ],
      },
      CustomizedScalingMetricSpecification: {
        MetricDataQueries: [
          expression('capacity_sum', capacity),
          expression('load_sum', search('AWS/EC2', 'CPUUtilization', 'Sum', 300)),
          expression('average', 'load_sum / (capacity_sum * PERIOD(capacity_sum) / 60)', true),
        ],
      },
      CustomizedCapacityMetricSpecification: {
        MetricDataQueries: [expression('capacity_sum', capacity, true)],
      },
    });
    expect(searched).toEqual(pair('ASGCPUUtilization', 50));
  });

  it('that have no data are warned of as such', () => {
    const strategy = predictive({
      configuration: {
        MetricSpecifications: [
          {
            TargetValue: 50,
            CustomizedLoadMetricSpecification: {
              MetricDataQueries: [
                {
                  Id: 'load',
                  Expression: `SUM(SEARCH('{AWS/EC2,AutoScalingGroupName} another-group', 'Sum', 3600))`,
                },
              ],
            },
            CustomizedScalingMetricSpecification: query('RequestCountPerTarget', 'Sum'),
          },
        ],
      },
    });
    const [{ warnings }] = compare(plan(strategy)).strategies;
    expect(warnings.find(({ code }) => code === 'no-forecast')?.cure).toContain(
      'found no relation between its load, scaling and capacity metrics',
    );
  });

  it('see the last hour in full with basic monitoring', () => {
    const strategy = predictive({ group: { detailedMonitoring: false } });
    const [{ load }] = run(strategy).forecasts;
    expect(load[23]).toBeCloseTo(load[22], 6);
  });
});

describe('without forecastHoldsUp', () => {
  it('a forecast raises the capacity once, and target tracking may scale in within the hour', () => {
    const strategy = predictive({ withTracking: true });
    const load = officeDays(8).map((rate, minute) => (minute < 7 * DAY + 12 * HOUR ? rate : 90));
    const changed = plan(strategy, { load });
    const assumptions = { ...changed.assumptions, forecastHoldsUp: false };
    const { timeline } = simulate({ ...changed, assumptions }, strategy);
    expect(timeline.desired[12 * HOUR + 40]).toBeLessThan(20);
  });
});

describe('the forecasters of a strategy', () => {
  it('can know the future', () => {
    const load = officeDays(8).map((rate, minute) => (minute < 7 * DAY ? rate : 3 * rate));
    const { forecasts } = run(predictive({ forecaster: { method: 'perfect' } }), { load });
    expect(forecasts[0].plans[0].capacity[12]).toBe(58);
  });

  it('can plan for a quantile', () => {
    const load = officeDays(8).map((rate, minute) => rate * (1 + 0.3 * Math.sin(minute / 97)));
    const median = run(predictive(), { load }).forecasts[0].plans[0].load;
    const p95 = run(predictive({ forecaster: { quantile: 0.95 } }), { load }).forecasts[0].plans[0]
      .load;
    expect(p95.every((value, hour) => value >= median[hour])).toBe(true);
    expect(p95.some((value, hour) => value > 1.05 * median[hour])).toBe(true);
  });
});

describe('the impact of a predictive policy', () => {
  const withTracking = predictive({ withTracking: true, group: { launchSeconds: 300 } });
  const [strategy] = compare(plan(withTracking)).strategies;
  const [impact] = strategy.predictive ?? [];

  it('is measured against the same strategy without it', () => {
    const alone = { ...withTracking, policies: withTracking.policies.slice(0, 1) };
    const [without] = compare(plan(alone)).strategies;
    expect(impact.availabilityImpact.sloViolationMinutes).toEqual({
      with: strategy.sloViolationMinutes,
      without: without.sloViolationMinutes,
    });
    expect(impact.costImpact.costUsd).toEqual({
      with: strategy.costUsd.total,
      without: without.costUsd.total,
    });
    expect(strategy.sloViolationMinutes).toBeLessThan(without.sloViolationMinutes);
  });

  it('of one in ForecastOnly is what it would have done', () => {
    const only = {
      ...predictive({ configuration: { Mode: 'ForecastOnly' }, group: { launchSeconds: 300 } }),
    };
    const policies = [...tracking(50).policies, ...only.policies];
    const [{ predictive: results = [] }] = compare(plan({ ...only, policies })).strategies;
    expect(results[0].availabilityImpact).toEqual(impact.availabilityImpact);
    expect(results[0].costImpact).toEqual(impact.costImpact);
  });

  it('tells how far the load forecast was off, each hour as it was forecast when it began', () => {
    expect(impact.loadErrorPercent).toBeLessThan(1);
    expect(impact.forecasts).toBe(4);
    expect(impact.firstHistoryHours).toBe(168);
  });
});
