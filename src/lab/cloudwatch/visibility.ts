/** How soon the lab shows what was put: at once, or as slowly as AWS documents. */
export type Visibility = 'instant' | 'documented';

/**
 * Milliseconds after which a datapoint can be read. AWS says of what is dated 3 to 24
 * hours back that it can take 2 hours, of what is older at least 48 hours; of what is
 * younger only that it may take a few minutes: here one.
 *
 * Source: Amazon CloudWatch API reference, PutMetricData.
 *
 * @param age how far back it is dated, in milliseconds
 */
export function readableAfter(visibility: Visibility, age: number): number {
  if (visibility === 'instant') return 0;
  if (age >= 24 * HOUR) return 48 * HOUR;
  return age >= 3 * HOUR ? 2 * HOUR : HOUR / 60;
}

/**
 * Milliseconds after which ListMetrics and SEARCH find a new metric.
 *
 * Source: Amazon CloudWatch API reference, ListMetrics: up to 15 minutes.
 */
export function listedAfter(visibility: Visibility): number {
  return visibility === 'instant' ? 0 : HOUR / 4;
}

const HOUR = 3_600_000;
