import { DEFAULT_ASSUMPTIONS } from '../../src/model/assumptions.ts';
import type {
  MetricAlarm,
  ScalingPolicy,
  StepAdjustment,
  TargetTrackingScalingPolicy,
} from '../../src/model/policies/policy.ts';
import { OTHER_PRICES } from '../../src/model/prices.ts';
import type { LoadBalancer, Service, Slo } from '../../src/model/service.ts';
import type { Group, Plan, Strategy } from '../../src/simulate/plan.ts';

/** 2026-01-05T00:00:00Z, a Monday. */
export const START_MINUTE = 29_459_520;

/** A plan to vary: 50 requests per second an instance, launch 60 s, boot 30 s, warm-up 120 s. */
export function planOf(
  load: ArrayLike<number>,
  strategies: readonly Strategy[],
  changes: {
    readonly service?: Partial<Service>;
    readonly loadBalancer?: Partial<LoadBalancer>;
    readonly slo?: Partial<Slo>;
    readonly assumptions?: Partial<Plan['assumptions']>;
    readonly group?: Partial<Group>;
    readonly seed?: number;
  } = {},
): Plan {
  return {
    seed: changes.seed ?? 1,
    curve: { source: 'test', stepSeconds: 60 },
    load: { startMinute: START_MINUTE, requestsPerSecond: Float64Array.from(load) },
    evaluateFrom: 0,
    service: {
      requestsPerSecond: 50,
      serviceTimeMs: 40,
      timeoutSeconds: 10,
      idleCpuPercent: 0,
      bootCpuPercent: 100,
      contention: 0,
      coherency: 0,
      volumeGb: 0,
      publicAddress: false,
      ...changes.service,
    },
    loadBalancer: {
      algorithm: 'round_robin',
      slowStartSeconds: 0,
      deregistrationDelaySeconds: 300,
      bytesPerRequest: 20_000,
      newConnectionsPerRequest: 0.1,
      ...changes.loadBalancer,
    },
    slo: { p95LatencyMs: 250, failedPercent: 0.1, violationMinutes: undefined, ...changes.slo },
    prices: { asOf: '2026-07-20', ec2UsdPerHour: 0.096, ...OTHER_PRICES },
    assumptions: { ...DEFAULT_ASSUMPTIONS, ...changes.assumptions },
    group: groupOf(changes.group),
    groupName: undefined,
    strategies,
  };
}

function groupOf(changes: Partial<Group> = {}): Group {
  return {
    MinSize: 2,
    MaxSize: 40,
    DesiredCapacity: 2,
    DefaultInstanceWarmup: 120,
    DefaultCooldown: 300,
    launchSeconds: 60,
    bootSeconds: 30,
    detailedMonitoring: true,
    ...changes,
  };
}

export function fixed(instances: number, changes: Partial<Group> = {}): Strategy {
  const bounds = { MinSize: instances, MaxSize: instances, DesiredCapacity: instances };
  return {
    name: `fixed-${instances}`,
    group: groupOf({ ...bounds, ...changes }),
    policies: [],
    alarms: [],
    scheduledActions: [],
    manualChanges: [],
    groupName: undefined,
    forecaster: { method: 'plimsoll', quantile: undefined },
  };
}

export function tracking(
  target: number,
  changes: Partial<Group> = {},
  metric: 'ASGAverageCPUUtilization' | 'ALBRequestCountPerTarget' = 'ASGAverageCPUUtilization',
): Strategy {
  const policy: TargetTrackingScalingPolicy = {
    PolicyType: 'TargetTrackingScaling',
    PolicyName: `target-${target}`,
    TargetTrackingConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType: metric },
      TargetValue: target,
    },
  };
  return strategyOf(policy.PolicyName, [policy], [], changes);
}

/** A step policy out above a CPU threshold and one in below another. */
export function steps(
  out: { readonly above: number; readonly adjustments: readonly StepAdjustment[] },
  inward: { readonly below: number; readonly adjustments: readonly StepAdjustment[] },
  changes: Partial<Group> = {},
): Strategy {
  const policies: ScalingPolicy[] = [
    {
      PolicyType: 'StepScaling',
      PolicyName: 'out',
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: out.adjustments,
    },
    {
      PolicyType: 'StepScaling',
      PolicyName: 'in',
      AdjustmentType: 'ChangeInCapacity',
      StepAdjustments: inward.adjustments,
    },
  ];
  return strategyOf(
    'steps',
    policies,
    [
      cpuAlarm('high', 'GreaterThanOrEqualToThreshold', out.above, 3, ['out']),
      cpuAlarm('low', 'LessThanOrEqualToThreshold', inward.below, 15, ['in']),
    ],
    changes,
  );
}

export function cpuAlarm(
  name: string,
  comparison: MetricAlarm['ComparisonOperator'],
  threshold: number,
  periods: number,
  actions: readonly string[],
): MetricAlarm {
  return {
    AlarmName: name,
    Namespace: 'AWS/EC2',
    MetricName: 'CPUUtilization',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: periods,
    Threshold: threshold,
    ComparisonOperator: comparison,
    AlarmActions: actions,
  };
}

export function strategyOf(
  name: string,
  policies: readonly ScalingPolicy[],
  alarms: readonly MetricAlarm[],
  changes: Partial<Group> = {},
): Strategy {
  return {
    name,
    group: groupOf(changes),
    policies,
    alarms,
    scheduledActions: [],
    manualChanges: [],
    groupName: undefined,
    forecaster: { method: 'plimsoll', quantile: undefined },
  };
}
