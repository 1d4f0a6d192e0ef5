import { PlimsollError } from '../error.ts';
import type { Curve } from './curve.ts';
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

/** The step; of two equally frequent differences the smaller, since a larger one is rows missing. */
function mostFrequentDifference(timestamps: Float64Array): number {
  const counts = new Map<number, number>();
  let step = 0;
  let most = 0;
  for (let i = 1; i < timestamps.length; ) {
    const seconds = timestamps[i] - timestamps[i - 1];
    let count = counts.get(seconds) ?? 0;
    // A run of equal differences is counted before the map is asked again.
    while (i < timestamps.length && timestamps[i] - timestamps[i - 1] === seconds) {
      count++;
      i++;
    }
    counts.set(seconds, count);
    if (count > most || (count === most && seconds < step)) {
      most = count;
      step = seconds;
    }
  }
  return step;
}
