import { documentedDelay } from '../../model/metric-visibility.ts';

/** How soon the lab shows what was put: at once, or as slowly as AWS documents. */
export type Visibility = 'instant' | 'documented';

/**
 * Milliseconds after which a datapoint can be read.
 *
 * @param age how far back it is dated, in milliseconds
 */
export function readableAfter(visibility: Visibility, age: number): number {
  return visibility === 'instant' ? 0 : 1000 * documentedDelay(age / 1000);
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
