import { PlimsollError } from '../error.ts';
import { whyBadShape, whyBadTime } from './bad-row.ts';
import { BadRows } from './bad-rows.ts';
import type { Columns } from './columns.ts';
import { parseDecimal } from './decimal.ts';
import { shown } from './shown.ts';

/** The rows of a curve file as they are read: the good ones as two columns, the others as problems. */
export class Rows {
  readonly columns: Columns;
  readonly #source: string;
  readonly #bad: BadRows;
  #timestamps: Float64Array<ArrayBuffer>;
  #values: Float64Array<ArrayBuffer>;
  #count = 0;
  #lastTime = Number.NEGATIVE_INFINITY;
  #lastLine = 0;

  /** `expected` rows are room made at the start; more are taken too. */
  constructor(columns: Columns, source: string, expected: number) {
    this.columns = columns;
    this.#timestamps = new Float64Array(expected);
    this.#values = new Float64Array(expected);
    this.#source = source;
    this.#bad = new BadRows(source);
  }

  /** Whether the row is good; NaN, an infinite or negative value or a time out of order is not. */
  take(line: number, timestamp: number, value: number): boolean {
    if (!(timestamp > this.#lastTime && value >= 0 && value < Number.POSITIVE_INFINITY))
      return false;
    if (this.#count === this.#timestamps.length) {
      this.#timestamps = doubled(this.#timestamps);
      this.#values = doubled(this.#values);
    }
    this.#timestamps[this.#count] = timestamp;
    this.#values[this.#count] = value + 0; // -0 becomes 0
    this.#count++;
    this.#lastTime = timestamp;
    this.#lastLine = line;
    return true;
  }

  /** Records why `take` refused the row. */
  refuseRow(line: number, time: string, value: string): void {
    const before = { line: this.#lastLine, seconds: this.#lastTime };
    this.#bad.add(line, whyBadTime(time, before) ?? this.#whyBadValue(value));
  }

  /** Records a row with fewer or more fields than the header. */
  refuseShape(line: number, fields: number, text: string): void {
    this.#bad.add(line, whyBadShape(fields, this.columns.count, text));
  }

  /** The columns of all rows, or a `PlimsollError`. */
  finish(): { columns: Columns; timestamps: Float64Array; values: Float64Array } {
    this.#bad.refuse();
    if (this.#count < 2)
      throw new PlimsollError(
        'bad-file',
        this.#count === 0
          ? `${this.#source}: no rows after the header`
          : `${this.#source}: only one row; a curve takes two or more, for its step is the time between them`,
      );
    return {
      columns: this.columns,
      timestamps: this.#timestamps.subarray(0, this.#count),
      values: this.#values.subarray(0, this.#count),
    };
  }

  #whyBadValue(value: string): string {
    const name = this.columns.valueName;
    const cure = 'remove the row where the load is unknown';
    if (value === '') return `${name} is empty; ${cure}, write 0 where there was none`;
    return `${name} ${shown(value)} is ${parseDecimal(value) < 0 ? 'negative' : 'not a finite number'}; ${cure}`;
  }
}

function doubled(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(column.length * 2 + 1);
  larger.set(column);
  return larger;
}
