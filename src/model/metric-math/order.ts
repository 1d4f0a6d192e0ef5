import {
  ARRAY,
  type MetricFunction,
  SCALAR,
  scalarOf,
  seriesOf,
  wordOf,
} from './metric-function.ts';
import { REDUCTIONS } from './reduce.ts';
import { emptySeries, type Series, type Span, type Value } from './value.ts';

/**
 * The functions that count, sort and cut arrays of series.
 *
 * Source: Amazon CloudWatch user guide, "Using metric math", "Functions supported for
 * metric math".
 */
export const ORDERS: Readonly<Record<string, MetricFunction>> = {
  METRIC_COUNT: {
    parameters: [ARRAY],
    required: 1,
    returns: () => 'scalar',
    apply: ([value]) => ({ kind: 'scalar', value: seriesOf(value).length }),
  },
  FIRST: pick((all) => all[0]),
  LAST: pick((all) => all[all.length - 1]),
  REMOVE_EMPTY: {
    parameters: [ARRAY],
    required: 1,
    returns: () => 'array',
    apply: ([value]) => ({
      kind: 'array',
      all: seriesOf(value).filter(({ values }) => values.some((each) => !Number.isNaN(each))),
    }),
  },
  SLICE: {
    parameters: [ARRAY, SCALAR, SCALAR],
    required: 2,
    returns: () => 'array',
    apply: ([value, start, end]) => ({
      kind: 'array',
      all: seriesOf(value).slice(scalarOf(start), end && scalarOf(end)),
    }),
  },
  SORT: {
    parameters: [
      ARRAY,
      { kinds: [], words: ['AVG', 'MIN', 'MAX', 'SUM'] },
      { kinds: [], words: ['ASC', 'DESC'] },
      SCALAR,
    ],
    required: 3,
    returns: () => 'array',
    apply: ([value, by, order, limit], span) => ({
      kind: 'array',
      all: sort(seriesOf(value), wordOf(by) ?? '', wordOf(order) ?? '', span).slice(
        0,
        limit && scalarOf(limit),
      ),
    }),
  },
};

function pick(choose: (all: readonly Series[]) => Series | undefined): MetricFunction {
  return {
    parameters: [ARRAY],
    required: 1,
    returns: () => 'series',
    apply: ([value], span) => {
      const chosen = choose(seriesOf(value));
      return { kind: 'series', series: chosen ?? emptySeries(span) };
    },
  };
}

/** Series without a datapoint come last (an assumption); equal ones keep their order. */
function sort(all: readonly Series[], by: string, order: string, span: Span): readonly Series[] {
  const sign = order === 'DESC' ? -1 : 1;
  const keyed = all.map((series) => {
    const value: Value = { kind: 'series', series };
    return { series, key: sign * scalarOf(REDUCTIONS[by].apply([value], span)) };
  });
  const rank = ({ key }: { key: number }) => (Number.isNaN(key) ? Number.POSITIVE_INFINITY : key);
  return keyed.toSorted((a, b) => compare(rank(a), rank(b))).map(({ series }) => series);
}

/** Infinities do not subtract. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
