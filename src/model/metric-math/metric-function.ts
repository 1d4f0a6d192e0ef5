import { operate } from './operators.ts';
import type { Series, Span, Value } from './value.ts';

/** CloudWatch's types of what an expression is made of, and how each is called in a message. */
export const KINDS = {
  scalar: 'a number',
  series: 'a time series',
  array: 'several time series',
  string: 'a string',
  word: 'a word',
} as const;
export type Kind = keyof typeof KINDS;

/** A function of metric math whose result follows from its arguments alone. */
export interface MetricFunction {
  readonly parameters: readonly Parameter[];
  /** As many of the parameters as must be given. */
  readonly required: number;
  readonly returns: (kinds: readonly Kind[]) => Kind;
  /** Arguments as the parameters say. */
  readonly apply: (args: readonly Value[], span: Span) => Value;
}

export interface Parameter {
  readonly kinds: readonly Kind[];
  /** Words that may stand there. */
  readonly words?: readonly string[];
}

export const SCALAR: Parameter = { kinds: ['scalar'] };
export const SERIES: Parameter = { kinds: ['series'] };
export const ARRAY: Parameter = { kinds: ['array'] };
export const ALL_SERIES: Parameter = { kinds: ['series', 'array'] };

/** A function of one series that gives one; of several, it gives as many. */
export function eachSeries(change: (series: Series, span: Span) => Series): MetricFunction {
  return {
    parameters: [ALL_SERIES],
    required: 1,
    returns: ([kind]) => kind,
    apply: ([value], span) => changeAll(value, (series) => change(series, span)),
  };
}

/** The value with each of its series changed. */
export function changeAll(value: Value, change: (series: Series) => Series): Value {
  if (value.kind === 'series') return { kind: 'series', series: change(value.series) };
  return { kind: 'array', all: seriesOf(value).map(change) };
}

/** The series of a value, one after the other. */
export function seriesOf(value: Value): readonly Series[] {
  if (value.kind === 'series') return [value.series];
  return value.kind === 'array' ? value.all : [];
}

/** The scalar of a value; NaN where it has none. */
export function scalarOf(value: Value | undefined): number {
  return value?.kind === 'scalar' ? value.value : Number.NaN;
}

/** The word of a value, if it is one. */
export function wordOf(value: Value | undefined): string | undefined {
  return value?.kind === 'word' ? value.word : undefined;
}

/**
 * A function of each number. CloudWatch documents it for series; of a scalar it gives
 * a scalar (an assumption, for it can mean nothing else).
 */
export function eachNumber(change: (value: number) => number): MetricFunction {
  const kept = (value: number) => {
    const changed = change(value);
    return Number.isFinite(changed) ? changed : Number.NaN;
  };
  return {
    parameters: [{ kinds: ['scalar', 'series', 'array'] }],
    required: 1,
    returns: ([kind]) => kind,
    apply: ([value]) =>
      value.kind === 'scalar'
        ? { kind: 'scalar', value: kept(value.value) }
        : changeAll(value, (series) => ({ ...series, values: series.values.map(kept) })),
  };
}

/** Unary minus. */
export function negate(value: Value, span: Span): Value {
  return operate('*', { kind: 'scalar', value: -1 }, value, span);
}
