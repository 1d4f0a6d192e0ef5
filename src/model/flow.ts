import type { Share } from './balancer.ts';
import type { LatencyRecorder } from './latency-mixture.ts';

/** What a stretch of time made of the load; sums since they were last cleared. */
export interface FlowTotals {
  /** Requests that waited longer than the timeout or met no target. */
  failed: number;
  /** Share of time the targets were busy × seconds. */
  busySeconds: number;
}

/**
 * The requests on their way through the targets: carries the backlog from one
 * stretch of constant load and constant capacity into the next.
 */
export class Flow {
  /** Requests that wait, over all targets, beyond what waits at rest; 0 when every queue is at rest. */
  backlog = 0;
  readonly #recorders: readonly LatencyRecorder[];

  /** @param recorders are told of every request */
  constructor(recorders: readonly LatencyRecorder[]) {
    this.#recorders = recorders;
  }

  /**
   * @param share undefined when no target is healthy: the load balancer then fails
   *   open to targets that have not booted, so every request fails
   * @param arrivals requests per second over all targets; NaN where the load is
   *   unknown: then nothing is counted, and what waited is taken as served
   * @param seconds a whole number
   */
  run(share: Share | undefined, arrivals: number, seconds: number, totals: FlowTotals): void {
    if (Number.isNaN(arrivals)) {
      this.backlog = 0;
      totals.busySeconds = Number.NaN;
      return;
    }
    if (share === undefined) {
      this.#lose(arrivals * seconds, totals);
      return;
    }
    const { station, count } = share;
    const each = arrivals / count;
    const utilization = each / station.capacity;
    let elapsed = 0;
    while (elapsed < seconds) {
      if (utilization <= station.restUtilization && this.isAtRest(share)) break;
      elapsed += this.#congested(share, arrivals, elapsed, seconds, totals);
    }
    const left = seconds - elapsed;
    if (left === 0) return;
    this.backlog = 0;
    totals.failed += arrivals * left * station.failedShareAtRest(utilization);
    totals.busySeconds += utilization * left;
    if (arrivals > 0) {
      for (const recorder of this.#recorders)
        recorder.atRest(station, utilization, arrivals * left);
    }
  }

  /**
   * One step behind a backlog: a second at first, longer as the stretch goes on.
   * Step lengths depend on the time elapsed and not on the load, so that a higher
   * load meets the same steps and never ends with a smaller backlog; only what has
   * settled takes the rest of the stretch at once.
   *
   * @returns its seconds
   */
  #congested(
    { station, count }: Share,
    arrivals: number,
    elapsed: number,
    seconds: number,
    totals: FlowTotals,
  ): number {
    const before = Math.max(station.restBacklog, this.backlog / count);
    let step = Math.min(Math.max(1, elapsed >> 1), seconds - elapsed);
    const after = station.step(before, arrivals / count, step);
    if (Math.abs(after - before) <= SETTLED * before) step = seconds - elapsed;
    this.backlog = after * count;
    totals.failed += arrivals * step * station.failedShare(after);
    totals.busySeconds += step * station.utilization(after);
    if (arrivals > 0) {
      const mean = (before + after) / 2;
      for (const recorder of this.#recorders) recorder.behind(station, mean, arrivals * step);
    }
    return step;
  }

  /** Whether no more waits than does at rest: then a load that leaves the queues at rest needs no cutting into seconds. */
  isAtRest({ station, count }: Share): boolean {
    return this.backlog <= station.restBacklog * count;
  }

  /** Requests that come while no target is healthy are lost, and so is what waited. */
  #lose(requests: number, totals: FlowTotals): void {
    totals.failed += requests + this.backlog;
    this.backlog = 0;
    if (requests > 0) for (const recorder of this.#recorders) recorder.lost(requests);
  }
}

/** A backlog that changes by less of itself in a step stays as it is. */
const SETTLED = 1e-9;
