import * as z from 'zod';
import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';
import { isEncodedHistogram } from './histogram.ts';
import type { RecordedSecond, Recording, RecordingEnd, RecordingHeader } from './recording.ts';
import { whyNoSlo } from './slo.ts';
import type { GroupSample } from './watch/group-sample.ts';
import { GROUP_SAMPLE } from './watch/read-sample.ts';

/**
 * Reads what a file of recordings holds: one, or several one after the other. The
 * last line may be broken off, as a process that is killed leaves it.
 *
 * Throws a `PlimsollError` (`bad-file`) that names the line.
 *
 * @param pieces of the text, cut anywhere: days of a recording are too long for one
 */
export async function readRecordings(
  pieces: AsyncIterable<string> | readonly string[],
  source: string,
): Promise<Recording[]> {
  const recordings: Draft[] = [];
  let number = 0;
  // What follows the last line break is a line that was being written.
  let broken = '';
  for await (const piece of pieces) {
    const lines = (broken + piece).split('\n');
    broken = lines.pop() ?? '';
    for (const line of lines) {
      const where = `${source}:${++number}`;
      if (line.trim() !== '') take(recordings, parseLine(line, where), where);
    }
  }
  if (recordings.length === 0) {
    const why = broken === '' ? 'the file is empty' : 'its first line is broken off';
    throw new PlimsollError('bad-file', `${source}: ${why}; there is nothing to report`);
  }
  return recordings.map((draft) => ({ source, ...draft }));
}

interface Draft {
  readonly header: RecordingHeader;
  readonly seconds: RecordedSecond[];
  readonly group: GroupSample[];
  end: RecordingEnd['end'] | undefined;
}

type Line =
  | { readonly header: RecordingHeader }
  | { readonly second: RecordedSecond }
  | { readonly sample: GroupSample }
  | { readonly end: RecordingEnd['end'] };

function take(recordings: Draft[], line: Line, where: string): void {
  if ('header' in line) {
    recordings.push({ header: line.header, seconds: [], group: [], end: undefined });
    return;
  }
  const recording = recordings.at(-1);
  if (recording === undefined)
    throw new PlimsollError(
      'bad-file',
      `${where}: no recording begins here; the first line of a file that load run --record wrote is missing`,
    );
  if ('second' in line) recording.seconds.push(line.second);
  else if ('sample' in line) recording.group.push(line.sample);
  else recording.end = line.end;
}

function parseLine(text: string, where: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notALine(where, 'it is no JSON');
  }
  const keys = typeof value === 'object' && value !== null ? value : {};
  if ('plimsoll' in keys) return { header: checked(HEADER, value, where) };
  if ('second' in keys) return { second: checked(SECOND, value, where) };
  if ('group' in keys) return { sample: checked(GROUP_SAMPLE, value, where) };
  return { end: checked(END, value, where).end };
}

function checked<Value>(shape: z.ZodType<Value>, value: unknown, where: string): Value {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  throw notALine(where, `${path.join('.') || 'the line'}: ${message}`);
}

function notALine(where: string, why: string): PlimsollError {
  return new PlimsollError(
    'bad-file',
    `${where}: no line of a recording (${why}); give files that load run --record wrote`,
  );
}

const count = z.int().min(0);
const amount = z.number().min(0);
const counts = z.record(z.string(), count);
const histogram = z.string().refine(isEncodedHistogram, 'is damaged: no histogram');
const slo = z.string().superRefine((expression, { addIssue }) => {
  const why = whyNoSlo(expression);
  if (why !== undefined) addIssue(`${shown(expression)} is no threshold: ${why}`);
});

const HEADER: z.ZodType<RecordingHeader> = z.object({
  plimsoll: z.literal('load'),
  version: z.literal(1),
  runId: z.string(),
  generator: z.string(),
  shard: z
    .object({ index: count, of: count })
    .refine(({ index, of }) => index < of, 'the index, from 0, must be below the number of shards'),
  startedAt: z.iso.datetime(),
  url: z.string(),
  seconds: amount,
  requests: count,
  arrivals: z.enum(['uniform', 'poisson']),
  seed: z.number(),
  connections: count,
  threads: count,
  timeoutSeconds: amount,
  slo: z.array(slo),
});

const SECOND: z.ZodType<RecordedSecond> = z.object({
  second: count,
  ms: amount,
  planned: count,
  sent: count,
  dropped: counts,
  completed: count,
  failed: counts,
  status: counts,
  balancerErrors: count,
  targetErrors: count,
  bytes: count,
  newConnections: count,
  openConnections: z.int(),
  waiting: count,
  inFlight: count,
  latenessMs: amount,
  lateBySelf: count,
  lateByConnections: count,
  cpuMs: amount,
  response: histogram,
  service: histogram,
  wait: histogram,
});

const END: z.ZodType<RecordingEnd> = z.object({ end: z.enum(['done', 'interrupted', 'failing']) });
