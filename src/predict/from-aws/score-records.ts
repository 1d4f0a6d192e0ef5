import { parseTimestamp } from '../../curve/timestamp.ts';
import { MAPE } from '../../forecast/accuracy.ts';
import { BY_HOUR } from '../../model/policies/predictive-scaling/by-hour.ts';
import type { MetricReader } from '../policy/metric-reader.ts';
import type { ForecastRecord } from './forecast-record.ts';
import { byHour } from './policy-history.ts';

/** How right a recorded forecast was, as far as its hours have come. */
export interface ForecastScore {
  readonly at: string;
  readonly updatedAt: string;
  /** Hours that have come and are known. */
  readonly hours: number;
  /** Percent; NaN where no hour counts. */
  readonly awsMAPE: number;
  readonly ownMAPE: number;
  /** What was forecast in all, more than what came, in percent; negative where less. */
  readonly awsBias: number;
  readonly ownBias: number;
}

/**
 * Holds recorded forecasts of one policy against what came of the load that each was made of.
 *
 * @param now epoch seconds
 */
export async function scoreRecords(
  records: readonly ForecastRecord[],
  read: MetricReader,
  now: number,
): Promise<ForecastScore[]> {
  const came = new Map<string, ReadonlyMap<number, number>>();
  for (const load of new Set(records.map(loadOf))) {
    const same = records.filter((record) => loadOf(record) === load);
    came.set(load, await whatCame(same, read, now));
  }
  return records.map((record) => scoreOf(record, came.get(loadOf(record)) ?? new Map()));
}

/** A policy that is put anew may measure another load. */
function loadOf({ loadQueries }: ForecastRecord): string {
  return JSON.stringify(loadQueries);
}

/**
 * The load that came, by the hour since the epoch, of records that measure the same.
 *
 * @param records at least one
 */
async function whatCame(
  records: readonly ForecastRecord[],
  read: MetricReader,
  now: number,
): Promise<ReadonlyMap<number, number>> {
  const all = records.flatMap(hoursOf);
  const first = all.reduce((least, hour) => Math.min(least, hour), Number.POSITIVE_INFINITY);
  const last = all.reduce((most, hour) => Math.max(most, hour), Number.NEGATIVE_INFINITY);
  // The hour under way is not whole.
  const end = Math.min(last + 1, Math.floor(now / 3600));
  if (end <= first) return new Map();
  const values = await read(records[0].loadQueries, 3600, 3600 * first, 3600 * end);
  const load = byHour(values, first, end - first, BY_HOUR.load);
  return new Map(Array.from(load, (value, index) => [first + index, value]));
}

function scoreOf(record: ForecastRecord, came: ReadonlyMap<number, number>): ForecastScore {
  const actual = hoursOf(record).map((hour) => came.get(hour) ?? Number.NaN);
  const aws = numbers(record.aws.load);
  const own = numbers(record.own.load);
  return {
    at: record.at,
    updatedAt: record.updatedAt,
    hours: actual.filter((load) => !Number.isNaN(load)).length,
    awsMAPE: MAPE(actual, aws),
    ownMAPE: MAPE(actual, own),
    awsBias: bias(actual, aws),
    ownBias: bias(actual, own),
  };
}

function hoursOf({ timestamps }: ForecastRecord): number[] {
  return timestamps.map((time) => Math.floor(parseTimestamp(time) / 3600));
}

function numbers(values: readonly (number | null)[]): Float64Array {
  return Float64Array.from(values, (value) => value ?? Number.NaN);
}

function bias(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  let came = 0;
  let said = 0;
  for (let i = 0; i < actual.length; i++) {
    if (Number.isNaN(actual[i]) || Number.isNaN(forecast[i])) continue;
    came += actual[i];
    said += forecast[i];
  }
  return came > 0 ? 100 * (said / came - 1) : Number.NaN;
}
