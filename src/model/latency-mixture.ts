import { fallsTo, responseTail, type WaitingLine } from './mmc.ts';
import type { Station } from './station.ts';

/** Something that is told which requests met which queue. */
export interface LatencyRecorder {
  /** Requests that met a station at rest. */
  atRest(station: Station, utilization: number, requests: number): void;
  /** Requests that came behind a backlog of the station's `restBacklog` or more. */
  behind(station: Station, backlog: number, requests: number): void;
  /** Requests that met no target at all. */
  lost(requests: number): void;
}

/**
 * The response times of requests that met different queues: the mixture of the
 * queues' distributions.
 *
 * A request that fails counts with the timeout, and no response counts as longer.
 */
export class LatencyMixture implements LatencyRecorder {
  readonly #timeoutSeconds: number;
  #parts: Part[] = [];
  #lost = 0;

  constructor(timeoutSeconds: number) {
    this.#timeoutSeconds = timeoutSeconds;
  }

  atRest(station: Station, utilization: number, requests: number): void {
    this.#parts.push({ requests, heapSeconds: 0, line: station.lineAtRest(utilization) });
  }

  behind(station: Station, backlog: number, requests: number): void {
    const heapSeconds = station.heapSeconds(backlog);
    this.#parts.push({ requests, heapSeconds, line: station.line(backlog) });
  }

  lost(requests: number): void {
    this.#lost += requests;
  }

  clear(): void {
    this.#parts = [];
    this.#lost = 0;
  }

  /**
   * The response time in milliseconds that a share of requests does not exceed; NaN where there was none.
   *
   * @param share in (0, 1)
   * @param precision relative
   * @param guessMs where to begin to look
   */
  quantileMs(share: number, precision = 1e-12, guessMs = Number.NaN): number {
    const parts = this.#parts;
    let total = this.#lost;
    for (const { requests } of parts) total += requests;
    if (total === 0) return Number.NaN;
    const tail = (seconds: number) => {
      let slower = this.#lost;
      for (let i = 0; i < parts.length; i++) {
        const { requests, heapSeconds, line } = parts[i];
        slower +=
          requests * (seconds < heapSeconds ? 1 : responseTail(line, seconds - heapSeconds));
      }
      return slower / total;
    };
    if (tail(this.#timeoutSeconds) >= 1 - share) return 1000 * this.#timeoutSeconds;
    const guess = guessMs > 0 ? guessMs / 1000 : parts[0].line.serviceSeconds;
    return 1000 * fallsTo(1 - share, tail, guess, precision);
  }
}

interface Part {
  readonly requests: number;
  readonly heapSeconds: number;
  readonly line: WaitingLine;
}
