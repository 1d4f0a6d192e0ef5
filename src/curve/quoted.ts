import { CsvError, parse } from 'csv-parse/sync';
import { PlimsollError } from '../error.ts';
import { readColumns } from './columns.ts';
import { parseDecimal } from './decimal.ts';
import { Rows } from './rows.ts';
import { parseTimestamp } from './timestamp.ts';

/** The rows of a CSV file that quotes some of its fields. */
export function readQuotedRows(text: string, source: string): Rows {
  // JSON and XML are full of quotation marks too: speak of their first line, not of their quoting.
  const firstLine = text.slice(0, LONGEST_ROW).split('\n', 1);
  if (!/timestamp/i.test(firstLine.join())) readColumns(firstLine, `${source}:1`);

  const [header, ...lines] = readRecords(text, source);
  const rows = new Rows(readColumns(header?.fields ?? [], `${source}:1`), source, lines.length);
  const { count, timestamp, value } = rows.columns;
  for (const { line, fields } of lines) {
    const time = fields[timestamp] ?? '';
    const rate = fields[value] ?? '';
    if (fields.length !== count) rows.refuseShape(line, fields.length, fields.join(','));
    else if (!rows.take(line, parseTimestamp(time), parseDecimal(rate)))
      rows.refuseRow(line, time, rate);
  }
  return rows;
}

interface CsvRecord {
  /** The line of the file on which it ends, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

function readRecords(text: string, source: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  try {
    parse(text, {
      max_record_size: LONGEST_ROW,
      relax_column_count: true,
      trim: true,
      on_record: (fields: string[], { lines }) => {
        records.push({ line: lines, fields });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // At a quotation mark that is missing the parser has run to the end: name the row that wants it.
    const ranOn = error.code in RAN_ON;
    const line = ranOn ? (records.at(-1)?.line ?? 0) + 1 : error.lines;
    throw new PlimsollError('bad-file', `${source}:${line}: ${RAN_ON[error.code] ?? MARK_INSIDE}`);
  }
  return records;
}

const LONGEST_ROW = 10_000;
const RAN_ON: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark opens a field and none closes it',
  CSV_MAX_RECORD_SIZE: `a row of more than ${LONGEST_ROW} characters; look for a quotation mark that is not closed`,
};
const MARK_INSIDE =
  'a quotation mark stands inside a field; quote the whole field, and write "" for a mark in it';
