import { alarmCount, cloudWatchUsd, instanceUsdPerHour, loadBalancerUsd } from '../model/cost.ts';
import type { Slo } from '../model/service.ts';
import { type Elasticity, elasticity } from './elasticity.ts';
import { meetsSlo } from './ideal.ts';
import type { Plan, Strategy } from './plan.ts';
import type { Simulation } from './run.ts';
import { UtilizationTally } from './utilization-tally.ts';

/** What one strategy came to, as `compare` reports it. */
export interface StrategyResult {
  readonly name: string;
  readonly costUsd: CostUsd;
  /** Billed time, from launch to the end of draining. */
  readonly instanceHours: number;
  /** Instances in service, minute by minute. */
  readonly capacity: { readonly mean: number; readonly min: number; readonly peak: number };
  /** Over instance-minutes; null where there is none. */
  readonly utilizationPercent: {
    readonly mean: number | null;
    readonly p50: number | null;
    readonly p95: number | null;
  };
  /** Minutes whose mean utilization is 99 % or more: the metric shows no more of the load. */
  readonly saturatedMinutes: number;
  /** Over requests, failed ones counted with the timeout; null where there is none. */
  readonly latencyMs: {
    readonly p50: number | null;
    readonly p95: number | null;
    readonly p99: number | null;
  };
  readonly requests: { readonly offered: number; readonly served: number; readonly failed: number };
  readonly sloViolationMinutes: number;
  readonly meetsSlo: boolean;
  readonly activities: {
    readonly scaleOut: number;
    readonly scaleIn: number;
    readonly launched: number;
    readonly terminated: number;
  };
  /** Minutes at a bound of a group whose bounds leave a choice. */
  readonly pinnedMinutes: { readonly atMin: number; readonly atMax: number };
  /** One entry a fault. */
  readonly recovery: readonly never[];
  readonly elasticity: Elasticity | null;
}

/** Adds up a simulation. */
export function measure(plan: Plan, simulation: Simulation): StrategyResult {
  const { timeline, strategy } = simulation;
  const minutes = timeline.requestsPerSecond.length;
  const utilization = new UtilizationTally();
  let capacitySum = 0;
  let capacityMin = Number.POSITIVE_INFINITY;
  let capacityPeak = 0;
  let saturatedMinutes = 0;
  let offered = 0;
  let failed = 0;
  let sloViolationMinutes = 0;
  for (let minute = 0; minute < minutes; minute++) {
    const inService = timeline.inService[minute];
    capacitySum += inService;
    if (inService < capacityMin) capacityMin = inService;
    if (inService > capacityPeak) capacityPeak = inService;
    const load = timeline.requestsPerSecond[minute];
    if (Number.isNaN(load)) continue;
    const cpu = timeline.cpuPercent[minute];
    if (!Number.isNaN(cpu)) utilization.add(cpu, timeline.warm[minute]);
    if (cpu >= SATURATED_PERCENT) saturatedMinutes++;
    offered += 60 * load;
    failed += timeline.failedRequests[minute];
    if (
      !meetsSlo(plan.slo, timeline.latencyP95Ms[minute], timeline.failedRequests[minute], 60 * load)
    ) {
      sloViolationMinutes++;
    }
  }
  const instanceHours = simulation.billedSeconds / 3600;
  const [p50, p95, p99] = simulation.latencies.quantilesMs([0.5, 0.95, 0.99]).map(orNull);
  return {
    name: strategy.name,
    costUsd: costUsd(plan, strategy, instanceHours, offered),
    instanceHours,
    capacity: { mean: capacitySum / minutes, min: capacityMin, peak: capacityPeak },
    utilizationPercent: {
      mean: orNull(utilization.mean()),
      p50: orNull(utilization.quantile(0.5)),
      p95: orNull(utilization.quantile(0.95)),
    },
    saturatedMinutes,
    latencyMs: { p50, p95, p99 },
    requests: { offered, served: offered - failed, failed },
    sloViolationMinutes,
    meetsSlo: keepsSlo(plan.slo, sloViolationMinutes, minutes, failed, offered),
    activities: countActivities(simulation),
    pinnedMinutes: simulation.pinnedMinutes,
    recovery: [],
    elasticity: elasticity(timeline.requiredCapacity, timeline.healthy),
  };
}

/** What a strategy cost, in US dollars. */
interface CostUsd {
  readonly total: number;
  /** Instances with their volumes and addresses. */
  readonly ec2: number;
  /** Hours and capacity units. */
  readonly loadBalancer: number;
  /** Alarms and detailed monitoring. */
  readonly cloudWatch: number;
}

function costUsd(plan: Plan, strategy: Strategy, instanceHours: number, requests: number): CostUsd {
  const { prices, service, loadBalancer, assumptions } = plan;
  const minutes = plan.load.requestsPerSecond.length - plan.evaluateFrom;
  const ec2 = instanceHours * instanceUsdPerHour(prices, service);
  const balancer = loadBalancerUsd(requests, minutes, loadBalancer, prices, assumptions);
  const cloudWatch = cloudWatchUsd(
    alarmCount(strategy.policies, strategy.alarms),
    minutes / 60,
    strategy.group.detailedMonitoring ? instanceHours : 0,
    prices,
  );
  return { total: ec2 + balancer + cloudWatch, ec2, loadBalancer: balancer, cloudWatch };
}

/** From here on the metric hardly shows how much load there is. */
const SATURATED_PERCENT = 99;

/** The failures of the whole window and the minutes that broke the SLO are both within bounds. */
function keepsSlo(
  slo: Slo,
  violations: number,
  minutes: number,
  failed: number,
  offered: number,
): boolean {
  const allowed = slo.violationMinutes ?? minutes / 1000;
  return violations <= allowed && 100 * failed <= slo.failedPercent * offered;
}

function countActivities({
  activities,
  launched,
  terminated,
}: Simulation): StrategyResult['activities'] {
  const scaleOut = activities.filter(({ from, to }) => to > from).length;
  const scaleIn = activities.filter(({ from, to }) => to < from).length;
  return { scaleOut, scaleIn, launched, terminated };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
