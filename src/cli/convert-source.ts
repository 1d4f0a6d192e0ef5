import { type CloudWatchOptions, parseCloudWatch } from '../curve/cloudwatch.ts';
import type { Curve } from '../curve/curve.ts';
import { missingSteps } from '../curve/missing-steps.ts';
import { parseCurve } from '../curve/parse.ts';
import { shown } from '../curve/shown.ts';
import { parseTimestamp } from '../curve/timestamp.ts';
import { PlimsollError } from '../error.ts';
import { readAlbLogs } from './convert-alb-logs.ts';
import type { CurveConvertOptions } from './curve-convert.ts';
import { readInput } from './input.ts';
import { readDuration } from './option-times.ts';

/** What `--from` and the options of the source ask for. */
export interface ConvertSource {
  readonly format: 'csv' | 'alb-log' | 'cloudwatch';
  /** The time that `--from` says, if it says one. */
  readonly from: string | undefined;
}

/**
 * Tells the two meanings of `--from` apart: what the input is, and from when on it
 * counts. Throws a `PlimsollError` (`usage`), also for an option that the source has
 * no use for.
 */
export function readSource(options: CurveConvertOptions): ConvertSource {
  const formats = options.from.filter(isFormat);
  const times = options.from.filter((word) => !isFormat(word));
  const [format = 'csv'] = formats;
  if (formats.length > 1 || times.length > 1)
    throw new PlimsollError(
      'usage',
      `--from is given ${options.from.length} times; once for what the input is (${FORMATS.join(', ')}) and once for a time are the most`,
    );
  const [from] = times;
  if (from !== undefined && /^[a-z-]+$/i.test(from) && Number.isNaN(parseTimestamp(from)))
    throw new PlimsollError(
      'usage',
      `--from ${shown(from)} is neither what the input may be (${FORMATS.join(', ')}) nor a time (2026-06-01T00:00:00Z)`,
    );
  for (const [flag, value, wants] of [
    ['--missing', options.missing, ['alb-log', 'cloudwatch']],
    ['--requests', options.requests, ['alb-log']],
    ['--most', options.most, ['alb-log']],
    ['--queries', options.queries, ['alb-log']],
    ['--id', options.id, ['cloudwatch']],
    ['--period', options.period, ['cloudwatch']],
  ] as const)
    if (value !== undefined && !wants.some((one) => one === format))
      throw new PlimsollError('usage', `${flag} goes with --from ${wants.join(' or ')} alone`);
  for (const [flag, value] of [
    ['--most', options.most],
    ['--queries', options.queries],
  ] as const)
    if (value !== undefined && options.requests === undefined)
      throw new PlimsollError('usage', `${flag} says what --requests FILE holds; give it as well`);
  return { format, from };
}

/** Reads the curve of the files, notes going to stderr. Throws a `PlimsollError`. */
export async function readCurveFrom(
  { format }: ConvertSource,
  files: readonly string[],
  options: CurveConvertOptions,
  stepSeconds: number | undefined,
  note: (text: string) => void,
): Promise<Curve> {
  if (format === 'alb-log') return await readAlbLogs(files, options, stepSeconds, note);
  const [file, ...others] = files;
  if (others.length > 0)
    throw new PlimsollError(
      'usage',
      `${files.length} files are given; one curve is converted at a time, and only --from alb-log takes several`,
    );
  const { text, source } = await readInput(file);
  if (format === 'csv') return parseCurve(text, source);
  const read: CloudWatchOptions = {
    id: options.id,
    isQuietKnown: options.missing === 'zero',
    period: readDuration('--period', options.period),
  };
  const { curve, isPartial } = parseCloudWatch(text, source, read);
  if (isPartial)
    note(
      `${source}: CloudWatch calls the result PartialData, and the rest is not there; ask again with its NextToken`,
    );
  tellMissing(curve, source, note);
  return curve;
}

function tellMissing(curve: Curve, source: string, note: (text: string) => void): void {
  const missing = missingSteps(curve);
  if (missing > 0)
    note(
      `${source}: ${missing} periods of ${curve.stepSeconds} s have no datapoint and stay gaps; where that means no request, --missing zero says so`,
    );
}

function isFormat(word: string): word is (typeof FORMATS)[number] {
  return FORMATS.some((format) => format === word);
}

const FORMATS = ['csv', 'alb-log', 'cloudwatch'] as const;
