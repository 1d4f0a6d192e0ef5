import { PlimsollError } from '../../error.ts';
import type { Curve } from '../curve.ts';
import { shown } from '../shown.ts';
import { readTimestamp } from '../timestamp.ts';
import { Arrivals } from './arrivals.ts';
import { findFields } from './fields.ts';
import type { RequestTally } from './request-tally.ts';

/** What a log came to, and what of it is not in the curve, or less well known. */
export interface AlbLogResult {
  /** In steps of `stepSeconds`; two rows or more. */
  readonly curve: Curve;
  readonly entries: number;
  /** Lines that are no entry, and the first of them in words. */
  readonly broken: { readonly count: number; readonly first: readonly string[] };
  /** Entries whose `request_creation_time` is missing or `-`: the time of the answer stands in. */
  readonly withoutArrival: number;
  /** Entries with fields that are not known yet; these are ignored. */
  readonly withNewFields: number;
  /** Entries that arrived in five minutes of which there is no log; they are not in the curve. */
  readonly outside: number;
}

/**
 * Access logs of an Application Load Balancer, line by line in any order, as a curve.
 *
 * A request counts at its arrival, `request_creation_time`; `time` is when the load
 * balancer answered, so that a request of a minute, or a WebSocket of an hour, would
 * count a minute or an hour late. It stands in where there is no arrival.
 *
 * Source: AWS, "Access logs for your Application Load Balancer", access log entries.
 */
export class AlbLog {
  readonly #arrivals: Arrivals;
  readonly #tally: RequestTally | undefined;
  readonly #begins = new Int32Array(KNOWN_FIELDS + 1);
  readonly #firstBroken: string[] = [];
  #entries = 0;
  #broken = 0;
  #withoutArrival = 0;
  #withNewFields = 0;

  /**
   * @param stepSeconds of the curve; whole seconds that divide a minute
   * @param tally counts the requests too, if given
   */
  constructor(stepSeconds: number, tally?: RequestTally) {
    this.#arrivals = new Arrivals(stepSeconds);
    this.#tally = tally;
  }

  /** Takes the line `bytes[start, end)` of a file. */
  take(bytes: Uint8Array, start: number, end: number, source: string, line: number): void {
    if (start === end) return;
    const begins = this.#begins;
    const fields = findFields(bytes, start, end, begins);
    if (fields <= REQUEST) {
      this.#refuse(
        `${source}:${line}: ${fields === 0 ? 'a quotation mark is never closed' : `${fields} of at least ${REQUEST + 1} fields`}`,
      );
      return;
    }
    const answered = readTimestamp(bytes, begins[TIME], begins[TIME + 1] - 1);
    const isDated = fields > CREATION && bytes[begins[CREATION]] !== DASH;
    const arrived = isDated
      ? readTimestamp(bytes, begins[CREATION], begins[CREATION + 1] - 1)
      : answered;
    if (Number.isNaN(answered) || Number.isNaN(arrived)) {
      const field = Number.isNaN(answered) ? TIME : CREATION;
      const text = decode(bytes, begins[field], begins[field + 1] - 1);
      this.#refuse(
        `${source}:${line}: ${field === TIME ? 'time' : 'request_creation_time'} ${shown(text)} is no time`,
      );
      return;
    }
    this.#entries++;
    if (!isDated) this.#withoutArrival++;
    if (fields > KNOWN_FIELDS) this.#withNewFields++;
    this.#arrivals.add(arrived, answered);
    this.#tally?.add(bytes, begins[REQUEST] + 1, begins[REQUEST + 1] - 2);
  }

  /**
   * Throws a `PlimsollError` (`bad-file`) when there is no entry, or too few for a curve.
   *
   * @param isQuietKnown whether five minutes without any entry had no request; else they are a gap
   */
  finish(source: string, isQuietKnown: boolean): AlbLogResult {
    if (this.#entries === 0)
      throw new PlimsollError('bad-file', [
        `${source}: ${this.#broken === 0 ? 'holds no line' : 'no line is an entry of an Application Load Balancer’s access log'}`,
        ...this.#firstBroken,
      ]);
    const { curve, outside } = this.#arrivals.finish(source, isQuietKnown);
    if (curve.timestamps.length < 2)
      throw new PlimsollError(
        'bad-file',
        `${source}: its ${this.#entries} entries lie in one step of ${curve.stepSeconds} s, and a curve takes two or more; give more of the log, or a shorter --step`,
      );
    return {
      curve,
      entries: this.#entries,
      broken: { count: this.#broken, first: this.#firstBroken },
      withoutArrival: this.#withoutArrival,
      withNewFields: this.#withNewFields,
      outside,
    };
  }

  #refuse(problem: string): void {
    this.#broken++;
    if (this.#firstBroken.length < SHOWN) this.#firstBroken.push(problem);
  }
}

function decode(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder().decode(bytes.subarray(start, end));
}

/** Fields by their place, from 0. */
const TIME = 1;
const REQUEST = 12;
const CREATION = 21;
/** From `type` to `conn_trace_id`. */
const KNOWN_FIELDS = 30;
const DASH = 45;
const SHOWN = 3;
