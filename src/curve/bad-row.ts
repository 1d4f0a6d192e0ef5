import { shown } from './shown.ts';
import { parseTimestamp, whyNoTimestamp } from './timestamp.ts';

/** The row before, as messages speak of it. */
export interface RowBefore {
  readonly line: number;
  /** Epoch seconds. */
  readonly seconds: number;
}

/** Why a timestamp is none, or is not later than that of the row before it; undefined where it is. */
export function whyBadTime(time: string, before: RowBefore | undefined): string | undefined {
  if (time === '') return 'the timestamp is empty; write the time or remove the row';
  const seconds = parseTimestamp(time);
  if (Number.isNaN(seconds)) return `timestamp ${shown(time)} ${whyNoTimestamp(time)}`;
  if (before === undefined || seconds > before.seconds) return undefined;
  return seconds === before.seconds
    ? `timestamp ${shown(time)} repeats line ${before.line}; keep one row a timestamp`
    : `timestamp ${shown(time)} is earlier than line ${before.line}; sort the rows by time`;
}

/** Why a row has not as many fields as the header. */
export function whyBadShape(fields: number, expected: number, text: string): string {
  if (text.trim() === '') return 'the line is blank; remove it';
  return `${fields} ${fields === 1 ? 'column' : 'columns'} in ${shown(text)}, but ${expected} in the header; numbers take a decimal point and no commas`;
}
