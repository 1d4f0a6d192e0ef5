import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';

/** A threshold, as `--slo` takes it. */
export interface LoadSlo {
  /** As it was written. */
  readonly expression: string;
  readonly metric: SloMetric;
  /** Whether the limit itself is still good. */
  readonly isInclusive: boolean;
  /** In the unit it was written in. */
  readonly limit: number;
  readonly unit: 'us' | 'ms' | 's' | '%';
}

type SloMetric =
  /** A percentile of the response time, from the intended start. */
  | { readonly kind: 'percentile'; readonly percent: number }
  /** A share of the requests that were planned, in percent. */
  | { readonly kind: 'errors' | 'failed' | 'dropped' };

export interface JudgedSlo {
  readonly expression: string;
  /** In the unit of the expression; null where there is nothing to measure, which meets no threshold. */
  readonly actual: number | null;
  readonly met: boolean;
}

/**
 * Reads `p95<250ms`, `p99.9<=1s`, `max<2s`, `errors<0.1%`, `failed<1%`, `dropped<=0%`.
 * Throws a `PlimsollError` (`usage`).
 */
export function parseSlo(expression: string): LoadSlo {
  const read = readSlo(expression);
  if (typeof read === 'string')
    throw new PlimsollError('usage', `--slo ${shown(expression)} is no threshold: ${read}`);
  return read;
}

/** Why it is none; undefined where it is one. */
export function whyNoSlo(expression: string): string | undefined {
  const read = readSlo(expression);
  return typeof read === 'string' ? read : undefined;
}

/** A threshold, or why it is none. */
function readSlo(expression: string): LoadSlo | string {
  const parts = EXPRESSION.exec(expression)?.groups;
  const metric = parts && metricOf(parts.metric);
  if (parts === undefined || metric === undefined) return EXAMPLES;
  const unit = parts.unit as LoadSlo['unit'];
  const isShare = metric.kind !== 'percentile';
  if (isShare !== (unit === '%')) return isShare ? 'a share takes %' : 'a time takes us, ms or s';
  const limit = Number(parts.limit);
  if (isShare && limit > 100) return 'a share is at most 100%';
  return { expression, metric, isInclusive: parts.comparison === '<=', limit, unit };
}

/**
 * @param percentileMs of the response time; NaN where nothing completed
 * @param sharePercent of the requests that were planned
 */
export function judgeSlo(
  { expression, metric, isInclusive, limit, unit }: LoadSlo,
  percentileMs: (percent: number) => number,
  sharePercent: (of: 'errors' | 'failed' | 'dropped') => number,
): JudgedSlo {
  const actual =
    metric.kind === 'percentile'
      ? percentileMs(metric.percent) / MS_OF[unit]
      : sharePercent(metric.kind);
  if (Number.isNaN(actual)) return { expression, actual: null, met: false };
  const met = isInclusive ? actual <= limit : actual < limit;
  return { expression, actual: Number(actual.toPrecision(6)), met };
}

/** `p95`, `p99.9`, and `p999` for `p99.9`: only nines go on without a point. */
function metricOf(name: string): SloMetric | undefined {
  if (name === 'errors' || name === 'failed' || name === 'dropped') return { kind: name };
  if (name === 'max') return { kind: 'percentile', percent: 100 };
  const [, digits = ''] = /^p(\d{1,2}(?:\.\d+)?|999+)$/.exec(name) ?? [];
  const percent = Number(digits.replace(/^99(?=9)/, '99.'));
  return digits !== '' && percent > 0 ? { kind: 'percentile', percent } : undefined;
}

const EXPRESSION =
  /^\s*(?<metric>[a-z]+[\d.]*)\s*(?<comparison><=?)\s*(?<limit>\d+(?:\.\d+)?)\s*(?<unit>us|ms|s|%)\s*$/;
const EXAMPLES =
  'write p95<250ms, p99.9<=1s, max<2s, errors<0.1%, failed<1% or dropped<=0%, in quotes';
const MS_OF = { us: 0.001, ms: 1, s: 1000, '%': 1 } as const;
