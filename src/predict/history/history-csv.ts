import { type RowBefore, whyBadShape, whyBadTime } from '../../curve/bad-row.ts';
import { BadRows } from '../../curve/bad-rows.ts';
import { parseDecimal } from '../../curve/decimal.ts';
import { shown } from '../../curve/shown.ts';
import { formatTimestamp, parseTimestamp } from '../../curve/timestamp.ts';
import { PlimsollError } from '../../error.ts';
import { type History, PERIOD_SECONDS, requestsPerTarget } from './history.ts';

/** A history as CSV, a row a period, its columns to the last bit: what `parseHistory` reads. */
export function formatHistory(history: History): string {
  const lines = [COLUMNS.join(',')];
  for (let i = 0; i < history.requests.length; i++) lines.push(rowOf(history, i).join(','));
  return `${lines.join('\n')}\n`;
}

/**
 * Reads a history from CSV: the columns that `formatHistory` writes, in any order,
 * others ignored; whole hours, a row each 5 minutes without a gap.
 *
 * Throws a `PlimsollError` (`bad-file`) with a problem a line, each naming
 * `source:line`, the value and the cure.
 */
export function parseHistory(text: string, source = 'history'): History {
  const content = text.replace(/^\uFEFF/, '').trimEnd();
  if (content === '') throw new PlimsollError('bad-file', `${source}: the file is empty`);
  const [header = '', ...lines] = content.split(/\r?\n/);
  const names = fieldsOf(header).map((name) => name.toLowerCase());
  refuseHeader(names, header, source);

  const places = COLUMNS.map((name) => names.indexOf(name));
  const rows = new Rows(source, lines.length);
  for (const [index, line] of lines.entries()) {
    const fields = fieldsOf(line);
    const where = index + 2;
    if (fields.length !== names.length) rows.refuseShape(where, fields.length, names.length, line);
    else
      rows.take(
        where,
        places.map((place) => fields[place] ?? ''),
      );
  }
  return rows.finish();
}

const COLUMNS = [
  'timestamp',
  'instances',
  'utilization_percent',
  'lowest_percent',
  'highest_percent',
  'requests',
  'requests_per_target_per_minute',
] as const;

function rowOf(history: History, i: number): (string | number)[] {
  return [
    formatTimestamp(history.start + i * PERIOD_SECONDS),
    history.instances[i],
    history.utilizationPercent[i],
    history.lowestPercent[i],
    history.highestPercent[i],
    history.requests[i],
    Number(requestsPerTarget(history, i).toFixed(4)),
  ];
}

function fieldsOf(line: string): string[] {
  return line.split(',').map((field) => field.trim());
}

function refuseHeader(names: readonly string[], header: string, source: string): void {
  for (const name of COLUMNS) {
    const problem = !names.includes(name)
      ? `no column "${name}" in ${shown(header)}; the first line must be ${COLUMNS.join(',')}, as plimsoll predict history writes it`
      : names.indexOf(name) !== names.lastIndexOf(name)
        ? `two columns are named "${name}"; keep one`
        : undefined;
    if (problem !== undefined) throw new PlimsollError('bad-file', `${source}:1: ${problem}`);
  }
}

/** The rows as they are read: the good ones as columns, the others as problems. */
class Rows {
  readonly #source: string;
  readonly #bad: BadRows;
  readonly #columns: Record<keyof Omit<History, 'start'>, Float64Array<ArrayBuffer>>;
  #start = Number.NaN;
  #count = 0;
  #last: RowBefore | undefined;

  constructor(source: string, rows: number) {
    this.#source = source;
    this.#bad = new BadRows(source);
    this.#columns = {
      instances: new Float64Array(rows),
      utilizationPercent: new Float64Array(rows),
      lowestPercent: new Float64Array(rows),
      highestPercent: new Float64Array(rows),
      requests: new Float64Array(rows),
    };
  }

  refuseShape(line: number, fields: number, expected: number, text: string): void {
    this.#bad.add(line, whyBadShape(fields, expected, text));
  }

  /** @param fields in the order of `COLUMNS` */
  take(line: number, fields: readonly string[]): void {
    const [time, ...figures] = fields;
    const seconds = parseTimestamp(time);
    const problem =
      whyBadTime(time, this.#last) ??
      whyOutOfStep(time, seconds, this.#last) ??
      whyBadFigures(figures);
    // One row out of place is one mistake, not one more in every row after it.
    if (!Number.isNaN(seconds)) this.#last = { line, seconds };
    if (problem !== undefined) {
      this.#bad.add(line, problem);
      return;
    }
    if (this.#count === 0) this.#start = seconds;
    const [instances, mean, lowest, highest, requests] = figures.map(Number);
    this.#columns.instances[this.#count] = instances;
    this.#columns.utilizationPercent[this.#count] = mean;
    this.#columns.lowestPercent[this.#count] = lowest;
    this.#columns.highestPercent[this.#count] = highest;
    this.#columns.requests[this.#count] = requests;
    this.#count++;
  }

  finish(): History {
    this.#bad.refuse();
    if (this.#count === 0)
      throw new PlimsollError('bad-file', `${this.#source}: no rows after the header`);
    if (this.#count % PERIODS_AN_HOUR !== 0) {
      const last = formatTimestamp(this.#last?.seconds ?? 0);
      throw new PlimsollError(
        'bad-file',
        `${this.#source}:${this.#last?.line}: the last row begins at ${last}, which leaves an hour incomplete; end the history at a full hour: remove the ${this.#count % PERIODS_AN_HOUR} rows of the last one`,
      );
    }
    return { start: this.#start, ...this.#columns };
  }
}

/** Why a good timestamp is not where the next period begins. */
function whyOutOfStep(
  time: string,
  seconds: number,
  before: RowBefore | undefined,
): string | undefined {
  if (before === undefined)
    return seconds % 3600 === 0
      ? undefined
      : `timestamp ${shown(time)} is not a full hour of UTC, where a history begins; remove the rows before the first full hour`;
  const step = seconds - before.seconds;
  return step === PERIOD_SECONDS
    ? undefined
    : `timestamp ${shown(time)} comes ${step} s after line ${before.line}; a history has a row each ${PERIOD_SECONDS} s and no gap: make it again with plimsoll predict history`;
}

const PERIODS_AN_HOUR = 3600 / PERIOD_SECONDS;

/** @param texts of `instances` and the columns after it */
function whyBadFigures(texts: readonly string[]): string | undefined {
  const figures = texts.map(parseDecimal);
  const wrong = figures.findIndex((figure) => !(figure >= 0 && figure < Number.POSITIVE_INFINITY));
  if (wrong >= 0) {
    const name = COLUMNS[wrong + 1];
    const text = texts[wrong];
    if (text === '') return `${name} is empty; write the figure`;
    return `${name} ${shown(text)} is ${figures[wrong] < 0 ? 'negative' : 'not a finite number'}; write a decimal number of 0 or more`;
  }
  const [instances, mean, lowest, highest, requests, perTarget] = figures;
  if (!(Number.isInteger(instances) && instances >= 1))
    return `instances ${instances} is not a whole number of 1 or more; utilisation is measured on instances in service`;
  if (highest > 100)
    return `highest_percent ${highest} is above 100, and utilisation ends there; correct it`;
  if (!(lowest <= mean && mean <= highest))
    return `utilization_percent ${mean} is not between lowest_percent ${lowest} and highest_percent ${highest}; correct the three`;
  const derived = requests / instances / (PERIOD_SECONDS / 60);
  if (Math.abs(perTarget - derived) > SLACK * Math.max(1, derived))
    return `requests_per_target_per_minute ${perTarget} contradicts requests ÷ ${PERIOD_SECONDS / 60} ÷ instances, which is ${Number(derived.toPrecision(6))}; correct the one or the other`;
  return undefined;
}

/** For files whose figures somebody has rounded to two decimals. */
const SLACK = 0.01;
