import { Balancer, type Share } from '../model/balancer.ts';
import { drawSeconds } from '../model/duration.ts';
import { Flow, type FlowTotals } from '../model/flow.ts';
import { AutoScalingGroup, type GroupHost, type Happening } from '../model/group.ts';
import { LatencyTally } from '../model/latency-tally.ts';
import { MetricStore } from '../model/metric.ts';
import { type Bounds, Settling } from '../model/policies/settle.ts';
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

/**
 * Replays the plan's load against one strategy, minute by minute.
 *
 * A minute in which nothing happens and every queue is at rest is one step; any
 * other is cut where something happens, and into seconds while there is a backlog.
 * Both end alike: the metrics are published, the alarms look at them, the policies
 * decide.
 *
 * @param required what `requiredCapacity(plan)` returned, where the caller has it
 */
export function simulate(
  plan: Plan,
  strategy: Strategy,
  required: Float64Array = requiredCapacity(plan),
): Simulation {
  const run = new Run(plan, strategy, required);
  run.run();
  return run.result();
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
  readonly #flow = new Flow();
  readonly #latencies: LatencyTally;
  readonly #minuteLatencies: LatencyTally;
  readonly #activities: Activity[] = [];
  readonly #usdPerSecond: number;
  readonly #tallies: readonly LatencyTally[];
  readonly #view = { visible: 0, minute: 0, desired: 0 };
  #share: Share | undefined;
  #now = 0;
  #billedSeconds = 0;

  constructor(plan: Plan, strategy: Strategy, required: Float64Array) {
    const { group, policies, alarms } = strategy;
    const startMinute = plan.load.startMinute + plan.evaluateFrom;
    const load = plan.load.requestsPerSecond.subarray(plan.evaluateFrom);
    this.#plan = plan;
    this.#strategy = strategy;
    this.#timeline = createTimeline(startMinute, load, required);
    this.#random = seededRandom(plan.seed);
    this.#balancer = new Balancer(plan.service, plan.loadBalancer);
    this.#slowStart = new SlowStart(plan.loadBalancer.slowStartSeconds);
    this.#latencies = new LatencyTally(plan.service.timeoutSeconds);
    this.#minuteLatencies = new LatencyTally(plan.service.timeoutSeconds);
    this.#tallies = [this.#latencies, this.#minuteLatencies];
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
      60 * startMinute,
    );
    this.#refreshShare();
  }

  run(): void {
    const { requestsPerSecond, startMinute } = this.#timeline;
    const lag = Math.ceil(this.#plan.assumptions.metricDelaySeconds / 60);
    const minutes = requestsPerSecond.length;
    for (let minute = 0; minute < minutes; minute++) {
      const start = 60 * (startMinute + minute);
      const load = requestsPerSecond[minute];
      if (this.#clock.next >= start + 60 && this.#isCalm(load, start))
        this.#calmMinute(minute, load);
      else this.#busyMinute(minute, load, start);
      this.#metrics.publish(minute);
      if (minute + 1 < minutes) this.#control(minute, minute - lag, start + 60);
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
    return this.#group.isWarming(this.#now, warmupSeconds);
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

  /** Whether the minute is one step: the load known, every queue at rest, every share of it full. */
  #isCalm(load: number, start: number): boolean {
    return (
      !Number.isNaN(load) &&
      this.#share !== undefined &&
      this.#flow.atRest(this.#share, load) &&
      !this.#slowStart.isRamping(start)
    );
  }

  #calmMinute(minute: number, load: number): void {
    const share = this.#share;
    if (share === undefined) return;
    const { station, count } = share;
    const timeline = this.#timeline;
    const utilization = load / (station.capacity * count);
    this.#flow.backlog = 0;
    timeline.failedRequests[minute] = 60 * load * station.failedShareAtRest(utilization);
    if (load > 0) {
      timeline.latencyP95Ms[minute] = station.p95MsAtRest(utilization);
      this.#latencies.atRest(station, utilization, 60 * load);
    } else timeline.latencyP95Ms[minute] = Number.NaN;
    const group = this.#group;
    const warm = group.inService - group.warming;
    timeline.warm[minute] = warm;
    timeline.healthy[minute] = group.healthy;
    timeline.cpuPercent[minute] = this.#cpuSum(utilization, 1) / warm;
    this.#recordGroup(minute);
    this.#bill(minute, 60 * this.#billed());
  }

  #busyMinute(minute: number, load: number, start: number): void {
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
      const until = ramping ? now + 1 : Math.min(start + 60, this.#clock.next);
      const seconds = until - now;
      const busyBefore = totals.busySeconds;
      this.#flow.run(
        ramping ? this.#rampingShare(now) : this.#share,
        load,
        seconds,
        totals,
        this.#tallies,
      );
      cpuSeconds += this.#cpuSum(totals.busySeconds - busyBefore, seconds);
      warmSeconds += (group.inService - group.warming) * seconds;
      healthySeconds += group.healthy * seconds;
      billedSeconds += this.#billed() * seconds;
      now = until;
    }
    timeline.failedRequests[minute] = totals.failed;
    timeline.latencyP95Ms[minute] = this.#minuteLatencies.quantilesMs(P95)[0];
    this.#minuteLatencies.clear();
    timeline.cpuPercent[minute] = cpuSeconds / warmSeconds;
    timeline.warm[minute] = warmSeconds / 60;
    timeline.healthy[minute] = healthySeconds / 60;
    this.#recordGroup(minute);
    this.#bill(minute, billedSeconds + group.minimumBilledSeconds);
  }

  /** Percent × instances × seconds over the warm instances; NaN where the load is unknown. */
  #cpuSum(busySeconds: number, seconds: number): number {
    const { idleCpuPercent, bootCpuPercent } = this.#plan.service;
    const { inService, warming, healthyAndWarm } = this.#group;
    const booting = inService - warming - healthyAndWarm;
    const serving = idleCpuPercent * seconds + (100 - idleCpuPercent) * busySeconds;
    return healthyAndWarm * serving + booting * bootCpuPercent * seconds;
  }

  #recordGroup(minute: number): void {
    const timeline = this.#timeline;
    const group = this.#group;
    timeline.desired[minute] = group.desired;
    timeline.inService[minute] = group.inService;
    timeline.pending[minute] = group.pending;
    timeline.warming[minute] = group.warming;
    timeline.draining[minute] = group.draining;
  }

  /** An instance is paid for from its launch until it has drained. */
  #billed(): number {
    return this.#group.pending + this.#group.inService + this.#group.draining;
  }

  #bill(minute: number, seconds: number): void {
    this.#billedSeconds += seconds;
    this.#timeline.costUsd[minute] = seconds * this.#usdPerSecond;
  }

  /** The policies look at what CloudWatch has, and the group follows. */
  #control(minute: number, visible: number, now: number): void {
    const view = this.#view;
    view.minute = minute;
    view.visible = visible;
    view.desired = this.#group.desired;
    this.#now = now;
    const settlement = this.#policies.settle(view, this);
    if (settlement === undefined) return;
    const from = view.desired;
    this.#group.setDesired(settlement.desired, now);
    this.#refreshShare();
    this.#activities.push(activity(settlement, from, now, this));
    settlement.policy.followed?.(view, from, settlement.desired);
  }

  #happen = (what: Happening, id: number, at: number): void => {
    this.#group.happen(what, id, at);
    this.#refreshShare();
  };

  #refreshShare(): void {
    const { healthy } = this.#group;
    this.#share = healthy > 0 ? this.#balancer.share(healthy) : undefined;
  }

  #rampingShare(now: number): Share | undefined {
    const targets = this.#slowStart.effective(this.#group.healthy, now);
    return targets > 0 ? this.#balancer.share(targets) : undefined;
  }
}

const P95 = [0.95];
