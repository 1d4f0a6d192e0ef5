import { operation } from '../operation.ts';
import {
  INTEGER,
  list,
  map,
  NUMBER,
  type Of,
  oneOf,
  structure,
  TEXT,
  TIMESTAMP,
} from '../shape/shape.ts';
import { type Aggregate, hasStatistic, statisticOf } from './aggregate.ts';
import { DIMENSIONS, NAME, UNIT } from './metric-shapes.ts';
import { readPeriods, roundStart } from './read-periods.ts';
import { invalidValue, missing, wrongCombination } from './refusals.ts';
import type { CloudWatchWorld } from './world.ts';

const STATISTIC = oneOf('SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum');

const INPUT = structure(
  {
    Dimensions: DIMENSIONS,
    Statistics: list(STATISTIC, 5),
    ExtendedStatistics: list(TEXT, 10),
    Unit: UNIT,
  },
  { Namespace: NAME, MetricName: NAME, StartTime: TIMESTAMP, EndTime: TIMESTAMP, Period: INTEGER },
);
type Input = Of<typeof INPUT>;

const DATAPOINT = structure({
  Timestamp: TIMESTAMP,
  SampleCount: NUMBER,
  Average: NUMBER,
  Sum: NUMBER,
  Minimum: NUMBER,
  Maximum: NUMBER,
  Unit: UNIT,
  ExtendedStatistics: map(NUMBER),
});

/**
 * GetMetricStatistics: one metric, a datapoint a period and unit, at most 1,440.
 *
 * Source: Amazon CloudWatch API reference, GetMetricStatistics.
 */
export const getMetricStatistics = operation({
  input: INPUT,
  output: structure({ Label: TEXT, Datapoints: list(DATAPOINT) }),
  handle: (input, { store, now: clock }: CloudWatchWorld) => {
    const now = clock();
    check(input);
    const period = 1000 * input.Period;
    const window = { start: roundStart(input.StartTime, now, period), end: input.EndTime, period };
    const metric = store.find(input, now);
    const units = (metric?.units ?? []).filter((unit) => (input.Unit ?? unit) === unit);
    const Datapoints = units.flatMap((unit) => {
      const periods = metric === undefined ? [] : readPeriods(metric, window, now, unit);
      return [...periods].map(([index, aggregate]) => ({
        Timestamp: window.start + index * period,
        Unit: unit as Of<typeof UNIT>,
        ...statistics(aggregate, input),
      }));
    });
    return { Label: input.MetricName, Datapoints };
  },
});

function check({ StartTime, EndTime, Period, Statistics, ExtendedStatistics }: Input): void {
  if (StartTime >= EndTime)
    throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  if (![1, 5, 10, 20, 30].includes(Period) && (Period < 60 || Period % 60 !== 0))
    throw invalidValue(
      `The value ${Period} for parameter Period is invalid. Give 1, 5, 10, 20, 30 or a multiple of 60.`,
    );
  if (Statistics === undefined && ExtendedStatistics === undefined)
    throw missing('Statistics or ExtendedStatistics');
  const strange = ExtendedStatistics?.find((name) => !/^p\d/.test(name) || !hasStatistic(name));
  if (strange !== undefined)
    throw invalidValue(
      `The value ${strange} for parameter ExtendedStatistics is invalid. The lab has percentiles, such as p95.`,
    );
  const count = Math.ceil((EndTime - StartTime) / (1000 * Period));
  if (count > MOST_DATAPOINTS)
    throw wrongCombination(
      `You have requested up to ${count.toLocaleString('en-US')} datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
}

const MOST_DATAPOINTS = 1440;

function statistics(aggregate: Aggregate, { Statistics = [], ExtendedStatistics }: Input) {
  const simple = Statistics.map((name) => [name, statisticOf(aggregate, name)] as const);
  const extended = (ExtendedStatistics ?? []).flatMap((name) => {
    const value = statisticOf(aggregate, name);
    return Number.isNaN(value) ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(simple),
    ...(ExtendedStatistics && { ExtendedStatistics: Object.fromEntries(extended) }),
  };
}
