import { ALL_SERIES, type MetricFunction, seriesOf } from './metric-function.ts';
import { aligned, emptySeries, type Series, type Span } from './value.ts';

/** What a reduction sees of some numbers: those that are there, and how many could be. */
type Reduction = (present: readonly number[], places: number) => number;

/**
 * The functions that make one number of one series, and one series of several.
 *
 * A missing value counts as 0 in AVG, as AWS says without telling one series from
 * several; that it offers `SUM(m1) / DATAPOINT_COUNT(m1)` for sparse metrics speaks for
 * both. In the others it does not count. Of several series there is a datapoint
 * wherever one of them has one. Of nothing SUM, AVG and DATAPOINT_COUNT are 0, the others
 * nothing (an assumption).
 *
 * Source: Amazon CloudWatch user guide, "Using metric math", "Functions supported for
 * metric math".
 */
export const REDUCTIONS: Readonly<Record<string, MetricFunction>> = {
  SUM: reduction(sum),
  AVG: reduction((present, places) => (places === 0 ? 0 : sum(present) / places)),
  MIN: reduction((present) => extreme(present, Math.min)),
  MAX: reduction((present) => extreme(present, Math.max)),
  STDDEV: reduction(standardDeviation),
  DATAPOINT_COUNT: reduction((present) => present.length),
};

function reduction(reduce: Reduction): MetricFunction {
  return {
    parameters: [ALL_SERIES],
    required: 1,
    returns: ([kind]) => (kind === 'array' ? 'series' : 'scalar'),
    apply: ([value], span) =>
      value.kind === 'series'
        ? { kind: 'scalar', value: reduceSeries(reduce, value.series) }
        : { kind: 'series', series: reduceAcross(reduce, seriesOf(value), span) },
  };
}

/** One number of one series. */
function reduceSeries(reduce: Reduction, { values }: Series): number {
  return reduce(
    Array.from(values).filter((value) => !Number.isNaN(value)),
    values.length,
  );
}

function reduceAcross(reduce: Reduction, all: readonly Series[], span: Span): Series {
  const grid = aligned(all, span);
  const empty = emptySeries(span, grid[0]?.period);
  const { values } = empty;
  for (let i = 0; i < values.length; i++) {
    const present = grid.map((series) => series.values[i]).filter((value) => !Number.isNaN(value));
    if (present.length > 0) values[i] = reduce(present, grid.length);
  }
  return empty;
}

function sum(present: readonly number[]): number {
  return present.reduce((total, value) => total + value, 0);
}

/** One by one: a year's values are too many for arguments. */
function extreme(present: readonly number[], further: (a: number, b: number) => number): number {
  return present.length === 0 ? Number.NaN : present.reduce((a, b) => further(a, b));
}

/** Of the population: AWS does not say which (an assumption). */
function standardDeviation(present: readonly number[]): number {
  if (present.length === 0) return Number.NaN;
  const mean = sum(present) / present.length;
  return Math.sqrt(sum(present.map((value) => (value - mean) ** 2)) / present.length);
}
