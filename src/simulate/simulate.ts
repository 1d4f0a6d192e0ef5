import { Balancer, type Share } from '../model/balancer.ts';
import { drawSeconds } from '../model/duration.ts';
import { Flow, type FlowTotals } from '../model/flow.ts';
import { AutoScalingGroup, type GroupHost, type Happening } from '../model/group.ts';
import { LatencyMixture } from '../model/latency-mixture.ts';
import { LatencyTally } from '../model/latency-tally.ts';
import { MetricStore } from '../model/metric.ts';
import { type Bounds, type Settlement, Settling } from '../model/policies/settle.ts';
import { startPolicies, warmupSeconds } from '../model/policies/start-policies.ts';
import { type Random, seededRandom } from '../model/random.ts';
import { SlowStart } from '../model/slow-start.ts';
import { type Activity, activity } from './activity.ts';
import { VirtualClock } from './clock.ts';
import { requiredCapacity } from './ideal.ts';
import type { Plan, Strategy } from './plan.ts';
import { createTimeline, type Timeline } from './timeline.ts';

/** What became of one strategy. */
export interface Simulation {
  readonly strategy: Strategy;
  readonly timeline: Timeline;
  readonly activities: readonly Activity[];
  /** Instances launched and terminated. */
  readonly launched: number;
  readonly terminated: number;
  /** Seconds of instances that are paid for. */
  readonly billedSeconds: number;
  /** Response times over all requests. */
  readonly latencies: LatencyTally;
}

/** What does not depend on the strategy. */
export interface Prepared {
  /** The least capacity of each minute, as `requiredCapacity` says. */
  readonly required: Float64Array;
  readonly balancer: Balancer;
}

export function prepare(plan: Plan): Prepared {
  const balancer = new Balancer(plan.service, plan.loadBalancer);
  return { required: requiredCapacity(plan, balancer), balancer };
}

/**
 * Replays the plan's load against one strategy, minute by minute.
 *
 * A minute in which nothing happens and every queue is at rest is one step; any
 * other is cut where something happens, and into seconds while there is a backlog.
 * Both end alike: the metrics are published, the alarms look at them, the policies
 * decide.
 *
 * @param prepared what all strategies of the plan share, where the caller has it
 * @param timeline of the plan's length, to be overwritten: for callers that run many
 *   strategies and keep no timeline
 */
export function simulate(
  plan: Plan,
  strategy: Strategy,
  prepared: Prepared = prepare(plan),
  timeline: Timeline = emptyTimeline(plan, prepared),
): Simulation {
  const run = new Run(plan, strategy, prepared.balancer, timeline);
  run.run();
  return run.result();
}

function emptyTimeline({ load, evaluateFrom }: Plan, { required }: Prepared): Timeline {
  const evaluated = load.requestsPerSecond.subarray(evaluateFrom);
  return createTimeline(load.startMinute + evaluateFrom, evaluated, required);
}

class Run implements GroupHost, Bounds {
  readonly #plan: Plan;
  readonly #strategy: Strategy;
  readonly #timeline: Timeline;
  readonly #random: Random;
  readonly #clock = new VirtualClock();
  readonly #balancer: Balancer;
  readonly #slowStart: SlowStart;
  readonly #group: AutoScalingGroup;
  readonly #metrics: MetricStore;
  readonly #policies: Settling;
  readonly #flow: Flow;
  readonly #latencies: LatencyTally;
  readonly #minuteLatencies: LatencyMixture;
  readonly #activities: Activity[] = [];
  readonly #usdPerSecond: number;
  readonly #view = { visible: 0, minute: 0, desired: 0 };
  #share: Share | undefined;
  readonly #metricLagMinutes: number;
  #billedSeconds = 0;

  constructor(plan: Plan, strategy: Strategy, balancer: Balancer, timeline: Timeline) {
    const { group, policies, alarms } = strategy;
    this.#plan = plan;
    this.#strategy = strategy;
    this.#timeline = timeline;
    this.#random = seededRandom(plan.seed);
    this.#balancer = balancer;
    this.#slowStart = new SlowStart(plan.loadBalancer.slowStartSeconds);
    this.#latencies = new LatencyTally(plan.service.timeoutSeconds);
    this.#minuteLatencies = new LatencyMixture(plan.service.timeoutSeconds);
    this.#metricLagMinutes = Math.ceil(plan.assumptions.metricDelaySeconds / 60);
    this.#flow = new Flow([this.#latencies, this.#minuteLatencies]);
    this.#usdPerSecond = plan.prices.ec2UsdPerHour / 3600;
    this.#metrics = new MetricStore(this.#timeline, {
      detailedMonitoring: group.detailedMonitoring,
      zeroRequestCountPerTarget: plan.assumptions.zeroRequestCountPerTarget,
    });
    this.#policies = new Settling(
      startPolicies(policies, alarms, this.#metrics, group, plan.assumptions),
    );
    this.#group = new AutoScalingGroup(
      {
        min: group.MinSize,
        max: group.MaxSize,
        desired: group.DesiredCapacity,
        // The group's metrics leave an instance out for as long as its slowest policy does.
        warmupSeconds: Math.max(0, ...policies.map((policy) => warmupSeconds(policy, group))),
        drainSeconds: plan.loadBalancer.deregistrationDelaySeconds,
      },
      this,
      this.#startOf(0),
    );
    this.#refreshShare();
  }

  run(): void {
    const minutes = this.#timeline.requestsPerSecond.length;
    for (let minute = 0; minute < minutes; ) {
      const start = this.#startOf(minute);
      if (this.#clock.next <= start) this.#clock.deliver(start, this.#happen);
      const calmUntil = Math.min(minutes, this.#minuteOf(this.#clock.next));
      const next = this.#calmMinutes(minute, calmUntil);
      if (next > minute) {
        minute = next;
        continue;
      }
      this.#busyMinute(minute, start);
      this.#endMinute(minute);
      minute++;
    }
  }

  result(): Simulation {
    return {
      strategy: this.#strategy,
      timeline: this.#timeline,
      activities: this.#activities,
      launched: this.#group.launched,
      terminated: this.#group.terminated,
      billedSeconds: this.#billedSeconds + this.#group.minimumBilledSeconds,
      latencies: this.#latencies,
    };
  }

  get min(): number {
    return this.#group.min;
  }

  get max(): number {
    return this.#group.max;
  }

  isWarming(warmupSeconds: number): boolean {
    return this.#group.isWarming(this.#startOf(this.#view.minute + 1), warmupSeconds);
  }

  launch(id: number, now: number): void {
    this.after(
      drawSeconds(this.#strategy.group.launchSeconds, this.#random),
      'in-service',
      id,
      now,
    );
  }

  boot(id: number, now: number): void {
    this.after(drawSeconds(this.#strategy.group.bootSeconds, this.#random), 'healthy', id, now);
  }

  after(seconds: number, what: Happening, id: number, now: number): void {
    this.#clock.add(now + seconds, what, id);
  }

  serving(id: number, now: number): void {
    this.#slowStart.add(id, now);
  }

  leaving(id: number): void {
    this.#slowStart.remove(id);
  }

  /**
   * Minutes in which nothing happens and every queue is at rest, one step each.
   *
   * @param until the first minute that something is due in
   * @returns the minute it stopped before: at `until`, at the first one that is not
   *   calm, or after a change of the desired capacity
   */
  #calmMinutes(from: number, until: number): number {
    const share = this.#share;
    if (share === undefined || !this.#flow.isAtRest(share)) return from;
    if (this.#slowStart.isRamping(this.#startOf(from))) return from;
    const { requestsPerSecond, cpuPercent, warm, healthy, latencyP95Ms, failedRequests } =
      this.#timeline;
    const { station, count } = share;
    const latencies = this.#latencies.of(station);
    const capacity = station.capacity * count;
    const fails = station.failsAtRest;
    const loadAtRest = station.restUtilization * capacity;
    const instances = this.#group.inService - this.#group.warming;
    const healthyTargets = this.#group.healthy;
    const record = this.#groupRecord();
    const cpuIdle = this.#cpuSum(0, 1) / instances;
    const cpuFull = this.#cpuSum(1, 1) / instances;
    this.#flow.backlog = 0;
    let minute = from;
    while (minute < until) {
      const load = requestsPerSecond[minute];
      if (!(load <= loadAtRest)) break;
      const utilization = load / capacity;
      cpuPercent[minute] = cpuIdle + (cpuFull - cpuIdle) * utilization;
      warm[minute] = instances;
      healthy[minute] = healthyTargets;
      failedRequests[minute] = fails ? 60 * load * station.failedShareAtRest(utilization) : 0;
      latencyP95Ms[minute] = load > 0 ? station.p95MsAtRest(utilization) : Number.NaN;
      latencies.atRest(utilization, 60 * load);
      minute++;
      if (this.#endMinute(minute - 1)) break;
    }
    this.#recordGroup(record, from, minute);
    this.#bill(from, minute, 60 * record.billed);
    return minute;
  }

  /** A minute cut where something happens, and into seconds while there is a backlog. */
  #busyMinute(minute: number, start: number): void {
    const load = this.#timeline.requestsPerSecond[minute];
    const timeline = this.#timeline;
    const group = this.#group;
    const totals: FlowTotals = { failed: 0, busySeconds: 0 };
    let warmSeconds = 0;
    let healthySeconds = 0;
    let cpuSeconds = 0;
    let billedSeconds = -group.minimumBilledSeconds;
    for (let now = start; now < start + 60; ) {
      this.#clock.deliver(now, this.#happen);
      const ramping = this.#slowStart.isRamping(now);
      const until = Math.min(start + 60, this.#clock.next, ramping ? now + RAMP_SECONDS : Infinity);
      const seconds = until - now;
      const busyBefore = totals.busySeconds;
      this.#flow.run(
        ramping ? this.#rampingShare(now, seconds) : this.#share,
        load,
        seconds,
        totals,
      );
      cpuSeconds += this.#cpuSum(totals.busySeconds - busyBefore, seconds);
      warmSeconds += (group.inService - group.warming) * seconds;
      healthySeconds += group.healthy * seconds;
      billedSeconds += (group.pending + group.inService + group.draining) * seconds;
      now = until;
    }
    timeline.failedRequests[minute] = totals.failed;
    timeline.latencyP95Ms[minute] = this.#minuteLatencies.quantileMs(
      0.95,
      1e-6,
      timeline.latencyP95Ms[minute - 1],
    );
    this.#minuteLatencies.clear();
    timeline.cpuPercent[minute] = cpuSeconds / warmSeconds;
    timeline.warm[minute] = warmSeconds / 60;
    timeline.healthy[minute] = healthySeconds / 60;
    this.#recordGroup(this.#groupRecord(), minute, minute + 1);
    this.#bill(minute, minute + 1, billedSeconds + group.minimumBilledSeconds);
  }

  /** Percent × instances × seconds over the warm instances; NaN where the load is unknown. */
  #cpuSum(busySeconds: number, seconds: number): number {
    const { idleCpuPercent, bootCpuPercent } = this.#plan.service;
    const { inService, warming, healthyAndWarm } = this.#group;
    const booting = inService - warming - healthyAndWarm;
    const serving = idleCpuPercent * seconds + (100 - idleCpuPercent) * busySeconds;
    return healthyAndWarm * serving + booting * bootCpuPercent * seconds;
  }

  #groupRecord(): GroupRecord {
    const { desired, inService, pending, warming, draining } = this.#group;
    return {
      desired,
      inService,
      pending,
      warming,
      draining,
      billed: pending + inService + draining,
    };
  }

  #recordGroup(record: GroupRecord, from: number, to: number): void {
    const timeline = this.#timeline;
    fill(timeline.desired, record.desired, from, to);
    fill(timeline.inService, record.inService, from, to);
    fill(timeline.pending, record.pending, from, to);
    fill(timeline.warming, record.warming, from, to);
    fill(timeline.draining, record.draining, from, to);
  }

  /** @param seconds of instances, in each of the minutes */
  #bill(from: number, to: number, seconds: number): void {
    this.#billedSeconds += seconds * (to - from);
    const { costUsd } = this.#timeline;
    for (let minute = from; minute < to; minute++) costUsd[minute] = seconds * this.#usdPerSecond;
  }

  /** Metrics are published, policies look at what CloudWatch has by now, the group follows. @returns whether it did */
  #endMinute(minute: number): boolean {
    this.#metrics.publish(minute);
    if (minute + 1 === this.#timeline.requestsPerSecond.length) return false;
    const view = this.#view;
    view.minute = minute;
    view.visible = minute - this.#metricLagMinutes;
    view.desired = this.#group.desired;
    const settlement = this.#policies.settle(view, this);
    return settlement !== undefined && this.#follow(settlement, this.#startOf(minute + 1));
  }

  #follow(settlement: Settlement, now: number): boolean {
    const from = this.#group.desired;
    this.#group.setDesired(settlement.desired, now);
    this.#refreshShare();
    this.#activities.push(activity(settlement, from, now));
    settlement.policy.followed?.(this.#view, from, settlement.desired);
    return true;
  }

  #happen = (what: Happening, id: number, at: number): void => {
    this.#group.happen(what, id, at);
    this.#refreshShare();
  };

  /** Epoch seconds at which a minute of the timeline begins. */
  #startOf(minute: number): number {
    return 60 * (this.#timeline.startMinute + minute);
  }

  #minuteOf(epochSeconds: number): number {
    return Math.floor(epochSeconds / 60) - this.#timeline.startMinute;
  }

  #refreshShare(): void {
    const { healthy } = this.#group;
    this.#share = healthy > 0 ? this.#balancer.share(healthy) : undefined;
  }

  #rampingShare(now: number, seconds: number): Share | undefined {
    const targets = this.#slowStart.effective(this.#group.healthy, now + seconds / 2);
    return targets > 0 ? this.#balancer.share(targets) : undefined;
  }
}

/** How finely a slow start is followed. */
const RAMP_SECONDS = 5;

/** The stretches are mostly short: a loop beats `column.fill`. */
function fill(column: Int32Array, value: number, from: number, to: number): void {
  for (let minute = from; minute < to; minute++) column[minute] = value;
}

interface GroupRecord {
  readonly desired: number;
  readonly inService: number;
  readonly pending: number;
  readonly warming: number;
  readonly draining: number;
  /** Instances that are paid for: from the launch until it has drained. */
  readonly billed: number;
}
