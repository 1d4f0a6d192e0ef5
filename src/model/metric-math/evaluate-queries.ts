import { PlimsollError } from '../../error.ts';
import type { ValueProblem } from '../json/shape.ts';
import type { MetricDataQuery, MetricStat } from './query.ts';
import { type ResolvedQuery, resolveQueries } from './resolve.ts';
import type { MetricSource } from './source.ts';
import { periodsIn, type Series, type Span, type Value } from './value.ts';

/** A time series that queries return. */
export interface QueryResult {
  readonly Id: string;
  readonly Label: string;
  /** Seconds. */
  readonly period: number;
  /** Value `i` is that of the period that begins `i × period` after the span's start; NaN where there is none. */
  readonly values: Float64Array;
}

/**
 * The results of queries, those with `ReturnData` (the default), in their order; an
 * array of series as one result after the other, all with its Id.
 *
 * A metric without a label has its metric's name, an expression its Id; the series of
 * an array are called `Expression-Label Metric-Label`. Where series of different periods
 * meet in an expression, each datapoint keeps its timestamp and a longer period has
 * none in between (an assumption: AWS does not say).
 *
 * Throws a `PlimsollError` (`usage`), a line a problem, for unknown Ids, circles and
 * wrong expressions; limits are `validateMetricDataQueries`'.
 *
 * Source: Amazon CloudWatch user guide, "Using metric math"; API reference,
 * GetMetricData.
 *
 * @param source has the data of this span
 */
export function evaluateQueries(
  queries: readonly MetricDataQuery[],
  source: MetricSource,
  span: Span,
): QueryResult[] {
  return compileQueries(queries)(source, span);
}

/**
 * Reads queries once, to be evaluated often. Throws as `evaluateQueries` does.
 */
export function compileQueries(
  queries: readonly MetricDataQuery[],
): (source: MetricSource, span: Span) => QueryResult[] {
  const { queries: resolved, problems } = resolveQueries(queries);
  if (problems.length > 0) throw new PlimsollError('usage', problems.map(sentence));
  const returned = queries.flatMap(({ Id }) => {
    const query = resolved.get(Id);
    return query === undefined || query.query.ReturnData === false ? [] : [query];
  });
  return (source, span) => {
    const evaluation = new Evaluation(resolved, source, span);
    return returned.flatMap((query) => results(query, evaluation));
  };
}

function sentence({ path: [index, key], says }: ValueProblem): string {
  return `MetricDataQueries[${index}].${key} ${says}`;
}

function results({ query }: ResolvedQuery, evaluation: Evaluation): QueryResult[] {
  const { Id, Label } = query;
  const value = evaluation.resultOf(Id);
  if (value.kind === 'series') return [result(Id, Label ?? nameOf(query), value.series)];
  if (value.kind !== 'array') return [];
  return value.all.map((series) =>
    result(Id, [Label, series.label].filter(Boolean).join(' '), series),
  );
}

function result(Id: string, Label: string, { period, values }: Series): QueryResult {
  return { Id, Label, period, values };
}

function nameOf({ Id, MetricStat }: MetricDataQuery): string {
  return MetricStat?.Metric.MetricName ?? Id;
}

/** The values of queries, each computed once, when it is first asked for. */
class Evaluation {
  readonly #queries: ReadonlyMap<string, ResolvedQuery>;
  readonly #source: MetricSource;
  readonly #span: Span;
  readonly #values = new Map<string, Value>();

  constructor(queries: ReadonlyMap<string, ResolvedQuery>, source: MetricSource, span: Span) {
    this.#queries = queries;
    this.#source = source;
    this.#span = span;
  }

  resultOf = (id: string): Value => {
    const known = this.#values.get(id);
    if (known !== undefined) return known;
    const value = this.#evaluate(this.#query(id));
    this.#values.set(id, value);
    return value;
  };

  /** A metric's own period; an expression's, where it must make up a series, is the shortest of what it refers to. */
  periodOf = (id: string): number => {
    const query = this.#query(id);
    const { Period } = query.query;
    if ('stat' in query) return query.stat.Period ?? Period ?? this.#span.period;
    const periods = query.references.map(this.periodOf);
    return Period ?? (periods.length === 0 ? this.#span.period : Math.min(...periods));
  };

  #evaluate(query: ResolvedQuery): Value {
    const { Id } = query.query;
    const span = { ...this.#span, period: this.periodOf(Id) };
    if ('stat' in query) return this.#metric(query.query, query.stat, span);
    const { resultOf, periodOf } = this;
    return query.compiled.evaluate({ span, source: this.#source, resultOf, periodOf });
  }

  #metric({ Label }: MetricDataQuery, { Metric, Stat, Unit }: MetricStat, span: Span): Value {
    const values = this.#source.stat(Metric, Stat, span.period, Unit);
    const expected = periodsIn(span, span.period);
    if (values.length !== expected)
      throw new RangeError(`${values.length} values of ${expected} periods`);
    const label = Label ?? Metric.MetricName;
    return { kind: 'series', series: { label, period: span.period, values } };
  }

  #query(id: string): ResolvedQuery {
    const query = this.#queries.get(id);
    if (query === undefined) throw new RangeError(`no query ${id}`);
    return query;
  }
}
