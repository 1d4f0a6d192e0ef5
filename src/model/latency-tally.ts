import { fallsTo, responseTail, type WaitingLine } from './mmc.ts';
import type { Station } from './station.ts';

/**
 * How many requests met which queue, and from it the percentiles of their
 * response times.
 *
 * Not latencies are counted but the queues they came from: each bin keeps its
 * requests and their mean utilization (at rest) or backlog (behind one), and the
 * distribution of the whole is the mixture of the bins' distributions. So a load
 * that never changes has the exact percentiles of its queue.
 *
 * A request that fails counts with the timeout, and no response counts as longer.
 */
export class LatencyTally {
  readonly #timeoutSeconds: number;
  readonly #stations = new Map<Station, StationTally>();
  #lost = 0;

  constructor(timeoutSeconds: number) {
    this.#timeoutSeconds = timeoutSeconds;
  }

  /** Where the requests of a station are counted. */
  of(station: Station): StationTally {
    let tally = this.#stations.get(station);
    if (tally === undefined) {
      tally = new StationTally(station);
      this.#stations.set(station, tally);
    }
    return tally;
  }

  /** Requests that met no target at all. */
  lost(requests: number): void {
    this.#lost += requests;
  }

  clear(): void {
    for (const tally of this.#stations.values()) tally.clear();
    this.#lost = 0;
  }

  /**
   * Response times in milliseconds, one for each share of requests asked for; NaN where there was no request.
   *
   * @param shares in (0, 1)
   * @param precision relative
   * @param guessMs where to begin to look
   */
  quantilesMs(shares: readonly number[], precision = 1e-12, guessMs = Number.NaN): number[] {
    const parts: Part[] = [];
    for (const tally of this.#stations.values()) tally.collect(parts);
    let total = this.#lost;
    for (const { requests } of parts) total += requests;
    if (total === 0) return shares.map(() => Number.NaN);
    const tail = (seconds: number) => {
      let slower = this.#lost;
      for (const { requests, heapSeconds, line } of parts) {
        slower +=
          requests * (seconds < heapSeconds ? 1 : responseTail(line, seconds - heapSeconds));
      }
      return slower / total;
    };
    return shares.map((share) => {
      if (tail(this.#timeoutSeconds) >= 1 - share) return 1000 * this.#timeoutSeconds;
      const guess = guessMs > 0 ? guessMs / 1000 : parts[0].line.serviceSeconds;
      return 1000 * fallsTo(1 - share, tail, guess, precision);
    });
  }
}

/** The requests of one station, in bins: equally spaced in utilization at rest, on a logarithm of the backlog behind one. */
export class StationTally {
  readonly #station: Station;
  readonly #restScale: number;
  readonly #requests = new Float64Array(REST_BINS + BACKLOG_BINS);
  /** Requests × their utilization or backlog. */
  readonly #levels = new Float64Array(REST_BINS + BACKLOG_BINS);
  // The bins that hold anything lie in first … end − 1.
  #first = REST_BINS + BACKLOG_BINS;
  #end = 0;

  constructor(station: Station) {
    this.#station = station;
    this.#restScale = (REST_BINS - 1) / station.restUtilization;
  }

  /** Requests that met the station at rest. */
  atRest(utilization: number, requests: number): void {
    this.#count((utilization * this.#restScale) | 0, utilization, requests);
  }

  /** Requests that came behind a backlog of the station's `restBacklog` or more. */
  behind(backlog: number, requests: number): void {
    const octaves = Math.log2(backlog / this.#station.restBacklog);
    const bin = Math.min(BACKLOG_BINS - 1, (octaves * BINS_PER_OCTAVE) | 0);
    this.#count(REST_BINS + bin, backlog, requests);
  }

  clear(): void {
    this.#requests.fill(0, this.#first, this.#end);
    this.#levels.fill(0, this.#first, this.#end);
    this.#first = REST_BINS + BACKLOG_BINS;
    this.#end = 0;
  }

  collect(parts: Part[]): void {
    const station = this.#station;
    for (let bin = this.#first; bin < this.#end; bin++) {
      const requests = this.#requests[bin];
      if (requests === 0) continue;
      const level = this.#levels[bin] / requests;
      if (bin < REST_BINS)
        parts.push({ requests, heapSeconds: 0, line: station.lineAtRest(level) });
      else
        parts.push({
          requests,
          heapSeconds: station.heapSeconds(level),
          line: station.line(level),
        });
    }
  }

  #count(bin: number, level: number, requests: number): void {
    this.#requests[bin] += requests;
    this.#levels[bin] += requests * level;
    if (bin < this.#first) this.#first = bin;
    if (bin >= this.#end) this.#end = bin + 1;
  }
}

const REST_BINS = 512;
const BACKLOG_BINS = 256;
const BINS_PER_OCTAVE = 16;

interface Part {
  readonly requests: number;
  readonly heapSeconds: number;
  readonly line: WaitingLine;
}
