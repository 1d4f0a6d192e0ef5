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
    let left = seconds;
    while (left > 0 && !(utilization <= station.restUtilization && this.isAtRest(share))) {
      const waiting = station.step(Math.max(station.restBacklog, this.backlog / count), each, 1);
      this.backlog = waiting * count;
      totals.failed += arrivals * station.failedShare(waiting);
      totals.busySeconds += station.utilization(waiting);
      if (arrivals > 0) {
        for (const recorder of this.#recorders) recorder.behind(station, waiting, arrivals);
      }
      left -= 1;
    }
    if (left === 0) return;
    this.backlog = 0;
    totals.failed += arrivals * left * station.failedShareAtRest(utilization);
    totals.busySeconds += utilization * left;
    if (arrivals > 0) {
      for (const recorder of this.#recorders)
        recorder.atRest(station, utilization, arrivals * left);
    }
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
