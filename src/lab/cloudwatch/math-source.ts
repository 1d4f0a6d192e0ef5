import { matchesSearch, type Search } from '../../model/metric-math/search/search.ts';
import type { MetricSource } from '../../model/metric-math/source.ts';
import { periodsIn, type Span } from '../../model/metric-math/value.ts';
import { statisticOf } from './aggregate.ts';
import type { MetricStore, StoredMetric } from './metric-store.ts';
import { readPeriods } from './read-periods.ts';

/**
 * The stored datapoints of a span, as metric math reads them.
 *
 * @param now epoch milliseconds
 */
export function mathSource(store: MetricStore, span: Span, now: number): MetricSource {
  store.reveal(now);
  const read = (metric: StoredMetric | undefined, stat: string, period: number, unit?: string) => {
    const values = new Float64Array(periodsIn(span, period)).fill(Number.NaN);
    if (metric === undefined) return values;
    const window = { start: 1000 * span.start, end: 1000 * span.end, period: 1000 * period };
    for (const [index, aggregate] of readPeriods(metric, window, now, unit))
      values[index] = statisticOf(aggregate, stat);
    return values;
  };
  return {
    stat: (metric, stat, period, unit) => read(store.find(metric, now), stat, period, unit),
    search: (search, stat, period) =>
      found(store, search, now).map((metric) => ({
        metric: metric.identity,
        label: labelOf(metric),
        values: read(metric, stat, period),
      })),
  };
}

/** Source: Amazon CloudWatch user guide, "Search expression limits": 500 series. */
const MOST_FOUND = 500;

function found(store: MetricStore, search: Search, now: number): readonly StoredMetric[] {
  return store
    .listed(now)
    .filter(({ identity }) => matchesSearch(search, identity))
    .slice(0, MOST_FOUND);
}

/** What tells the metrics of one search apart: their dimensions, then their name. */
function labelOf({ identity: { MetricName, Dimensions = [] } }: StoredMetric): string {
  return [...Dimensions.map(({ Value }) => Value), MetricName].join(' ');
}
