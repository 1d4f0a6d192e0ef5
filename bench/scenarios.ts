import { seededRandom } from '../src/curve/random.ts';
import { DEFAULT_ASSUMPTIONS } from '../src/model/assumptions.ts';
import type { ScalingPolicy, TargetTrackingScalingPolicy } from '../src/model/policies/policy.ts';
import { OTHER_PRICES } from '../src/model/prices.ts';
import type { LoadBalancer } from '../src/model/service.ts';
import type { Group, Plan, Strategy } from '../src/simulate/plan.ts';

/** Days of load that goes up and down with the day, is lower on weekends, and noisy; requests per second. */
export function dailyLoad(days: number): Float64Array {
  const random = seededRandom(1);
  return Float64Array.from({ length: 1440 * days }, (_, minute) => {
    const day = minute / 1440;
    const weekend = Math.floor(day) % 7 >= 5 ? 0.8 : 1;
    const wave = 1 + 0.6 * Math.sin(2 * Math.PI * day);
    return 400 * wave * weekend * (0.95 + 0.1 * random());
  });
}

export function planOf(
  load: Float64Array,
  strategies: readonly Strategy[],
  changes: Partial<Plan> = {},
): Plan {
  return {
    seed: 1,
    curve: { source: 'bench', stepSeconds: 60 },
    // 2026-01-05T00:00:00Z, a Monday.
    load: { startMinute: 29_459_520, requestsPerSecond: load },
    evaluateFrom: 0,
    service: {
      requestsPerSecond: 50,
      serviceTimeMs: 40,
      timeoutSeconds: 10,
      idleCpuPercent: 2,
      bootCpuPercent: 100,
      contention: 0,
      coherency: 0,
      volumeGb: 0,
      publicAddress: false,
    },
    loadBalancer: LOAD_BALANCER,
    slo: { p95LatencyMs: 250, failedPercent: 0.1, violationMinutes: undefined },
    prices: { asOf: '2026-07-20', ec2UsdPerHour: 0.096, ...OTHER_PRICES },
    assumptions: DEFAULT_ASSUMPTIONS,
    group: GROUP,
    groupName: undefined,
    strategies,
    ...changes,
  };
}

export function tracking(target: number, changes: Partial<Group> = {}): Strategy {
  return {
    name: `target-${target}`,
    group: { ...GROUP, ...changes },
    policies: [policy(target)],
    alarms: [],
    ...UNPLANNED,
  };
}

/** Target tracking, and a forecast beside it. */
export function predictive(target: number): Strategy {
  const { policies, ...strategy } = tracking(target);
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
  return { ...strategy, policies: [...policies, forecast] };
}

/** Everything of the model that makes a minute dearer, in one strategy. */
export function everything(): { readonly strategy: Strategy; readonly changes: Partial<Plan> } {
  const requests: TargetTrackingScalingPolicy = {
    ...policy(1500),
    PolicyName: 'requests',
    TargetTrackingConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget' },
      TargetValue: 1500,
    },
  };
  const group = {
    ...GROUP,
    detailedMonitoring: false,
    launchSeconds: { mean: 60, p95: 120 },
    bootSeconds: { mean: 30, p95: 60 },
  };
  const { service } = planOf(new Float64Array(1), []);
  return {
    strategy: {
      name: 'everything',
      group,
      policies: [policy(50), requests, ...STEPS.policies],
      alarms: STEPS.alarms,
      ...UNPLANNED,
    },
    changes: {
      service: { ...service, contention: 0.001 },
      loadBalancer: { ...LOAD_BALANCER, slowStartSeconds: 30 },
    },
  };
}

const UNPLANNED = {
  scheduledActions: [],
  manualChanges: [],
  groupName: undefined,
  forecaster: { method: 'plimsoll', quantile: undefined },
} as const;

const LOAD_BALANCER: LoadBalancer = {
  algorithm: 'round_robin',
  slowStartSeconds: 0,
  deregistrationDelaySeconds: 300,
  bytesPerRequest: 20_000,
  newConnectionsPerRequest: 0.1,
};

const GROUP: Group = {
  MinSize: 2,
  MaxSize: 40,
  DesiredCapacity: 2,
  DefaultInstanceWarmup: 120,
  DefaultCooldown: 300,
  launchSeconds: 60,
  bootSeconds: 30,
  detailedMonitoring: true,
};

const STEPS: Pick<Strategy, 'policies' | 'alarms'> = {
  policies: [
    {
      PolicyType: 'StepScaling',
      PolicyName: 'out',
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 2 }],
    },
  ],
  alarms: [
    {
      AlarmName: 'high',
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Statistic: 'Average',
      Period: 300,
      EvaluationPeriods: 2,
      Threshold: 70,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: ['out'],
    },
  ],
};

function policy(target: number): TargetTrackingScalingPolicy {
  return {
    PolicyType: 'TargetTrackingScaling',
    PolicyName: 'cpu',
    TargetTrackingConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
      TargetValue: target,
    },
  };
}
