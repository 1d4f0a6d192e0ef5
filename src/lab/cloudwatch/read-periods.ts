import { type Aggregate, add, emptyAggregate } from './aggregate.ts';
import type { StoredMetric } from './metric-store.ts';

/** Where and how finely to read. Milliseconds; `start` included, `end` not. */
export interface Window {
  readonly start: number;
  readonly end: number;
  readonly period: number;
}

/**
 * The datapoints of a metric by period, counted from the window's start.
 *
 * What CloudWatch no longer keeps so finely is not there: seconds for 3 hours, minutes
 * for 15 days, five minutes for 63 days, hours for 455 days.
 *
 * Source: Amazon CloudWatch user guide, "Metrics retention"; API reference, MetricStat.
 *
 * @param now epoch milliseconds
 */
export function readPeriods(
  metric: StoredMetric,
  { start, end, period }: Window,
  now: number,
  unit?: string,
): Map<number, Aggregate> {
  const periods = new Map<number, Aggregate>();
  const oldest = Math.max(start, now - keptFor(period));
  for (const [at, point] of metric.points(oldest, end, unit)) {
    const index = Math.floor((at - start) / period);
    let sum = periods.get(index);
    if (sum === undefined) {
      sum = emptyAggregate();
      periods.set(index, sum);
    }
    add(sum, point);
  }
  return periods;
}

const DAY = 24 * 3_600_000;

function keptFor(period: number): number {
  if (period % 3_600_000 === 0) return 455 * DAY;
  if (period % 300_000 === 0) return 63 * DAY;
  return period % 60_000 === 0 ? 15 * DAY : DAY / 8;
}

/**
 * The start of a request as CloudWatch rounds it: down to the minute, to five minutes
 * where it lies 15 to 63 days back, to the hour further back; for periods of seconds
 * down to the period.
 *
 * Source: Amazon CloudWatch API reference, GetMetricData, StartTime.
 */
export function roundStart(start: number, now: number, shortestPeriod: number): number {
  const age = now - start;
  const step =
    age >= 63 * DAY ? 3_600_000 : age >= 15 * DAY ? 300_000 : Math.min(60_000, shortestPeriod);
  return start - (start % step);
}
