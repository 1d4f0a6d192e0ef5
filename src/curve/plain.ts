import { PlimsollError } from '../error.ts';
import { readColumns } from './columns.ts';
import { readDecimal } from './decimal.ts';
import { Rows } from './rows.ts';
import { readTimestamp } from './timestamp.ts';

/**
 * The rows of a CSV file without quotation marks, in one pass over its bytes:
 * a year of minutes is 16 million of them, and no string or object is made of a
 * good row.
 */
export function readPlainRows(text: string, source: string): Rows {
  const bytes = new TextEncoder().encode(text);
  const decode = (start: number, end: number) =>
    new TextDecoder().decode(bytes.subarray(start, end)).trim();

  const headerEnd = endOfLine(bytes);
  refuseLongLine(headerEnd, `${source}:1`);
  const columns = readColumns(decode(0, headerEnd).split(','), `${source}:1`);
  const { count, timestamp, value } = columns;
  const rows = new Rows(columns, source, Math.ceil(bytes.length / USUAL_ROW));

  // Field i of a line is [begins[i], begins[i + 1] - 1).
  const begins = new Int32Array(count + 1);
  for (let at = headerEnd + 1, line = 2; at < bytes.length; at++, line++) {
    const start = at;
    begins[0] = start;
    let fields = 1;
    for (; at < bytes.length && bytes[at] !== NEWLINE; at++) {
      if (bytes[at] === COMMA && fields++ < count) begins[fields - 1] = at + 1;
    }
    refuseLongLine(at - start, `${source}:${line}`);
    if (fields !== count) {
      rows.refuseShape(line, fields, decode(start, at));
      continue;
    }
    begins[count] = at + 1;

    const timeStart = afterBlanks(bytes, begins[timestamp]);
    const timeEnd = beforeBlanks(bytes, timeStart, begins[timestamp + 1] - 1);
    const valueStart = afterBlanks(bytes, begins[value]);
    const valueEnd = beforeBlanks(bytes, valueStart, begins[value + 1] - 1);
    const seconds = readTimestamp(bytes, timeStart, timeEnd);
    if (!rows.take(line, seconds, readDecimal(bytes, valueStart, valueEnd)))
      rows.refuseRow(line, decode(timeStart, timeEnd), decode(valueStart, valueEnd));
  }
  return rows;
}

function endOfLine(bytes: Uint8Array): number {
  const newline = bytes.indexOf(NEWLINE);
  return newline < 0 ? bytes.length : newline;
}

function refuseLongLine(length: number, where: string): void {
  if (length > LONGEST_LINE)
    throw new PlimsollError(
      'bad-file',
      `${where}: a line of ${length} characters is no row of a curve; ${LONGEST_LINE} are the most`,
    );
}

function afterBlanks(bytes: Uint8Array, start: number): number {
  while (bytes[start] === SPACE || bytes[start] === TAB) start++;
  return start;
}

function beforeBlanks(bytes: Uint8Array, start: number, end: number): number {
  while (end > start && bytes[end - 1] <= SPACE) end--;
  return Math.max(start, end);
}

const TAB = 9;
const NEWLINE = 10;
const SPACE = 32;
const COMMA = 44;
const LONGEST_LINE = 10_000;
/** Bytes of `2014-04-10T00:04:00Z,0.1` with its line feed, on the short side. */
const USUAL_ROW = 25;
