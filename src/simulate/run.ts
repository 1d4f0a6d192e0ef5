import { type Random, seededRandom } from '../curve/random.ts';
import { type Activity, type Cause, policyCause } from '../model/activity.ts';
import type { Balancer, Share } from '../model/balancer.ts';
import { Control } from '../model/control.ts';
import { instanceUsdPerHour } from '../model/cost.ts';
import { drawSeconds } from '../model/duration.ts';
import { Flow, type FlowTotals } from '../model/flow.ts';
import { AutoScalingGroup, type GroupHost, type Happening } from '../model/group.ts';
import { LatencyMixture } from '../model/latency-mixture.ts';
import { LatencyTally } from '../model/latency-tally.ts';
import { MetricStore } from '../model/metric.ts';
import type { PolicyForecasts } from '../model/policies/predictive-scaling/predictive-scaling.ts';
import type { RunningPolicy } from '../model/policies/running-policy.ts';
import type { Settlement } from '../model/policies/settle.ts';
import { groupWarmupSeconds, startPolicies } from '../model/policies/start-policies.ts';
import { SlowStart } from '../model/slow-start.ts';
import { type Due, VirtualClock } from '../model/virtual-clock.ts';
import { forecastingOf, metricOptions } from './forecasting.ts';
import { GroupLedger } from './group-ledger.ts';
import type { Plan, Strategy } from './plan.ts';
import { PlannedChanges } from './planned-changes.ts';
import { policyMetrics } from './policy-metrics.ts';
import type { Timeline } from './timeline.ts';

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
  /** Minutes in which the desired capacity was at a bound, while the bounds left a choice. */
  readonly pinnedMinutes: { readonly atMin: number; readonly atMax: number };
  /** Response times over all requests. */
  readonly latencies: LatencyTally;
  /** Of each predictive policy, what it forecast. */
  readonly forecasts: readonly PolicyForecasts[];
}

/**
 * One strategy on its way through the plan: the world around the group, on a
 * virtual clock.
 */
export class Run implements GroupHost {
  readonly #plan: Plan;
  readonly #strategy: Strategy;
  readonly #timeline: Timeline;
  readonly #random: Random;
  readonly #clock = new VirtualClock();
  readonly #balancer: Balancer;
  readonly #slowStart: SlowStart;
  readonly #group: AutoScalingGroup;
  readonly #metrics: MetricStore;
  readonly #running: readonly RunningPolicy[];
  readonly #control: Control;
  readonly #flow: Flow;
  readonly #latencies: LatencyTally;
  readonly #minuteLatencies: LatencyMixture;
  readonly #activities: Activity[] = [];
  readonly #ledger: GroupLedger;
  readonly #planned: PlannedChanges;
  #share: Share | undefined;
  readonly #metricLagMinutes: number;

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
    this.#metrics = new MetricStore(this.#timeline, metricOptions(plan, group));
    this.#running = startPolicies(policies, alarms, {
      metrics: policyMetrics(this.#metrics),
      defaults: () => group,
      assumptions: plan.assumptions,
      forecasting: () =>
        forecastingOf(plan, strategy, balancer, { measured: timeline, metrics: this.#metrics }),
    });
    this.#group = new AutoScalingGroup(
      {
        min: group.MinSize,
        max: group.MaxSize,
        desired: group.DesiredCapacity,
        warmupSeconds: groupWarmupSeconds(policies, group),
        drainSeconds: plan.loadBalancer.deregistrationDelaySeconds,
      },
      this,
      this.#startOf(0),
    );
    this.#control = new Control(this.#group, this.#running);
    const usdPerSecond = instanceUsdPerHour(plan.prices, plan.service) / 3600;
    this.#ledger = new GroupLedger(this.#group, timeline, usdPerSecond);
    this.#planned = new PlannedChanges(strategy);
    for (let id = 0; id < this.#planned.count; id++) this.#expect(id, this.#startOf(0));
    this.#refreshShare();
  }

  run(): Simulation {
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
    return this.#result();
  }

  #result(): Simulation {
    this.#publishTheRest();
    return {
      strategy: this.#strategy,
      timeline: this.#timeline,
      activities: this.#activities,
      launched: this.#group.launched,
      terminated: this.#group.terminated,
      billedSeconds: this.#ledger.billedSeconds,
      pinnedMinutes: this.#ledger.pinnedMinutes,
      latencies: this.#latencies,
      forecasts: this.#running.flatMap(
        (policy) =>
          policy.forecasts?.(this.#startOf(this.#timeline.requestsPerSecond.length)) ?? [],
      ),
    };
  }

  /** What CloudWatch shows only after the last minute. */
  #publishTheRest(): void {
    const last = this.#timeline.requestsPerSecond.length - 1;
    for (let visible = this.#control.visible; visible < last; )
      this.#metrics.publish(last, ++visible);
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
    this.#slowStart.add(id, this.#group.healthy, now);
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
    const {
      requestsPerSecond,
      cpuPercent,
      warm,
      inService,
      healthy,
      latencyP95Ms,
      failedRequests,
    } = this.#timeline;
    const { station, count } = share;
    const latencies = this.#latencies.of(station);
    const capacity = station.capacity * count;
    const fails = station.failsAtRest;
    const loadAtRest = station.restUtilization * capacity;
    const groupSize = this.#group.inService;
    const instances = groupSize - this.#group.warming;
    const healthyTargets = this.#group.healthy;
    const record = this.#ledger.record();
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
      inService[minute] = groupSize;
      healthy[minute] = healthyTargets;
      failedRequests[minute] = fails ? 60 * load * station.failedShareAtRest(utilization) : 0;
      latencyP95Ms[minute] = load > 0 ? station.p95MsAtRest(utilization) : Number.NaN;
      latencies.atRest(utilization, 60 * load);
      minute++;
      if (this.#endMinute(minute - 1)) break;
    }
    this.#ledger.write(record, from, minute, 60 * record.billed);
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
    let billedSeconds = 0;
    for (let now = start; now < start + 60; ) {
      this.#clock.deliver(now, this.#happen);
      const ramping = this.#slowStart.isRamping(now);
      const until = Math.min(start + 60, this.#clock.next, ramping ? now + RAMP_SECONDS : Infinity);
      const seconds = until - now;
      const busyBefore = totals.busySeconds;
      const targets = ramping
        ? this.#slowStart.effective(group.healthy, now + seconds / 2)
        : group.healthy;
      this.#flow.run(this.#shareOf(targets), load, seconds, totals);
      // A target in its slow start is less busy than the others.
      const meanBusy = (totals.busySeconds - busyBefore) * (targets / group.healthy || 0);
      cpuSeconds += this.#cpuSum(meanBusy, seconds);
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
    timeline.inService[minute] = group.inService;
    timeline.healthy[minute] = healthySeconds / 60;
    this.#ledger.write(this.#ledger.record(), minute, minute + 1, billedSeconds);
  }

  /** Percent × instances × seconds over the warm instances; NaN where the load is unknown. */
  #cpuSum(busySeconds: number, seconds: number): number {
    const { idleCpuPercent, bootCpuPercent } = this.#plan.service;
    const { inService, warming, healthyAndWarm } = this.#group;
    const booting = inService - warming - healthyAndWarm;
    const serving = idleCpuPercent * seconds + (100 - idleCpuPercent) * busySeconds;
    return healthyAndWarm * serving + booting * bootCpuPercent * seconds;
  }

  /** Metrics are published, policies look at what CloudWatch has by now, the group follows. @returns whether it did */
  #endMinute(minute: number): boolean {
    const visible = minute - this.#metricLagMinutes;
    this.#control.look(minute, visible);
    this.#metrics.publish(minute, visible);
    if (minute + 1 === this.#timeline.requestsPerSecond.length) return false;
    const now = this.#startOf(minute + 1);
    // What is due now comes first: an instance that has just warmed up counts.
    const due = this.#clock.next <= now;
    if (due) this.#clock.deliver(now, this.#happen);
    return this.#control.decide(now, this.#follow) || due;
  }

  #follow = (settlement: Settlement, from: number): void => {
    this.#record(this.#control.now, from, policyCause(settlement));
  };

  #happen = (what: Due, id: number, at: number): void => {
    if (what === 'planned-change') this.#changeAsPlanned(id, at);
    else this.#group.happen(what, id, at);
    this.#refreshShare();
  };

  #changeAsPlanned(id: number, at: number): void {
    const from = this.#group.desired;
    const cause = this.#planned.apply(id, this.#group, at);
    if (this.#group.desired !== from || cause.kind === 'refused') this.#record(at, from, cause);
    this.#expect(id, at + 1);
  }

  /** Puts the next time of a planned change on the clock. */
  #expect(id: number, from: number): void {
    const at = this.#planned.next(id, from);
    if (at < this.#startOf(this.#timeline.requestsPerSecond.length)) {
      this.#clock.add(at, 'planned-change', id);
    }
  }

  #record(at: number, from: number, cause: Cause): void {
    this.#refreshShare();
    this.#activities.push({ at, from, to: this.#group.desired, cause });
  }

  /** Epoch seconds at which a minute of the timeline begins. */
  #startOf(minute: number): number {
    return 60 * (this.#timeline.startMinute + minute);
  }

  #minuteOf(epochSeconds: number): number {
    return Math.floor(epochSeconds / 60) - this.#timeline.startMinute;
  }

  #refreshShare(): void {
    this.#share = this.#shareOf(this.#group.healthy);
  }

  #shareOf(targets: number): Share | undefined {
    return targets > 0 ? this.#balancer.share(targets) : undefined;
  }
}

/** How finely a slow start is followed. */
const RAMP_SECONDS = 5;
