import { createHash } from 'node:crypto';

export const TRACE_HEADER = 'X-Amzn-Trace-Id';

/**
 * The trace ids of a run: `Root=1-<8 hex digits>-<24 hex digits>;Plimsoll=<run>-<n>`.
 * A load balancer keeps both fields, passes them on and logs them, so that its log and
 * the targets' can be joined with the run. The 24 digits are 14 of the run's id, hashed,
 * and 10 of the arrival's number.
 * Source: AWS, "Request tracing for your Application Load Balancer".
 */
export class TraceIds {
  readonly #digits: string;
  readonly #field: string;
  /** What the ids of a second begin with, since tens of thousands do. */
  #second = Number.NaN;
  #begin = '';

  constructor(runId: string) {
    this.#digits = createHash('sha256').update(runId).digest('hex').slice(0, 14);
    // A semicolon would end the field.
    this.#field = `;Plimsoll=${encodeURIComponent(runId)}-`;
  }

  /**
   * @param n the arrival's number
   * @param seconds since the epoch, at which it is due
   */
  of(n: number, seconds: number): string {
    const second = Math.floor(seconds);
    if (second !== this.#second) {
      this.#second = second;
      this.#begin = `Root=1-${hex(second, 8)}-${this.#digits}`;
    }
    return this.#begin + hex(n, 10) + this.#field + n;
  }
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0').slice(-digits);
}
