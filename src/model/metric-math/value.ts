/**
 * What an expression has while it is evaluated: CloudWatch's S, TS and TS[], and
 * the words that some functions take.
 */
export type Value =
  | {
      readonly kind: 'scalar' /** NaN where there was nothing to reduce. */;
      readonly value: number;
    }
  | { readonly kind: 'series'; readonly series: Series }
  | { readonly kind: 'array'; readonly all: readonly Series[] }
  | { readonly kind: 'word'; readonly word: string };

/** A time series: value `i` belongs to the period that begins `i × period` after the span's start. */
export interface Series {
  /** What it is called where it comes out, such as the metric's name. */
  readonly label: string;
  /** Seconds. */
  readonly period: number;
  /** NaN where there is no datapoint. */
  readonly values: Float64Array;
}

/** A stretch of time, in epoch seconds: `start` included, `end` not; `period` where a query names none. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly period: number;
}

/** How many periods begin in a span. CloudWatch counts them from its start. */
export function periodsIn({ start, end }: Span, period: number): number {
  return Math.max(0, Math.ceil((end - start) / period));
}

/** A series without a datapoint. */
export function emptySeries(span: Span, period = span.period): Series {
  return { label: '', period, values: new Float64Array(periodsIn(span, period)).fill(Number.NaN) };
}

/** Series on one grid, that of the longest step which all of them share. */
export function aligned(all: readonly Series[], span: Span): readonly Series[] {
  if (all.length < 2) return all;
  const period = all.reduce((step, series) => commonDivisor(step, series.period), all[0].period);
  return all.map((series) => (series.period === period ? series : spread(series, period, span)));
}

/** A datapoint keeps its timestamp; between those of a longer period there is none. */
function spread(series: Series, period: number, span: Span): Series {
  const { values } = emptySeries(span, period);
  const step = series.period / period;
  for (let i = 0; i < series.values.length; i++) values[i * step] = series.values[i];
  return { ...series, period, values };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
