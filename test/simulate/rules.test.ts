import { describe, expect, it } from 'vitest';
import type { StepScalingPolicy } from '../../src/model/policies/policy.ts';
import { measure } from '../../src/simulate/measure.ts';
import type { Strategy } from '../../src/simulate/plan.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { cpuAlarm, fixed, planOf, START_MINUTE, strategyOf, tracking } from '../support/plans.ts';

type Changes = Parameters<typeof planOf>[2];

function run(load: ArrayLike<number>, strategy: Strategy, changes: Changes = {}) {
  return simulate(planOf(load, [strategy], changes), strategy);
}

/** Minutes and capacities of the scaling actions. */
function actions(load: ArrayLike<number>, strategy: Strategy, changes: Changes = {}) {
  const { activities } = run(load, strategy, changes);
  return activities.map(({ at, from, to }) => [at / 60 - START_MINUTE, from, to]);
}

/** Low until a minute, high from then on. */
function jump(at: number, low: number, high: number, minutes = 60): number[] {
  return Array.from({ length: minutes }, (_, minute) => (minute < at ? low : high));
}

function step(adjustment: number, warmup: number | undefined): StepScalingPolicy {
  return {
    PolicyType: 'StepScaling',
    PolicyName: 'out',
    AdjustmentType: 'ChangeInCapacity',
    StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: adjustment }],
    EstimatedInstanceWarmup: warmup,
  };
}

const HIGH = cpuAlarm('high', 'GreaterThanOrEqualToThreshold', 60, 1, ['out']);
const REQUESTS = {
  ...HIGH,
  Namespace: 'AWS/ApplicationELB',
  MetricName: 'RequestCount',
  Statistic: 'Sum',
  Threshold: 3000,
} as const;

describe('step scaling', () => {
  it('counts instances that warm up as part of what it asked for, whatever its alarm watches', () => {
    for (const alarm of [HIGH, REQUESTS]) {
      const strategy = strategyOf('step', [step(2, 600)], [alarm]);
      const [first, second] = actions(jump(10, 40, 900), strategy);
      expect(first).toEqual([12, 2, 4]);
      expect(second[0]).toBeGreaterThanOrEqual(12 + 1 + 10);
    }
  });

  it('adds whole steps when instances warm up in the middle of a minute', () => {
    const strategy = strategyOf('step', [step(4, 120)], [HIGH], { launchSeconds: 45 });
    const sizes = actions(jump(10, 40, 4000, 90), strategy).map(([, from, to]) => to - from);
    expect(new Set(sizes.slice(0, 5))).toEqual(new Set([4]));
  });

  it('starts from the instances there are with basic monitoring too', () => {
    const alarm = { ...HIGH, Period: 300 };
    const strategy = strategyOf('step', [step(10, 600)], [alarm], { detailedMonitoring: false });
    expect(actions(jump(10, 40, 900), strategy)[0]).toEqual([16, 2, 12]);
  });

  it('does not scale in while instances warm up', () => {
    const inward: StepScalingPolicy = {
      ...step(-1, 600),
      PolicyName: 'in',
      StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }],
    };
    const low = cpuAlarm('low', 'LessThanOrEqualToThreshold', 20, 1, ['in']);
    const strategy = strategyOf('both', [step(2, 600), inward], [HIGH, low]);
    const load = Array.from({ length: 60 }, (_, minute) => (minute >= 10 && minute < 13 ? 400 : 5));
    const [out, back] = actions(load, strategy);
    expect(out).toEqual([12, 2, 4]);
    expect(back[0]).toBeGreaterThanOrEqual(12 + 1 + 10);
  });
});

describe('a step policy that scales in', () => {
  const inward: StepScalingPolicy = {
    ...step(-1, undefined),
    PolicyName: 'in',
    StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }],
  };
  const low = cpuAlarm('low', 'LessThanThreshold', 40, 1, ['in']);

  it('takes away its step and no more when a warm-up has just ended', () => {
    // Raised by hand to ten; 100 requests/s are 20 % of what they can do.
    const strategy = {
      ...strategyOf('in', [inward], [low]),
      manualChanges: [{ at: 60 * (START_MINUTE + 10), DesiredCapacity: 10 }],
    };
    const moves = actions(jump(0, 95, 95, 40), strategy);
    expect(moves[0]).toEqual([10, 2, 10]);
    expect(new Set(moves.slice(1).map(([, from, to]) => from - to))).toEqual(new Set([1]));
  });
});

describe('metrics', () => {
  it('are seen no sooner when they come later, with either monitoring', () => {
    for (const detailedMonitoring of [true, false]) {
      const firsts = [0, 60, 90, 180, 300].map((metricDelaySeconds) => {
        const strategy = tracking(50, { detailedMonitoring });
        return actions(jump(10, 40, 200), strategy, { assumptions: { metricDelaySeconds } })[0][0];
      });
      expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
      expect(firsts[4]).toBeGreaterThan(firsts[0]);
    }
  });

  it('of EC2 come each five minutes of the clock with basic monitoring', () => {
    const strategy = tracking(50, { detailedMonitoring: false });
    // Minutes 10 to 14 are one period; it is there a minute after its end.
    expect(actions(jump(10, 40, 200), strategy)[0][0]).toBe(16);
    expect(actions(jump(11, 40, 200), strategy)[0][0]).toBe(16);
  });

  it('leave RequestCountPerTarget at zero while nothing comes, or without a value, as assumed', () => {
    const strategy = tracking(1500, { DesiredCapacity: 6 }, 'ALBRequestCountPerTarget');
    const silent = Array<number>(60).fill(0);
    const last = (zeroRequestCountPerTarget: boolean) =>
      run(silent, strategy, { assumptions: { zeroRequestCountPerTarget } }).timeline.desired[59];
    expect([last(true), last(false)]).toEqual([2, 6]);
  });

  it('count a booting instance at its boot CPU once it is warm', () => {
    const slow = { DefaultInstanceWarmup: 0, bootSeconds: 600 };
    const strategy = {
      ...tracking(95, slow),
      manualChanges: [{ at: 60 * START_MINUTE, DesiredCapacity: 4 }],
    };
    const cpu = (bootCpuPercent: number) =>
      run(Array(10).fill(40), strategy, { service: { bootCpuPercent } }).timeline.cpuPercent[5];
    expect(cpu(100)).toBeCloseTo((2 * 40 + 2 * 100) / 4, 6);
    expect(cpu(0)).toBeCloseTo((2 * 40) / 4, 6);
  });
});

describe('target tracking', () => {
  it('does not scale in when DisableScaleIn says so', () => {
    const strategy = tracking(50, { DesiredCapacity: 10 });
    const [policy] = strategy.policies;
    if (policy.PolicyType !== 'TargetTrackingScaling') throw new Error('not a tracking policy');
    const configuration = { ...policy.TargetTrackingConfiguration, DisableScaleIn: true };
    const kept = {
      ...strategy,
      policies: [{ ...policy, TargetTrackingConfiguration: configuration }],
    };
    expect(actions(Array(60).fill(5), strategy)).toHaveLength(1);
    expect(actions(Array(60).fill(5), kept)).toHaveLength(0);
  });

  it('scales in by the load that all serving targets carried, warmed up or not', () => {
    const changes = { DesiredCapacity: 3, DefaultInstanceWarmup: 1800 };
    const at = 60 * START_MINUTE;
    const strategy = { ...tracking(50, changes), manualChanges: [{ at, DesiredCapacity: 8 }] };
    // 120 requests/s need five instances at 50 %.
    const [, back] = actions(Array(90).fill(120), strategy);
    expect(back.slice(1)).toEqual([8, 5]);
  });

  it('may shrink again at once when its alarm does not start anew, as assumed', () => {
    // It falls by a fifth each five minutes, from eight instances' worth.
    const load = Array.from({ length: 120 }, (_, minute) => 200 * 0.8 ** Math.floor(minute / 5));
    const count = (lowAlarmRestartsAfterScaleIn: boolean) =>
      actions(load, tracking(50, { DesiredCapacity: 8 }), {
        assumptions: { lowAlarmRestartsAfterScaleIn },
      }).length;
    expect(count(false)).toBeGreaterThan(count(true));
  });
});

describe('slow start', () => {
  it('moves load between targets and adds no work', () => {
    const strategy = {
      ...tracking(90, { DesiredCapacity: 4 }),
      manualChanges: [{ at: 60 * START_MINUTE, DesiredCapacity: 8 }],
    };
    const load = Array<number>(30).fill(120);
    const { timeline } = run(load, strategy, { loadBalancer: { slowStartSeconds: 900 } });
    // All eight are warm; together they do 120 of 400 requests/s.
    expect(timeline.cpuPercent[6]).toBeCloseTo(30, 1);
  });

  it('makes the old targets busier for as long as it lasts', () => {
    const strategy = {
      ...fixed(4, { MaxSize: 8 }),
      manualChanges: [{ at: 60 * START_MINUTE, DesiredCapacity: 8 }],
    };
    const p95 = (slowStartSeconds: number) =>
      run(Array(10).fill(160), strategy, { loadBalancer: { slowStartSeconds } }).timeline
        .latencyP95Ms[4];
    expect(p95(900)).toBeGreaterThan(1.2 * p95(0));
  });
});

describe('contention and coherency', () => {
  it('leave n targets n / (1 + c·(n − 1) + k·n·(n − 1)) times what one carries', () => {
    const service = { contention: 0.05, coherency: 0.01 };
    const carried = (50 * 4) / (1 + 0.05 * 3 + 0.01 * 4 * 3);
    const cpu = run(Array(3).fill(100), fixed(4), { service }).timeline.cpuPercent[1];
    expect(cpu).toBeCloseTo((100 * 100) / carried, 6);
  });

  it('leave no ideal where no number of targets carries the load', () => {
    const plan = planOf(Array(60).fill(1000), [fixed(10)], { service: { contention: 0.2 } });
    const { timeline } = simulate(plan, plan.strategies[0]);
    expect(timeline.requiredCapacity.every(Number.isNaN)).toBe(true);
  });
});

describe('requests', () => {
  it('that are served are as many as the busy targets can serve, and those left in the queue', () => {
    // Overloaded: the two targets serve 100 a second from the first second on.
    const strategy = fixed(2);
    const plan = planOf(Array(30).fill(150), [strategy]);
    const { served } = measure(plan, simulate(plan, strategy)).requests;
    const capacity = 30 * 60 * 100;
    const patience = 10 * 100;
    expect(served).toBeGreaterThan(capacity * 0.995);
    expect(served).toBeLessThan(capacity + patience);
  });

  it('all fail while no target is healthy, those that waited too', () => {
    const strategy = { ...fixed(0, { MaxSize: 1 }), name: 'none' };
    const plan = planOf(Array(5).fill(10), [strategy]);
    expect(measure(plan, simulate(plan, strategy)).requests).toMatchObject({
      served: 0,
      failed: 3000,
    });
  });
});

describe('a gap', () => {
  const load = (gap: boolean) =>
    Array.from({ length: 60 }, (_, minute) => (minute < 30 ? 60 : gap ? Number.NaN : 95));

  it('neither breaks the SLO nor keeps it', () => {
    const violations = (gap: boolean) => {
      const plan = planOf(load(gap), [fixed(2)], { slo: { p95LatencyMs: 200 } });
      return measure(plan, simulate(plan, plan.strategies[0])).sloViolationMinutes;
    };
    expect(violations(true)).toBe(0);
    expect(violations(false)).toBe(30);
  });

  it('leaves no backlog behind', () => {
    const minutes = Array.from({ length: 40 }, (_, minute) =>
      minute < 10 ? 300 : minute < 20 ? Number.NaN : 60,
    );
    const { timeline } = run(minutes, fixed(2));
    expect(timeline.latencyP95Ms[20]).toBeCloseTo(timeline.latencyP95Ms[39], 6);
  });
});

describe('evaluateFrom', () => {
  it('begins the timeline at its minute', () => {
    const plan = { ...planOf(jump(10, 40, 80), [fixed(4)]), evaluateFrom: 10 };
    const { timeline } = simulate(plan, plan.strategies[0]);
    expect(timeline.startMinute).toBe(START_MINUTE + 10);
    expect(timeline.requestsPerSecond[0]).toBe(80);
  });
});
