import { type MetricFunction, SERIES } from './metric-function.ts';
import type { Series } from './value.ts';

/**
 * The functions that give a series its own timestamps, in UTC, with no gap: DAY is 1
 * on Monday and 7 on Sunday, MONTH 1 in January, EPOCH in seconds.
 *
 * Source: Amazon CloudWatch user guide, "Using metric math", "Functions supported for
 * metric math"; its `IF(DAY(m1)<6,m1)` keeps Monday to Friday.
 */
export const CALENDAR: Readonly<Record<string, MetricFunction>> = {
  MINUTE: at((date) => date.getUTCMinutes()),
  HOUR: at((date) => date.getUTCHours()),
  DAY: at((date) => date.getUTCDay() || 7),
  DATE: at((date) => date.getUTCDate()),
  MONTH: at((date) => date.getUTCMonth() + 1),
  YEAR: at((date) => date.getUTCFullYear()),
  EPOCH: at((date) => date.getTime() / 1000),
};

function at(part: (date: Date) => number): MetricFunction {
  return {
    parameters: [SERIES],
    required: 1,
    returns: () => 'series',
    apply: ([value], { start }) => {
      if (value.kind !== 'series') return value;
      return { kind: 'series', series: stamped(value.series, start, part) };
    },
  };
}

function stamped(series: Series, start: number, part: (date: Date) => number): Series {
  const values = series.values.map((_, i) => part(new Date(1000 * (start + i * series.period))));
  return { ...series, values };
}
