import { PlimsollError } from '../error.ts';
import type { Curve } from './curve.ts';
import { mostFrequentDifference } from './most-frequent-difference.ts';
import { readPlainRows } from './plain.ts';
import { readQuotedRows } from './quoted.ts';

/**
 * Reads a curve from CSV: a header naming `timestamp` and one of
 * `requests_per_second`, or `requests` / `request_count` (counts per step), then
 * a row a step, sorted by time. Other columns are ignored; a step without a row
 * is a gap.
 *
 * Throws a `PlimsollError` (`bad-file`) with a problem a line, each naming
 * `source:line`, the value and the cure.
 */
export function parseCurve(text: string, source = 'curve'): Curve {
  refuseBinary(text, source);
  const content = text.replace(/^\uFEFF/, '').trimEnd();
  if (content === '') throw new PlimsollError('bad-file', `${source}: the file is empty`);

  const read = content.includes('"') ? readQuotedRows : readPlainRows;
  const { columns, timestamps, values } = read(content, source).finish();
  const stepSeconds = mostFrequentDifference(timestamps);
  if (columns.perStep) for (let i = 0; i < values.length; i++) values[i] /= stepSeconds;
  return { source, stepSeconds, timestamps, requestsPerSecond: values };
}

function refuseBinary(text: string, source: string): void {
  const nul = text.indexOf('\0');
  if (nul < 0) return;
  const line = text.slice(0, nul).split('\n').length;
  throw new PlimsollError(
    'bad-file',
    `${source}:${line}: a NUL byte: this is not text in UTF-8; unpack or convert the file to plain CSV`,
  );
}
