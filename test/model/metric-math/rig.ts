import {
  evaluateQueries,
  type QueryResult,
} from '../../../src/model/metric-math/evaluate-queries.ts';
import type { MetricDataQuery } from '../../../src/model/metric-math/query.ts';
import {
  type MetricIdentity,
  matchesSearch,
} from '../../../src/model/metric-math/search/search.ts';
import type { MetricSource } from '../../../src/model/metric-math/source.ts';
import type { Span } from '../../../src/model/metric-math/value.ts';

/** A value a period; `-` where there is no datapoint, as AWS's pages write it. */
export type Point = number | '-';

/** 2026-11-02T00:00:00Z, a Monday, and so many minutes from there. */
export function minutes(count: number): Span {
  return { start: 1_793_577_600, end: 1_793_577_600 + 60 * count, period: 60 };
}

/** Metrics m1, m2… of one namespace, and the series that an expression makes of them. */
export function evaluate(expression: string, metrics: Readonly<Record<string, readonly Point[]>>) {
  const ids = Object.keys(metrics);
  const count = metrics[ids[0]]?.length ?? 4;
  const queries = [
    ...ids.map((id) => ({ ...metricQuery(id, { MetricName: id }), ReturnData: false })),
    { Id: 'result', Expression: expression },
  ];
  const held = ids.map((id) => ({ metric: shop({ MetricName: id }), points: metrics[id] }));
  return evaluateQueries(queries, sourceOf(held), minutes(count)).map(points);
}

export function shop(metric: Partial<MetricIdentity> & { readonly MetricName: string }) {
  return { Namespace: 'Shop', ...metric };
}

export function metricQuery(
  Id: string,
  metric: Partial<MetricIdentity> & { readonly MetricName: string },
  Period?: number,
): MetricDataQuery {
  const stat = { Metric: shop(metric), Stat: 'Sum', ...(Period && { Period }) };
  return { Id, MetricStat: stat };
}

export function points({ values }: QueryResult): Point[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? '-' : value));
}

interface Held {
  readonly metric: MetricIdentity;
  readonly points: readonly Point[];
}

/** Holds values of whatever period it is asked for. */
export function sourceOf(held: readonly Held[]): MetricSource {
  const numbers = (points: readonly Point[]) =>
    Float64Array.from(points, (point) => (point === '-' ? Number.NaN : point));
  return {
    stat: (metric) => {
      const found = held.find((each) => JSON.stringify(each.metric) === JSON.stringify(metric));
      return numbers(found?.points ?? []);
    },
    search: (search) =>
      held
        .filter(({ metric }) => matchesSearch(search, metric))
        .map(({ metric, points }) => ({
          metric,
          label: metric.MetricName,
          values: numbers(points),
        })),
  };
}
