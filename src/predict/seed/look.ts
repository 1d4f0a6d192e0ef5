import { PERIOD_SECONDS } from '../history/history.ts';
import { type Readings, type SeedDatum, samplesOf, type TimeSpan } from './cloudwatch.ts';
import type { Found } from './settle.ts';

/** How much of a call's data can be read: SampleCount against what the data add to it. */
export function foundOf(data: readonly SeedDatum[], readings: Readings, span: TimeSpan): Found {
  let whole = 0;
  let nothing = 0;
  for (const datum of data) {
    const { count } = samplesOf(datum);
    const column = readings.get(datum.MetricName)?.sampleCount;
    const seen = column?.[periodIn(span, datum.Timestamp)] ?? 0;
    if (seen > count) return 'more';
    if (seen === count) whole++;
    if (seen === 0) nothing++;
  }
  if (whole === data.length) return 'whole';
  return nothing === data.length ? 'nothing' : 'part';
}

/** The span of all periods in which data lie. */
export function spanOf(timestamps: readonly number[]): TimeSpan {
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const timestamp of timestamps) {
    start = Math.min(start, timestamp);
    end = Math.max(end, timestamp + PERIOD_SECONDS);
  }
  return { start, end };
}

/** At which place of a span's readings a period stands. */
export function periodIn({ start }: TimeSpan, timestamp: number): number {
  return (timestamp - start) / PERIOD_SECONDS;
}
