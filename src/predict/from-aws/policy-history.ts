import type { MetricQueries } from '../../model/policies/predictive-scaling/metric-queries.ts';
import type { MetricReader } from '../policy/metric-reader.ts';

/** What CloudWatch holds of a policy's three metrics, an entry an hour; NaN where it holds nothing. */
export interface PolicyHistory {
  /** Hours since the epoch of the first entry. */
  readonly firstHour: number;
  /** Sums. */
  readonly load: Float64Array;
  /** Means, as of `capacity`. */
  readonly scaling: Float64Array;
  readonly capacity: Float64Array;
}

/**
 * Reads a policy's metrics of whole hours.
 *
 * Source: EC2 Auto Scaling user guide, "Advanced predictive scaling policy using custom
 * metrics": load by the hour, the other two by 5 minutes.
 *
 * @param untilHour not included
 */
export async function readPolicyHistory(
  read: MetricReader,
  { load, scaling, capacity }: MetricQueries,
  firstHour: number,
  untilHour: number,
): Promise<PolicyHistory> {
  const hourly = async (queries: MetricQueries[keyof MetricQueries], period: number) =>
    byHour(
      await read(queries, period, firstHour * HOUR, untilHour * HOUR),
      firstHour,
      untilHour - firstHour,
    );
  return {
    firstHour,
    load: await hourly(load, HOUR),
    scaling: await hourly(scaling, 300),
    capacity: await hourly(capacity, 300),
  };
}

/** An entry an hour, the mean of what falls into it; NaN where nothing does. */
export function byHour(
  values: ReadonlyMap<number, number>,
  firstHour: number,
  hours: number,
): Float64Array {
  const sums = new Float64Array(hours);
  const counts = new Float64Array(hours);
  for (const [time, value] of values) {
    const hour = Math.floor(time / HOUR) - firstHour;
    if (hour < 0 || hour >= hours) continue;
    sums[hour] += value;
    counts[hour]++;
  }
  return sums.map((sum, hour) => sum / counts[hour]);
}

const HOUR = 3600;
