import { LatencyMixture, type LatencyRecorder } from './latency-mixture.ts';
import type { Station } from './station.ts';

/**
 * How many requests met which queue over a long time, and from it the percentiles
 * of their response times.
 *
 * Not latencies are counted but the queues they came from: each bin keeps its
 * requests and their mean utilization (at rest) or backlog (behind one). So a load
 * that never changes has the exact percentiles of its queue.
 */
export class LatencyTally implements LatencyRecorder {
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

  atRest(station: Station, utilization: number, requests: number): void {
    this.of(station).atRest(utilization, requests);
  }

  behind(station: Station, backlog: number, requests: number): void {
    this.of(station).behind(backlog, requests);
  }

  lost(requests: number): void {
    this.#lost += requests;
  }

  /**
   * Response times in milliseconds, one for each share of requests asked for; NaN where there was no request.
   *
   * @param shares in (0, 1)
   * @param precision relative
   */
  quantilesMs(shares: readonly number[], precision = 1e-12): number[] {
    const mixture = new LatencyMixture(this.#timeoutSeconds);
    for (const tally of this.#stations.values()) tally.addTo(mixture);
    if (this.#lost > 0) mixture.lost(this.#lost);
    return shares.map((share) => mixture.quantileMs(share, precision));
  }
}

/** The requests of one station, in bins: equally spaced in utilization at rest, on a logarithm of the backlog behind one. */
export class StationTally {
  readonly #station: Station;
  readonly #restScale: number;
  readonly #requests = new Float64Array(REST_BINS + BACKLOG_BINS);
  /** Requests × their utilization or backlog. */
  readonly #levels = new Float64Array(REST_BINS + BACKLOG_BINS);

  constructor(station: Station) {
    this.#station = station;
    this.#restScale = (REST_BINS - 1) / station.restUtilization;
  }

  /** Requests that met the station at rest. */
  atRest(utilization: number, requests: number): void {
    const bin = (utilization * this.#restScale) | 0;
    this.#requests[bin] += requests;
    this.#levels[bin] += requests * utilization;
  }

  /** Requests that came behind a backlog of the station's `restBacklog` or more. */
  behind(backlog: number, requests: number): void {
    const octaves = Math.log2(backlog / this.#station.restBacklog);
    const bin = REST_BINS + Math.min(BACKLOG_BINS - 1, (octaves * BINS_PER_OCTAVE) | 0);
    this.#requests[bin] += requests;
    this.#levels[bin] += requests * backlog;
  }

  addTo(recorder: LatencyRecorder): void {
    this.#requests.forEach((requests, bin) => {
      if (requests === 0) return;
      const level = this.#levels[bin] / requests;
      if (bin < REST_BINS) recorder.atRest(this.#station, level, requests);
      else recorder.behind(this.#station, level, requests);
    });
  }
}

const REST_BINS = 512;
const BACKLOG_BINS = 256;
const BINS_PER_OCTAVE = 16;
