import { PlimsollError } from '../../error.ts';
import { compileQueries, type QueryResult } from '../../model/metric-math/evaluate-queries.ts';
import { GET_METRIC_DATA } from '../../model/metric-math/limits.ts';
import type { MetricDataQuery } from '../../model/metric-math/query.ts';
import { validateMetricDataQueries } from '../../model/metric-math/validate.ts';
import { operation } from '../operation.ts';
import {
  INTEGER,
  list,
  NUMBER,
  type Of,
  oneOf,
  structure,
  TEXT,
  TIMESTAMP,
} from '../shape/shape.ts';
import { hasStatistic } from './aggregate.ts';
import { QUERY } from './alarm-shapes.ts';
import { mathSource } from './math-source.ts';
import { page } from './page-results.ts';
import { readToken, tokenFor } from './page-token.ts';
import { roundStart } from './read-periods.ts';
import { invalidRequest, invalidValue } from './refusals.ts';
import type { CloudWatchWorld } from './world.ts';

const INPUT = structure(
  {
    NextToken: TEXT,
    ScanBy: oneOf('TimestampDescending', 'TimestampAscending'),
    MaxDatapoints: INTEGER,
    LabelOptions: structure({ Timezone: TEXT }),
  },
  { MetricDataQueries: list(QUERY, 500), StartTime: TIMESTAMP, EndTime: TIMESTAMP },
);

const MESSAGES = list(structure({ Code: TEXT, Value: TEXT }));

/**
 * GetMetricData: metrics and metric math, newest first unless told otherwise, in pages
 * of `MaxDatapoints`.
 *
 * Source: Amazon CloudWatch API reference, GetMetricData.
 */
export const getMetricData = operation({
  input: INPUT,
  output: structure({
    MetricDataResults: list(
      structure({
        Id: TEXT,
        Label: TEXT,
        Timestamps: list(TIMESTAMP),
        Values: list(NUMBER),
        StatusCode: oneOf('Complete', 'PartialData', 'InternalError'),
        Messages: MESSAGES,
      }),
    ),
    NextToken: TEXT,
    Messages: MESSAGES,
  }),
  handle: (input, { store, now: clock }: CloudWatchWorld) => {
    const now = clock();
    const most = checkedInput(input);
    const queries = input.MetricDataQueries.map(readQuery);
    const evaluate = compile(queries);
    refuseMore(queries, input);
    const shortest = Math.min(...queries.map(periodOf));
    const start = roundStart(input.StartTime, now, 1000 * shortest) / 1000;
    const span = { start, end: input.EndTime / 1000, period: DEFAULT_PERIOD };
    const digest = { ...input, NextToken: undefined, MaxDatapoints: undefined };
    const token = readToken(input.NextToken, digest);
    const results = evaluate(mathSource(store, span, now), span);
    const { shown, next } = page(
      results.map((result) => stamped(result, start, input)),
      token,
      most,
    );
    return {
      MetricDataResults: shown,
      Messages: [],
      ...(next && { NextToken: tokenFor(next, digest) }),
    };
  },
});

/** Of a search or an expression that names no period and no metric. */
const DEFAULT_PERIOD = 300;

type Input = Of<typeof INPUT>;

/** The number of datapoints of a page. */
function checkedInput({ StartTime, EndTime, MaxDatapoints = MOST_DATAPOINTS }: Input): number {
  if (StartTime >= EndTime)
    throw invalidRequest('The parameter StartTime must be less than the parameter EndTime.');
  if (MaxDatapoints < 1 || MaxDatapoints > MOST_DATAPOINTS)
    throw invalidValue(
      `The value ${MaxDatapoints} for parameter MaxDatapoints is invalid. Give 1 to ${MOST_DATAPOINTS}.`,
    );
  return MaxDatapoints;
}

/** Source: Amazon CloudWatch API reference, GetMetricData. */
const MOST_DATAPOINTS = 100_800;

function readQuery(given: Of<typeof QUERY>, index: number): MetricDataQuery {
  const at = `MetricDataQueries.member.${index + 1}`;
  const { AccountId, MetricStat, ...query } = given;
  if (AccountId !== undefined)
    throw invalidRequest(`The parameter ${at}.AccountId is not supported by the lab: remove it.`);
  if (MetricStat === undefined) return query;
  const { Namespace, MetricName, Dimensions } = MetricStat.Metric;
  if (Namespace === undefined || MetricName === undefined)
    throw invalidRequest(
      `The parameter ${at}.MetricStat.Metric must have Namespace and MetricName.`,
    );
  if (/^[A-Za-z]/.test(MetricStat.Stat)) checkStatistic(MetricStat.Stat, `${at}.MetricStat.Stat`);
  const Metric = { Namespace, MetricName, ...(Dimensions && { Dimensions }) };
  return { ...query, MetricStat: { ...MetricStat, Metric } };
}

function checkStatistic(stat: string, path: string): void {
  if (/^(?:IQM|(?:tm|wm|tc|ts)\d|[A-Z]{2}\()/.test(stat) && !hasStatistic(stat))
    throw invalidRequest(
      `The value ${stat} for parameter ${path} is not supported by the lab: give Average, Sum, Minimum, Maximum, SampleCount or a percentile.`,
    );
}

function compile(queries: readonly MetricDataQuery[]) {
  const [problem] = validateMetricDataQueries(queries, GET_METRIC_DATA);
  if (problem !== undefined) throw invalidRequest(whatIsWrong(queries, problem));
  try {
    return compileQueries(queries);
  } catch (error) {
    if (error instanceof PlimsollError) throw invalidRequest(error.message);
    throw error;
  }
}

function whatIsWrong(
  queries: readonly MetricDataQuery[],
  { path, says }: { readonly path: readonly (string | number)[]; readonly says: string },
): string {
  const [index, ...rest] = path;
  if (rest[0] === 'Expression')
    return `Error in expression '${queries[Number(index)].Id}': ${says.replace(/^is wrong: /, '')}`;
  const place = index === undefined ? '' : `.member.${Number(index) + 1}`;
  return `The parameter MetricDataQueries${[place, ...rest].join('.').replace(/\.$/, '')} ${says}`;
}

/** What no machine should be asked to hold at once; a limit of the lab's own. */
function refuseMore(queries: readonly MetricDataQuery[], { StartTime, EndTime }: Input): void {
  const seconds = (EndTime - StartTime) / 1000;
  const periods = queries.map(periodOf);
  const count = periods.reduce((sum, period) => sum + seconds / period, 0);
  if (count > MOST_PERIODS)
    throw invalidRequest(
      `The request spans ${Math.ceil(count)} periods, and the lab takes ${MOST_PERIODS}: ask for less time, longer periods or fewer queries.`,
    );
}

const MOST_PERIODS = 20_000_000;

function periodOf({ MetricStat, Period }: MetricDataQuery): number {
  return MetricStat?.Period ?? Period ?? DEFAULT_PERIOD;
}

/** A result with its datapoints alone, in the order asked for. */
function stamped({ Id, Label, period, values }: QueryResult, start: number, { ScanBy }: Input) {
  const points = Array.from(values, (value, i) => [1000 * (start + i * period), value] as const);
  const present = points.filter(([, value]) => !Number.isNaN(value));
  if (ScanBy !== 'TimestampAscending') present.reverse();
  return { Id, Label, points: present };
}
