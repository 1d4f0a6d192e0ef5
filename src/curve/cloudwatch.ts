import { PlimsollError } from '../error.ts';
import type { Curve } from './curve.ts';
import { mostFrequentDifference } from './most-frequent-difference.ts';
import { shown } from './shown.ts';
import { parseTimestamp } from './timestamp.ts';

export interface CloudWatchOptions {
  /** Which of several results: its `Id`. */
  readonly id?: string | undefined;
  /** Whether a period without a datapoint had no request; else it is a gap. */
  readonly isQuietKnown: boolean;
  /** Seconds; undefined: the most frequent difference between two timestamps. */
  readonly period?: number | undefined;
}

export interface CloudWatchResult {
  readonly curve: Curve;
  /** Whether CloudWatch says that there is more of it (`PartialData`), and that is not there. */
  readonly isPartial: boolean;
}

/**
 * Reads a curve from what `aws cloudwatch get-metric-data` or
 * `get-metric-statistics` prints: the sum of a count, such as `RequestCount`, a
 * period. The period, which is not in what they print, is the most frequent
 * difference between two timestamps unless it is given; all others must be multiples of
 * it. The order of the datapoints is of no account.
 *
 * Throws a `PlimsollError` (`bad-file`).
 */
export function parseCloudWatch(
  text: string,
  source: string,
  options: CloudWatchOptions,
): CloudWatchResult {
  const read = pointsOf(parseJson(text, source), source, options.id);
  const points = read.points.toSorted((a, b) => a.at - b.at);
  refuseBad(points, source);
  const times = Float64Array.from(points, ({ at }) => at);
  const stepSeconds = options.period ?? mostFrequentDifference(times);
  refuseOffGrid(times, stepSeconds, source, options.period !== undefined);
  const filled = options.isQuietKnown ? withZeros(points, stepSeconds) : points;
  return {
    curve: {
      source,
      stepSeconds,
      timestamps: Float64Array.from(filled, ({ at }) => at),
      requestsPerSecond: Float64Array.from(filled, ({ count }) => count / stepSeconds),
    },
    isPartial: read.isPartial,
  };
}

interface Point {
  /** Epoch seconds. */
  readonly at: number;
  readonly count: number;
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PlimsollError(
      'bad-file',
      `${source}: is no JSON; give what aws cloudwatch get-metric-data --output json prints`,
    );
  }
}

interface Read {
  readonly points: readonly Point[];
  readonly isPartial: boolean;
}

function pointsOf(value: unknown, source: string, id: string | undefined): Read {
  const { MetricDataResults: results, Datapoints: datapoints } = fieldsOf(value);
  if (Array.isArray(results)) return pointsOfResults(results.map(fieldsOf), source, id);
  if (Array.isArray(datapoints))
    return { points: pointsOfStatistics(datapoints.map(fieldsOf), source), isPartial: false };
  throw new PlimsollError(
    'bad-file',
    `${source}: has neither MetricDataResults nor Datapoints; give what aws cloudwatch get-metric-data --output json prints`,
  );
}

/** Pages of one result come apart, under the same `Id`. */
function pointsOfResults(results: readonly Fields[], source: string, wanted?: string): Read {
  const ids = [...new Set(results.map(({ Id }) => String(Id)))];
  const id = wanted ?? ids[0];
  if ((wanted === undefined && ids.length > 1) || !ids.includes(id))
    throw new PlimsollError(
      'bad-file',
      `${source}: holds ${ids.length === 0 ? 'no result' : `the results ${ids.map(shown).join(', ')}`}${wanted === undefined ? '' : `, none of them ${shown(wanted)}`}; name one of them with --id`,
    );
  const pages = results.filter(({ Id }) => String(Id) === id);
  const has = (code: string) => pages.some(({ StatusCode }) => StatusCode === code);
  return {
    // Of pages the last one alone is complete.
    isPartial: has('PartialData') && !has('Complete'),
    points: pages.flatMap(({ Timestamps, Values }) => {
      if (
        !Array.isArray(Timestamps) ||
        !Array.isArray(Values) ||
        Timestamps.length !== Values.length
      )
        throw new PlimsollError(
          'bad-file',
          `${source}: result ${shown(id)} has not a value for each of its Timestamps; give the whole output`,
        );
      return Timestamps.map((timestamp, i) => ({
        at: timeOf(timestamp),
        count: countOf(Values[i], source),
      }));
    }),
  };
}

/** Nothing is no 0: CloudWatch leaves out what it does not know. */
function countOf(value: unknown, source: string): number {
  if (typeof value === 'number') return value;
  throw new PlimsollError(
    'bad-file',
    `${source}: a value is ${JSON.stringify(value)}, and no number; give the output as it was printed`,
  );
}

function pointsOfStatistics(datapoints: readonly Fields[], source: string): Point[] {
  return datapoints.map(({ Timestamp, Sum }) => {
    if (typeof Sum !== 'number')
      throw new PlimsollError(
        'bad-file',
        `${source}: a datapoint has no Sum; ask for it with --statistics Sum`,
      );
    return { at: timeOf(Timestamp), count: Sum };
  });
}

function refuseBad(points: readonly Point[], source: string): void {
  const refuse = (problem: string) => {
    throw new PlimsollError('bad-file', `${source}: ${problem}`);
  };
  if (points.some(({ at }) => Number.isNaN(at)))
    refuse('holds a timestamp that is none; give the output as it was printed');
  const wrong = points.find(({ count }) => !(count >= 0 && count < Number.POSITIVE_INFINITY));
  if (wrong !== undefined) refuse(`a value of ${wrong.count} counts no requests; ask for the Sum`);
  const again = points.find(({ at }, i) => at === points[i - 1]?.at);
  if (again !== undefined)
    refuse(
      `two datapoints are of ${new Date(again.at * 1000).toISOString()}; give one metric and one statistic`,
    );
  if (points.length < 2)
    refuse(`${points.length === 0 ? 'no datapoint' : 'one datapoint'}; a curve takes two or more`);
}

function refuseOffGrid(
  times: Float64Array,
  stepSeconds: number,
  source: string,
  isGiven: boolean,
): void {
  const at = times.findIndex((time, i) => i > 0 && (time - times[i - 1]) % stepSeconds !== 0);
  if (at < 0) return;
  throw new PlimsollError(
    'bad-file',
    `${source}: the datapoint of ${new Date(times[at] * 1000).toISOString()} is ${times[at] - times[at - 1]} s after the one before, which is no multiple of ${isGiven ? 'the --period' : 'the most frequent difference'}, ${stepSeconds} s; give the period of the request as --period`,
  );
}

function withZeros(points: readonly Point[], stepSeconds: number): readonly Point[] {
  return points.flatMap((point, i) => {
    const next = points[i + 1]?.at ?? point.at;
    const missing = Math.max(0, Math.round((next - point.at) / stepSeconds) - 1);
    return [
      point,
      ...Array.from({ length: missing }, (_, k) => ({
        at: point.at + (k + 1) * stepSeconds,
        count: 0,
      })),
    ];
  });
}

/** ISO 8601, or epoch seconds where the AWS CLI is told to print them so. */
function timeOf(value: unknown): number {
  return typeof value === 'number' ? value : parseTimestamp(String(value));
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
