import { Balancer, type Share } from '../model/balancer.ts';
import { Flow, type FlowTotals } from '../model/flow.ts';
import { LatencyMixture } from '../model/latency-mixture.ts';
import type { Slo } from '../model/service.ts';
import type { Plan } from './plan.ts';

/**
 * The least capacity, minute by minute, that meets the SLO: constant within each
 * minute, carrying no backlog from one into the next, with the future known and
 * instances free to appear. It is the floor to measure a strategy against.
 *
 * A minute counts as one that begins with every queue at rest; so no strategy that
 * is constant within a minute, comes without a backlog and meets the SLO gets by
 * with less.
 *
 * @returns instances for each evaluated minute: 0 where no request comes, NaN where
 *   the load is unknown, and where no number of targets would do because they slow one
 *   another down
 */
export function requiredCapacity(plan: Plan, balancer: Balancer): Float64Array {
  const loads = plan.load.requestsPerSecond.subarray(plan.evaluateFrom);
  const required = new Float64Array(loads.length);
  const limits = new SloLimits(plan, balancer);
  if (limits.load(1) === 0) throw new Error('no capacity meets an SLO below unloadedP95Ms');
  for (let minute = 0; minute < loads.length; minute++) {
    const load = loads[minute];
    required[minute] = load > 0 ? limits.targets(load) : load;
  }
  return required;
}

/** The response time at the 95th percentile of an instance that has nothing else to do, in milliseconds. */
export function unloadedP95Ms(plan: Pick<Plan, 'service' | 'loadBalancer'>): number {
  return new Balancer(plan.service, plan.loadBalancer).share(1).station.p95MsAtRest(0);
}

/** The most load that a number of targets carries within the SLO. */
class SloLimits {
  readonly #plan: Plan;
  readonly #balancer: Balancer;
  readonly #loads = new Map<number, number>();
  /** More targets than this carry no more. */
  readonly #most: number;
  /** Every target has a queue of its own, like the first one's. */
  readonly #alike: boolean;

  constructor(plan: Plan, balancer: Balancer) {
    this.#plan = plan;
    this.#balancer = balancer;
    this.#most = mostUseful(plan.service);
    this.#alike = balancer.share(1).station === balancer.share(2).station;
  }

  /** The fewest targets that carry a load above 0; NaN where no number does. */
  targets(load: number): number {
    if (this.#alike) return Math.ceil((load / this.load(1)) * (1 - ROUNDING));
    let low = Math.max(1, Math.ceil(load / this.#plan.service.requestsPerSecond)) - 1;
    let high = Math.min(low + 1, this.#most);
    while (this.load(high) < load) {
      if (high === this.#most) return Number.NaN;
      low = high;
      high = Math.min(2 * high, this.#most);
    }
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.load(middle) < load) low = middle;
      else high = middle;
    }
    return high;
  }

  load(targets: number): number {
    let load = this.#loads.get(targets);
    if (load === undefined) {
      load = this.#search(targets);
      this.#loads.set(targets, load);
    }
    return load;
  }

  #search(targets: number): number {
    const share = this.#balancer.share(targets);
    const full = share.station.capacity * share.count;
    const { slo, service } = this.#plan;
    let meets = 0;
    let misses = 1 + 2 ** -40;
    while (misses - meets > 1e-12) {
      const middle = (meets + misses) / 2;
      if (minuteMeetsSlo(share, middle * full, slo, service.timeoutSeconds)) meets = middle;
      else misses = middle;
    }
    return Math.min(1, meets) * full;
  }
}

/** By the universal scalability law n targets carry the most at n = √((1 − contention) / coherency). */
function mostUseful({ contention, coherency }: Plan['service']): number {
  const peak = coherency > 0 ? Math.floor(Math.sqrt((1 - contention) / coherency)) : LARGEST_GROUP;
  return Math.min(Math.max(1, peak), LARGEST_GROUP);
}

const LARGEST_GROUP = 100_000;

/** What arithmetic may add to a whole number of targets. */
const ROUNDING = 1e-12;

function minuteMeetsSlo(share: Share, load: number, slo: Slo, timeoutSeconds: number): boolean {
  const { station, count } = share;
  const utilization = load / (station.capacity * count);
  if (utilization <= station.restUtilization) {
    const failed = 60 * load * station.failedShareAtRest(utilization);
    return meetsSlo(slo, station.p95MsAtRest(utilization), failed, 60 * load);
  }
  const totals: FlowTotals = { failed: 0, busySeconds: 0 };
  const latencies = new LatencyMixture(timeoutSeconds);
  new Flow([latencies]).run(share, load, 60, totals);
  return meetsSlo(slo, latencies.quantileMs(0.95, 1e-9), totals.failed, 60 * load);
}

/** Whether a minute keeps to both halves of the SLO; one without requests does. */
export function meetsSlo(slo: Slo, p95Ms: number, failed: number, offered: number): boolean {
  return (
    offered === 0 || (p95Ms <= slo.p95LatencyMs && 100 * failed <= slo.failedPercent * offered)
  );
}
