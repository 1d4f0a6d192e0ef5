import { BY_HOUR, type HourlyReading } from '../../model/policies/predictive-scaling/by-hour.ts';
import type { MetricQueries } from '../../model/policies/predictive-scaling/metric-queries.ts';
import type { LearnedHours } from '../../model/policies/predictive-scaling/plan-capacity.ts';
import type { MetricReader } from '../policy/metric-reader.ts';

/** What CloudWatch holds of a policy's three metrics. */
export interface PolicyHistory extends LearnedHours {
  /** Hours since the epoch of the first entry. */
  readonly firstHour: number;
}

/**
 * Reads a policy's metrics of whole hours, as the policy itself would.
 *
 * @param untilHour the hour under way, not included
 */
export async function readPolicyHistory(
  read: MetricReader,
  { load, scaling, capacity }: MetricQueries,
  firstHour: number,
  untilHour: number,
): Promise<PolicyHistory> {
  const hourly = async (queries: MetricQueries[keyof MetricQueries], reading: HourlyReading) => {
    const { period } = reading;
    const from = period < 300 ? Math.max(firstHour, untilHour - MINUTES_KEPT_HOURS) : firstHour;
    const values = await read(queries, period, from * HOUR, untilHour * HOUR);
    return byHour(values, firstHour, untilHour - firstHour, reading);
  };
  return {
    firstHour,
    load: await hourly(load, BY_HOUR.load),
    scaling: await hourly(scaling, BY_HOUR.scaling),
    capacity: await hourly(capacity, BY_HOUR.capacity),
  };
}

/**
 * Of an hour under way, the whole hours in 15 days: what is older cannot be asked for by
 * the minute. Source: Amazon CloudWatch API reference, MetricStat, Period.
 */
const MINUTES_KEPT_HOURS = 15 * 24 - 1;

/** An entry an hour; NaN where nothing falls into it. */
export function byHour(
  values: ReadonlyMap<number, number>,
  firstHour: number,
  hours: number,
  { ofHour }: HourlyReading,
): Float64Array {
  const found: number[][] = Array.from({ length: hours }, () => []);
  for (const [time, value] of values) found[Math.floor(time / HOUR) - firstHour]?.push(value);
  return Float64Array.from(found, ofHour);
}

const HOUR = 3600;
