import { PlimsollError } from '../../error.ts';
import type { Curve } from '../curve.ts';
import { LONGEST_SECONDS, MOST_STEPS } from '../lay-out.ts';
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
    const periods = isQuietKnown ? ((to - from + 1) * HOUR) / LOG_PERIOD : this.#logged.size;
    const most = (periods * LOG_PERIOD) / this.#stepSeconds;
    if (most > MOST_STEPS)
      throw new PlimsollError(
        'bad-file',
        `${source}: its entries run from ${formatTimestamp(from * HOUR)} to ${formatTimestamp(to * HOUR)}, which in steps of ${this.#stepSeconds} s are ${most} rows, more than the ${MOST_STEPS} that a curve may have; look for a wrong time, or give a longer --step`,
      );
    const timestamps = new Float64Array(most);
    const rates = new Float64Array(most);
    let outside = 0;
    let rows = 0;
    // Rows up to the last one that has requests.
    let length = 0;
    const perPeriod = LOG_PERIOD / this.#stepSeconds;
    for (let period = (from * HOUR) / LOG_PERIOD; period * LOG_PERIOD < (to + 1) * HOUR; period++) {
      const hour = Math.floor((period * LOG_PERIOD) / HOUR);
      const counts = this.#hours.get(hour);
      const isKnown = isQuietKnown || this.#logged.has(period);
      if (!isKnown && counts === undefined) continue;
      const firstStep = (period * LOG_PERIOD - hour * HOUR) / this.#stepSeconds;
      for (let step = firstStep; step < firstStep + perPeriod; step++) {
        const count = counts?.[step] ?? 0;
        if (!isKnown) outside += count;
        else if (count > 0 || rows > 0) {
          timestamps[rows] = hour * HOUR + step * this.#stepSeconds;
          rates[rows] = count / this.#stepSeconds;
          rows++;
          if (count > 0) length = rows;
        }
      }
    }
    return {
      curve: {
        source,
        stepSeconds: this.#stepSeconds,
        timestamps: timestamps.subarray(0, length),
        requestsPerSecond: rates.subarray(0, length),
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
