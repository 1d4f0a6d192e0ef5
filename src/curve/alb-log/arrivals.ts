import { PlimsollError } from '../../error.ts';
import type { Curve } from '../curve.ts';
import { LONGEST_SECONDS } from '../lay-out.ts';
import { formatTimestamp } from '../timestamp.ts';

/** The times of requests as counts a step, and for which five minutes there is a log at all. */
export class Arrivals {
  readonly #stepSeconds: number;
  /** Counts of each step of an hour, by the hour's number since the epoch. */
  readonly #hours = new Map<number, Float64Array>();
  /** The five minutes, by their number since the epoch, in which anything was answered. */
  readonly #logged = new Set<number>();
  #lastHour = Number.NaN;
  #counts: Float64Array = new Float64Array(0);

  /** @param stepSeconds whole seconds that divide a minute */
  constructor(stepSeconds: number) {
    this.#stepSeconds = stepSeconds;
  }

  /**
   * @param arrived epoch seconds at which the load balancer had the request
   * @param answered epoch seconds at which it wrote the entry
   */
  add(arrived: number, answered: number): void {
    const hour = Math.floor(arrived / HOUR);
    if (hour !== this.#lastHour) this.#counts = this.#hour(hour);
    this.#counts[Math.floor((arrived - hour * HOUR) / this.#stepSeconds)]++;
    this.#logged.add(Math.floor(answered / LOG_PERIOD));
  }

  /**
   * The requests a second, from the first step with a request to the last.
   *
   * A load balancer's node writes a file each five minutes, of what it answered in
   * them. Where no entry at all was answered in such five minutes their files may be
   * missing, and so they are unknown; where one was, a step without a request had
   * none. What arrived in five minutes of which there is no file (it was answered
   * later) says nothing of how many others did: it is left out and counted.
   *
   * @param isQuietKnown whether five minutes without any entry had no request
   */
  finish(source: string, isQuietKnown: boolean): { curve: Curve; outside: number } {
    const hours = [...this.#hours.keys()].sort((a, b) => a - b);
    const [from, to] = [hours[0], hours[hours.length - 1]];
    if ((to - from) * HOUR > LONGEST_SECONDS)
      throw new PlimsollError(
        'bad-file',
        `${source}: its entries run from ${formatTimestamp(from * HOUR)} to ${formatTimestamp(to * HOUR)}, more than twenty years; look for a wrong file`,
      );
    const timestamps: number[] = [];
    const rates: number[] = [];
    let outside = 0;
    // Rows up to the last one that has requests.
    let length = 0;
    for (let hour = from; hour <= to; hour++) {
      const counts = this.#hours.get(hour);
      for (let step = 0; step < HOUR / this.#stepSeconds; step++) {
        const count = counts?.[step] ?? 0;
        const at = hour * HOUR + step * this.#stepSeconds;
        const isKnown = isQuietKnown || this.#logged.has(Math.floor(at / LOG_PERIOD));
        if (!isKnown) outside += count;
        else if (count > 0 || timestamps.length > 0) {
          timestamps.push(at);
          rates.push(count / this.#stepSeconds);
          if (count > 0) length = timestamps.length;
        }
      }
    }
    return {
      curve: {
        source,
        stepSeconds: this.#stepSeconds,
        timestamps: Float64Array.from(timestamps.slice(0, length)),
        requestsPerSecond: Float64Array.from(rates.slice(0, length)),
      },
      outside,
    };
  }

  #hour(hour: number): Float64Array {
    this.#lastHour = hour;
    const there = this.#hours.get(hour);
    if (there !== undefined) return there;
    const counts = new Float64Array(HOUR / this.#stepSeconds);
    this.#hours.set(hour, counts);
    return counts;
  }
}

const HOUR = 3600;
/** Source: AWS, "Access logs for your Application Load Balancer": a file for each node every five minutes. */
const LOG_PERIOD = 300;
