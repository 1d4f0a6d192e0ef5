import { meanWaiting, responseQuantile, steadyState, type WaitingLine, waitTail } from './mmc.ts';

/**
 * A queue in front of a number of servers, in its steady state and out of it.
 *
 * Its whole state is the backlog: the mean number of requests that wait. The
 * backlog grows by what arrives and drains by what is served, and how busy the
 * servers are follows from the backlog alone: it is the utilization at which an
 * M/M/c queue has just this backlog in its steady state (the pointwise stationary
 * fluid flow approximation; Wang, Tipper & Banerjee, INFOCOM 1996). So the backlog
 * of one second is carried into the next, near saturation too, and a constant load
 * ends in the steady state of M/M/c, unless that takes very long.
 *
 * Three regions, by how long M/M/c takes to settle, 1/(√capacity − √arrivals)²:
 *
 * - *at rest*: it settles within seconds, so the steady state holds at once;
 * - *congested*: the backlog is followed second by second, the wait is that of the
 *   steady state with this backlog;
 * - *fluid*: it would take longer than ten minutes, so what is above is a plain
 *   heap that shifts every wait by the time it takes to work it off, and the
 *   servers are soon fully busy.
 *
 * A request that would wait longer than the timeout fails and leaves the queue
 * unserved, and never joins the backlog.
 *
 * Every figure rises with the backlog, and the backlog with the load: at a fixed
 * capacity more load never means lower latency or fewer failures.
 */
export class Station {
  /** Requests served at a time, 1 or more. */
  readonly servers: number;
  /** Requests per second at full utilization. */
  readonly capacity: number;
  readonly serviceSeconds: number;
  readonly timeoutSeconds: number;
  /** Up to this utilization the queue is at rest. */
  readonly restUtilization: number;
  /** The backlog that goes with it. */
  readonly restBacklog: number;
  /** Above this backlog the rest is a fluid heap. */
  readonly fluidBacklog: number;

  readonly #timeoutMs: number;
  readonly #restScale: number;
  readonly #fluidUtilization: number;
  readonly #rest: RestTable;
  readonly #congested: CongestedTable;

  constructor(servers: number, capacity: number, serviceSeconds: number, timeoutSeconds: number) {
    this.servers = servers;
    this.capacity = capacity;
    this.serviceSeconds = serviceSeconds;
    this.timeoutSeconds = timeoutSeconds;
    this.restUtilization = settlesWithin(REST_SECONDS, capacity);
    this.#fluidUtilization = settlesWithin(FLUID_SECONDS, capacity);
    this.#timeoutMs = 1000 * timeoutSeconds;
    this.#restScale = REST_POINTS / this.restUtilization;
    this.#rest = restTable(this);
    this.#congested = congestedTable(this, this.#fluidUtilization);
    this.restBacklog = this.#congested.backlog[0];
    this.fluidBacklog = this.#congested.backlog[CONGESTED_POINTS];
  }

  /** 95th percentile of the response time at rest, in milliseconds, no more than the timeout. */
  p95MsAtRest(utilization: number): number {
    const p95 = this.#atRest(this.#rest.scaledP95Ms, utilization) / (1 - utilization);
    return p95 < this.#timeoutMs ? p95 : this.#timeoutMs;
  }

  /** Whether even at rest some requests wait longer than the timeout. */
  get failsAtRest(): boolean {
    return this.#rest.failedShare[REST_POINTS] > 0;
  }

  /** Share of requests that wait longer than the timeout, at rest. */
  failedShareAtRest(utilization: number): number {
    return this.#atRest(this.#rest.failedShare, utilization);
  }

  /** Linear between the rows of a table over utilizations. */
  #atRest(table: Float64Array, utilization: number): number {
    const at = utilization * this.#restScale;
    const row = at | 0;
    return table[row] + (at - row) * (table[row + 1] - table[row]);
  }

  /** The waiting line at rest. */
  lineAtRest(utilization: number): WaitingLine {
    return steadyState(this.servers, this.capacity, this.serviceSeconds, utilization);
  }

  /** The waiting line behind a backlog of `restBacklog` or more, without the fluid heap before it. */
  line(backlog: number): WaitingLine {
    this.#look(backlog);
    return {
      waits: this.#waits,
      drain: this.capacity * (1 - Math.min(this.#busy, this.#fluidUtilization)),
      serviceSeconds: this.serviceSeconds,
    };
  }

  /** Seconds it takes to work off the fluid heap of this backlog. */
  heapSeconds(backlog: number): number {
    return backlog > this.fluidBacklog ? (backlog - this.fluidBacklog) / this.capacity : 0;
  }

  /** Share of time the servers are busy behind a backlog of `restBacklog` or more. */
  utilization(backlog: number): number {
    this.#look(backlog);
    return this.#busy;
  }

  /** Share of arrivals that wait longer than the timeout behind a backlog of `restBacklog` or more. */
  failedShare(backlog: number): number {
    this.#look(backlog);
    return this.#failed;
  }

  /**
   * The backlog after `seconds` of a constant arrival rate, by one backward Euler
   * step: it preserves order (a higher rate or a higher backlog never ends lower)
   * however stiff the queue is. Solved by Newton's method inside a bracket.
   *
   * @param arrivals requests per second
   * @returns a backlog of `restBacklog` or more
   */
  step(backlog: number, arrivals: number, seconds: number): number {
    const { capacity } = this;
    let low = this.restBacklog;
    let high = backlog + seconds * arrivals;
    let next = backlog > low ? backlog : low;
    for (let i = 0; i < 60; i++) {
      this.#look(next);
      const excess =
        next - backlog - seconds * (arrivals * (1 - this.#failed) - capacity * this.#busy);
      if (excess > 0) high = next;
      else low = next;
      const slope = 1 + seconds * (arrivals * this.#failedSlope + capacity * this.#busySlope);
      let newton = next - excess / slope;
      if (newton <= low || newton >= high) {
        if (
          newton <= this.restBacklog &&
          low === this.restBacklog &&
          this.#drains(backlog, arrivals, seconds)
        )
          return low;
        newton = (low + high) / 2;
      }
      const moved = Math.abs(newton - next);
      next = newton;
      if (moved <= 1e-10 * next) break;
    }
    return next;
  }

  /** Whether even the backlog at rest is more than what the step leaves. */
  #drains(backlog: number, arrivals: number, seconds: number): boolean {
    this.#look(this.restBacklog);
    const left = backlog + seconds * (arrivals * (1 - this.#failed) - this.capacity * this.#busy);
    return left <= this.restBacklog;
  }

  // What #look found at a backlog, kept in fields: it runs for every busy second.
  #waits = 0;
  #busy = 0;
  #busySlope = 0;
  #failed = 0;
  #failedSlope = 0;

  #look(backlog: number): void {
    const { fluidBacklog, capacity, timeoutSeconds } = this;
    const fluid = this.#fluidUtilization;
    const table = this.#congested;
    if (backlog < fluidBacklog) {
      const rows = table.backlog;
      let low = 0;
      let high = CONGESTED_POINTS;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (rows[middle] <= backlog) low = middle;
        else high = middle;
      }
      const into = backlog - rows[low];
      const width = rows[high] - rows[low];
      this.#busySlope = (table.utilization[high] - table.utilization[low]) / width;
      this.#busy = table.utilization[low] + into * this.#busySlope;
      this.#waits = table.waits[low] + (into / width) * (table.waits[high] - table.waits[low]);
      const drain = capacity * (1 - this.#busy);
      this.#failed = this.#waits * Math.exp(-drain * timeoutSeconds);
      this.#failedSlope = this.#failed * capacity * timeoutSeconds * this.#busySlope;
      return;
    }
    // The tangent of 1 − 1/backlog: fully busy at twice the fluid backlog.
    const slope = (1 - fluid) / fluidBacklog;
    const tangent = fluid + (backlog - fluidBacklog) * slope;
    this.#busy = tangent < 1 ? tangent : 1;
    this.#busySlope = tangent < 1 ? slope : 0;
    this.#waits = table.waits[CONGESTED_POINTS];
    const drain = capacity * (1 - fluid);
    const patience = timeoutSeconds - (backlog - fluidBacklog) / capacity;
    this.#failed = patience > 0 ? this.#waits * Math.exp(-drain * patience) : 1;
    this.#failedSlope = patience > 0 ? this.#failed * (1 - fluid) : 0;
  }
}

/** M/M/c settles within this time: taken as settled. */
const REST_SECONDS = 10;
/** It takes longer than this: a heap, not a queue in its steady state. */
const FLUID_SECONDS = 600;

const REST_POINTS = 512;
const CONGESTED_POINTS = 128;

/** The utilization at which 1/(√capacity − √arrivals)² = seconds. */
function settlesWithin(seconds: number, capacity: number): number {
  // Below one request in seconds/9 the queue hardly exists; keep a region of rest.
  return (1 - 1 / Math.max(3, Math.sqrt(capacity * seconds))) ** 2;
}

/** Over utilizations 0 … restUtilization, equally spaced. */
interface RestTable {
  /** (1 − ρ) · p95 is nearly straight where p95 alone has a pole. */
  readonly scaledP95Ms: Float64Array;
  readonly failedShare: Float64Array;
}

function restTable(station: Station): RestTable {
  // One row more, for a utilization that rounding lifts onto the last one.
  const scaledP95Ms = new Float64Array(REST_POINTS + 2);
  const failedShare = new Float64Array(REST_POINTS + 2);
  for (let k = 0; k <= REST_POINTS; k++) {
    const utilization = (k / REST_POINTS) * station.restUtilization;
    const line = station.lineAtRest(utilization);
    scaledP95Ms[k] = 1000 * responseQuantile(line, 0.95) * (1 - utilization);
    failedShare[k] = waitTail(line, station.timeoutSeconds);
    // Less than a request in a year of a million a second.
    if (failedShare[k] < 1e-14) failedShare[k] = 0;
  }
  return { scaledP95Ms, failedShare };
}

/** Over utilizations restUtilization … fluidUtilization, idle shares equally spaced on a logarithm. */
interface CongestedTable {
  readonly utilization: Float64Array;
  readonly backlog: Float64Array;
  readonly waits: Float64Array;
}

function congestedTable(station: Station, fluidUtilization: number): CongestedTable {
  const utilization = new Float64Array(CONGESTED_POINTS + 1);
  const backlog = new Float64Array(CONGESTED_POINTS + 1);
  const waits = new Float64Array(CONGESTED_POINTS + 1);
  const idleAtRest = 1 - station.restUtilization;
  const ratio = (1 - fluidUtilization) / idleAtRest;
  for (let k = 0; k <= CONGESTED_POINTS; k++) {
    utilization[k] = 1 - idleAtRest * ratio ** (k / CONGESTED_POINTS);
    waits[k] = station.lineAtRest(utilization[k]).waits;
    backlog[k] = meanWaiting(waits[k], utilization[k]);
  }
  return { utilization, backlog, waits };
}
