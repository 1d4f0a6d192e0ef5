import { formatTimestamp, parseTimestamp } from '../../curve/timestamp.ts';
import { PlimsollError } from '../../error.ts';
import { nameOf } from '../../model/json/path.ts';
import { listOf, mapping, NUMBER, orNull, type Shape, TEXT } from '../../model/json/shape.ts';
import type { MetricDataQuery } from '../../model/metric-math/query.ts';
import { METRIC_DATA_QUERIES } from '../../model/metric-math/query-shape.ts';
import { metricQueries } from '../../model/policies/predictive-scaling/metric-queries.ts';
import type { ForecastView } from './view.ts';

/** One forecast as it was made, to be held against what came later. A line of NDJSON. */
export interface ForecastRecord {
  readonly schemaVersion: 1;
  /** When it was looked at, and when AWS made it: ISO 8601. */
  readonly at: string;
  readonly updatedAt: string;
  readonly group: string;
  readonly policy: string;
  /** What the load is, so that it can be asked for when the policy is gone. */
  readonly loadQueries: readonly MetricDataQuery[];
  /** Of each hour forecast. */
  readonly timestamps: readonly string[];
  readonly aws: HourlyForecast;
  readonly own: HourlyForecast;
}

/** An entry an hour; null where there is none. */
interface HourlyForecast {
  readonly load: readonly (number | null)[];
  readonly capacity: readonly (number | null)[];
}

/** The record of a forecast; undefined where AWS has none yet. */
export function recordOf(view: ForecastView): ForecastRecord | undefined {
  const { aws, at, group, policy, specification, firstHour, pastHours, own } = view;
  if (!aws.isReady) return undefined;
  const ahead = (values: Float64Array) =>
    Array.from(values.subarray(pastHours), (value) => (Number.isNaN(value) ? null : value));
  return {
    schemaVersion: 1,
    at: formatTimestamp(Math.floor(at)),
    updatedAt: formatTimestamp(Math.floor(aws.updatedAt)),
    group,
    policy,
    loadQueries: metricQueries(specification, group).load,
    timestamps: ahead(view.awsLoad).map((_, hour) =>
      formatTimestamp(3600 * (firstHour + pastHours + hour)),
    ),
    aws: { load: ahead(view.awsLoad), capacity: ahead(view.awsCapacity) },
    own: { load: ahead(own.load), capacity: ahead(own.capacity) },
  };
}

/** Records, oldest first. */
export interface ForecastRecords {
  readonly records: readonly ForecastRecord[];
  /** Whether the last line was cut off, as by a kill while it was written; it is left out. */
  readonly isCutOff: boolean;
}

/** Reads a file of records. Throws a `PlimsollError` (`bad-file`). */
export function parseRecords(text: string, source: string): ForecastRecords {
  const lines = text.split('\n');
  const rest = lines.pop();
  const records = lines.map((line, index) => parseRecord(line, `${source}:${index + 1}`));
  return { records, isCutOff: rest !== '' };
}

/** The first record of another policy than that; undefined where all are of it. */
export function otherPolicy(
  records: readonly ForecastRecord[],
  { group, policy }: Pick<ForecastRecord, 'group' | 'policy'>,
): ForecastRecord | undefined {
  return records.find((record) => record.group !== group || record.policy !== policy);
}

function parseRecord(line: string, where: string): ForecastRecord {
  const value = parseJson(line, where);
  if (isRecord(value)) return value;
  const [{ path, says }] = RECORD(value, []);
  throw new PlimsollError(
    'bad-file',
    `${where}: ${nameOf(path, 'the line')} ${says}; give a file that predict forecast --watch wrote`,
  );
}

function parseJson(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlimsollError('bad-file', `${where}: is no JSON: ${reason}`);
  }
}

function isRecord(value: unknown): value is ForecastRecord {
  return RECORD(value, []).length === 0;
}

const TIME: Shape = (value, path) =>
  typeof value === 'string' && !Number.isNaN(parseTimestamp(value))
    ? []
    : [{ path, says: 'is no ISO 8601 time' }];

const HOURLY = mapping('load and capacity', {
  load: listOf('numbers', orNull(NUMBER)),
  capacity: listOf('numbers', orNull(NUMBER)),
});

const RECORD = mapping('schemaVersion, at and timestamps', {
  schemaVersion: (value, path) => (value === 1 ? [] : [{ path, says: 'is not 1' }]),
  at: TIME,
  updatedAt: TIME,
  group: TEXT,
  policy: TEXT,
  loadQueries: METRIC_DATA_QUERIES,
  timestamps: listOf('times', TIME),
  aws: HOURLY,
  own: HOURLY,
});
