import type { Operator } from './expression.ts';
import { aligned, type Series, type Span, type Value } from './value.ts';

/**
 * What an operator makes of two values.
 *
 * Of two series it has a datapoint wherever either has one, the other's missing
 * value counting as 0; with a scalar, wherever the series has one. What would
 * divide by zero, or is no real number, is dropped. Comparisons and logic give 1 for
 * true and 0 for false; for logic all but 0 is true.
 *
 * Source: Amazon CloudWatch user guide, "Using metric math", "Basic arithmetic
 * functions" and "Comparison and logical operators".
 */
export function operate(operator: Operator, left: Value, right: Value, span: Span): Value {
  const apply = OPERATORS[operator];
  const a = sideOf(left);
  const b = sideOf(right);
  if (typeof a === 'number' && typeof b === 'number')
    return { kind: 'scalar', value: kept(apply, a, b) };
  if (left.kind === 'array')
    return { kind: 'array', all: left.all.map((each) => pair(apply, each, b, span)) };
  if (right.kind === 'array') {
    const all = right.all.map((each) => ({ ...pair(apply, a, each, span), label: each.label }));
    return { kind: 'array', all };
  }
  return { kind: 'series', series: pair(apply, a, b, span) };
}

type Apply = (left: number, right: number) => number;

const OPERATORS: Readonly<Record<Operator, Apply>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
};

function sideOf(value: Value): number | Series {
  if (value.kind === 'scalar') return value.value;
  return value.kind === 'series' ? value.series : NONE;
}

/** Stands for what is no single series; arrays go one by one. */
const NONE: Series = { label: '', period: 60, values: new Float64Array() };

function pair(apply: Apply, left: number | Series, right: number | Series, span: Span): Series {
  if (typeof left === 'number')
    return typeof right === 'number' ? NONE : mapSeries(right, (value) => kept(apply, left, value));
  if (typeof right === 'number') return mapSeries(left, (value) => kept(apply, value, right));
  const [one, other] = aligned([left, right], span);
  const values = new Float64Array(one.values.length);
  for (let i = 0; i < values.length; i++) values[i] = either(apply, one.values[i], other.values[i]);
  return { ...one, values };
}

/** A datapoint wherever one of both has one. */
function either(apply: Apply, left: number, right: number): number {
  if (Number.isNaN(left)) return Number.isNaN(right) ? Number.NaN : kept(apply, 0, right);
  return kept(apply, left, Number.isNaN(right) ? 0 : right);
}

/** NaN, that is no datapoint, where an operand is missing or the result is no finite number. */
function kept(apply: Apply, left: number, right: number): number {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN;
  const value = apply(left, right);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** The series with each datapoint changed; `change` is also asked about missing ones, NaN. */
function mapSeries(series: Series, change: (value: number, index: number) => number): Series {
  return { ...series, values: series.values.map(change) };
}
