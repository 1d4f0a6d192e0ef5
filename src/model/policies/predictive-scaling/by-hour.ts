/** How one of a policy's metrics is read by the hour. */
export interface HourlyReading {
  /** Seconds of what CloudWatch is asked for, where a query names no period itself, as a SEARCH does. */
  readonly period: number;
  /** What the periods of an hour come to, of which NaN is unknown; NaN where all are. */
  readonly ofHour: (values: ArrayLike<number>) => number;
}

/**
 * The load is the sum of an hour, never below 0; the other two are means of what lies in it.
 * The scaling metric is read by the minute, since a target of throughput is per instance and
 * minute.
 *
 * Source: EC2 Auto Scaling user guide, "Advanced predictive scaling policy using custom
 * metrics": the target's unit, and the periods of its searches for load and capacity. By
 * which period AWS reads a metric that names none is not published.
 */
export const BY_HOUR = {
  load: { period: 3600, ofHour: (values) => Math.max(0, sum(values)) },
  scaling: { period: 60, ofHour: mean },
  capacity: { period: 300, ofHour: mean },
} as const satisfies Record<string, HourlyReading>;

function sum(values: ArrayLike<number>): number {
  let total = Number.NaN;
  for (let i = 0; i < values.length; i++)
    if (!Number.isNaN(values[i])) total = (Number.isNaN(total) ? 0 : total) + values[i];
  return total;
}

function mean(values: ArrayLike<number>): number {
  let total = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    total += values[i];
    count++;
  }
  return total / count;
}
