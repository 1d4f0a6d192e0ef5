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
  readonly #stations = new Map<Station, Bins>();
  #current: Bins | undefined;
  #lost = 0;

  constructor(timeoutSeconds: number) {
    this.#timeoutSeconds = timeoutSeconds;
  }

  /** Requests that met a station at rest. */
  atRest(station: Station, utilization: number, requests: number): void {
    const bins = this.#bins(station);
    count(bins, (utilization * bins.restScale) | 0, utilization, requests);
  }

  /** Requests that came behind a backlog of the station's `restBacklog` or more. */
  behind(station: Station, backlog: number, requests: number): void {
    const bins = this.#bins(station);
    const octaves = Math.log2(backlog / station.restBacklog);
    const k = REST_BINS + Math.min(BACKLOG_BINS - 1, (octaves * BINS_PER_OCTAVE) | 0);
    count(bins, k, backlog, requests);
  }

  /** Requests that met no target at all. */
  lost(requests: number): void {
    this.#lost += requests;
  }

  clear(): void {
    for (const bins of this.#stations.values()) {
      bins.requests.fill(0, bins.first, bins.end);
      bins.levels.fill(0, bins.first, bins.end);
      bins.first = bins.requests.length;
      bins.end = 0;
    }
    this.#lost = 0;
  }

  /**
   * Response times in milliseconds, one for each share of requests asked for; NaN where there was no request.
   *
   * @param shares in (0, 1)
   */
  quantilesMs(shares: readonly number[]): number[] {
    const parts = this.#parts();
    const total = parts.reduce((sum, { requests }) => sum + requests, this.#lost);
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
      return 1000 * fallsTo(1 - share, tail, parts[0].line.serviceSeconds);
    });
  }

  #bins(station: Station): Bins {
    if (this.#current?.station === station) return this.#current;
    let bins = this.#stations.get(station);
    if (bins === undefined) {
      bins = {
        station,
        restScale: (REST_BINS - 1) / station.restUtilization,
        requests: new Float64Array(REST_BINS + BACKLOG_BINS),
        levels: new Float64Array(REST_BINS + BACKLOG_BINS),
        first: REST_BINS + BACKLOG_BINS,
        end: 0,
      };
      this.#stations.set(station, bins);
    }
    this.#current = bins;
    return bins;
  }

  #parts(): Part[] {
    const parts: Part[] = [];
    for (const { station, requests, levels, first, end } of this.#stations.values()) {
      for (let k = first; k < end; k++) {
        if (requests[k] === 0) continue;
        const level = levels[k] / requests[k];
        parts.push(
          k < REST_BINS
            ? { requests: requests[k], heapSeconds: 0, line: station.lineAtRest(level) }
            : {
                requests: requests[k],
                heapSeconds: station.heapSeconds(level),
                line: station.line(level),
              },
        );
      }
    }
    return parts;
  }
}

const REST_BINS = 512;
const BACKLOG_BINS = 256;
const BINS_PER_OCTAVE = 16;

interface Bins {
  readonly station: Station;
  readonly restScale: number;
  /** Rest bins, equally spaced in utilization, then backlog bins, equally spaced on a logarithm. */
  readonly requests: Float64Array;
  /** Requests × their utilization or backlog. */
  readonly levels: Float64Array;
  /** The bins that hold anything lie in first … end − 1. */
  first: number;
  end: number;
}

function count(bins: Bins, k: number, level: number, requests: number): void {
  bins.requests[k] += requests;
  bins.levels[k] += requests * level;
  if (k < bins.first) bins.first = k;
  if (k >= bins.end) bins.end = k + 1;
}

interface Part {
  readonly requests: number;
  readonly heapSeconds: number;
  readonly line: WaitingLine;
}
