import { eachSeries, type MetricFunction } from './metric-function.ts';
import type { Series } from './value.ts';

/**
 * How a series changes from one datapoint to the next that is there; the first has
 * no change. RATE is per second; DIFF_TIME is the seconds between both. RUNNING_SUM has
 * a datapoint where the series has one.
 *
 * Source: Amazon CloudWatch user guide, "Using metric math", "Functions supported for
 * metric math".
 */
export const CHANGES: Readonly<Record<string, MetricFunction>> = {
  DIFF: eachSeries((series) => changes(series, (value) => value)),
  DIFF_TIME: eachSeries((series) => changes(series, (_, seconds) => seconds)),
  RATE: eachSeries((series) => changes(series, (value, seconds) => value / seconds)),
  RUNNING_SUM: eachSeries(runningSum),
};

function changes(series: Series, change: (value: number, seconds: number) => number): Series {
  const { period } = series;
  let previous = -1;
  const values = series.values.map((value, index, all) => {
    if (Number.isNaN(value)) return value;
    const before = previous;
    previous = index;
    return before < 0 ? Number.NaN : change(value - all[before], (index - before) * period);
  });
  return { ...series, values };
}

function runningSum(series: Series): Series {
  let sum = 0;
  const values = series.values.map((value) => {
    if (Number.isNaN(value)) return value;
    sum += value;
    return sum;
  });
  return { ...series, values };
}
