import { changeAll, type MetricFunction, wordOf } from './metric-function.ts';
import { aligned, type Series, type Span, type Value } from './value.ts';

/**
 * `FILL(series, filler)`: what stands for missing values. A number; another series,
 * where it has a value; `REPEAT`, the newest value before; `LINEAR`, the straight line
 * between the values around a gap. Before the first value REPEAT has nothing to
 * repeat, and outside the first and the last LINEAR has no line: those stay missing.
 *
 * A series without a datapoint is filled as well, by a number (an assumption). AWS does not
 * say so. Alarms on FILL of a metric that has fallen silent are reported to see the filler;
 * of a metric that never was, nothing is. An expression that shall hold on either reading
 * adds a series that has datapoints, `FILL(m1, -1) + 1 + 0 * m2`.
 *
 * Source: Amazon CloudWatch user guide, "Using metric math", "Functions supported for
 * metric math".
 */
export const FILL: MetricFunction = {
  parameters: [
    { kinds: ['series', 'array'] },
    { kinds: ['scalar', 'series'], words: ['REPEAT', 'LINEAR'] },
  ],
  required: 2,
  returns: ([kind]) => kind,
  apply: ([value, filler], span) => changeAll(value, (series) => fill(series, filler, span)),
};

function fill(series: Series, filler: Value, span: Span): Series {
  if (wordOf(filler) === 'REPEAT') return repeat(series);
  if (wordOf(filler) === 'LINEAR') return joinLinearly(series);
  if (filler.kind === 'series') {
    const [own, other] = aligned([series, filler.series], span);
    return fillGaps(own, (index) => other.values[index]);
  }
  const value = filler.kind === 'scalar' ? filler.value : Number.NaN;
  return fillGaps(series, () => value);
}

function repeat(series: Series): Series {
  let newest = Number.NaN;
  const values = series.values.map((value) => {
    if (!Number.isNaN(value)) newest = value;
    return newest;
  });
  return { ...series, values };
}

function joinLinearly(series: Series): Series {
  const values = series.values.slice();
  let before = -1;
  for (let at = 0; at < values.length; at++) {
    if (Number.isNaN(values[at])) continue;
    const step = (values[at] - values[before]) / (at - before);
    for (let i = before + 1; before >= 0 && i < at; i++)
      values[i] = values[before] + step * (i - before);
    before = at;
  }
  return { ...series, values };
}

function fillGaps(series: Series, filler: (index: number) => number): Series {
  const values = series.values.map((value, index) => (Number.isNaN(value) ? filler(index) : value));
  return { ...series, values };
}
