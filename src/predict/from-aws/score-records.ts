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
 * Holds recorded forecasts of one policy against what came.
 *
 * @param records at least one
 * @param now epoch seconds
 */
export async function scoreRecords(
  records: readonly ForecastRecord[],
  read: MetricReader,
  now: number,
): Promise<ForecastScore[]> {
  const hoursOf = ({ timestamps }: ForecastRecord) =>
    timestamps.map((time) => Math.floor(parseTimestamp(time) / 3600));
  const all = records.flatMap(hoursOf);
  const first = all.reduce((least, hour) => Math.min(least, hour), Number.POSITIVE_INFINITY);
  const last = all.reduce((most, hour) => Math.max(most, hour), Number.NEGATIVE_INFINITY);
  // The hour under way is not whole.
  const end = Math.min(last + 1, Math.floor(now / 3600));
  const { loadQueries } = records[records.length - 1];
  const came =
    end > first
      ? byHour(
          await read(loadQueries, 3600, 3600 * first, 3600 * end),
          first,
          end - first,
          BY_HOUR.load,
        )
      : new Float64Array();
  return records.map((record) => {
    const actual = hoursOf(record).map((hour) => came[hour - first] ?? Number.NaN);
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
  });
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
