import { shown } from '../../curve/shown.ts';
import type { ValueProblem } from '../json/shape.ts';
import type { MetricDataLimits } from './limits.ts';
import type { MetricDataQuery, MetricStat } from './query.ts';
import { type ResolvedQuery, resolveQueries } from './resolve.ts';
import { isStatistic, STATISTICS } from './statistic.ts';

/**
 * What of metric data queries can be told to be wrong without data, in the order of
 * the queries: all that AWS documents. Empty where AWS would take them.
 *
 * Source: Amazon CloudWatch API reference, MetricDataQuery and MetricStat; Amazon EC2
 * Auto Scaling API reference, MetricDataQuery and TargetTrackingMetricDataQuery; its
 * user guide, "Advanced predictive scaling policy using custom metrics".
 *
 * @param limits who is to take them
 */
export function validateMetricDataQueries(
  queries: readonly MetricDataQuery[],
  limits: MetricDataLimits,
): ValueProblem[] {
  const { queries: resolved, problems } = resolveQueries(queries);
  const found = [
    ...countProblems(queries, limits),
    ...queries.flatMap((query, index) =>
      oneProblems(query, limits, queries.slice(0, index)).map(({ path, says }) => ({
        path: [index, ...path],
        says,
      })),
    ),
    ...problems,
    ...(limits.returned === 'one' ? returnProblems(queries, resolved) : []),
  ];
  return found.toSorted((a, b) => Number(a.path[0] ?? -1) - Number(b.path[0] ?? -1));
}

function countProblems(queries: readonly MetricDataQuery[], { most }: MetricDataLimits) {
  if (queries.length === 0)
    return [{ path: [], says: 'is empty: give at least one query with MetricStat or Expression' }];
  if (queries.length <= most) return [];
  const says = `has ${queries.length} queries: AWS takes ${most} at most, expressions included`;
  return [{ path: [], says }];
}

/** Of one query on its own, and its Id beside those before it. */
function oneProblems(
  query: MetricDataQuery,
  limits: MetricDataLimits,
  before: readonly MetricDataQuery[],
): ValueProblem[] {
  const { MetricStat, Expression, Period } = query;
  const found = idProblems(query.Id, limits, before);
  if (MetricStat !== undefined && Expression !== undefined)
    found.push({ path: ['Expression'], says: 'stands beside MetricStat: keep one' });
  if (MetricStat === undefined && Expression === undefined)
    found.push({ path: [], says: 'has neither MetricStat nor Expression: give one' });
  if (Expression !== undefined && Expression.length > limits.expressionLength)
    found.push({
      path: ['Expression'],
      says: `has ${Expression.length} characters: AWS takes ${limits.expressionLength} at most`,
    });
  if (Expression !== undefined && !limits.takesSearch && /\bSEARCH\s*\(/.test(Expression))
    found.push({
      path: ['Expression'],
      says: 'has a SEARCH, which no alarm can watch: name the metrics with MetricStat',
    });
  found.push(...periodProblems(Period, ['Period'], limits, false));
  if (MetricStat !== undefined) found.push(...statProblems(MetricStat, limits));
  return found;
}

function idProblems(
  id: string,
  { idLength }: MetricDataLimits,
  before: readonly MetricDataQuery[],
): ValueProblem[] {
  const path = ['Id'];
  if (!/^[a-z]\w*$/.test(id))
    return [
      {
        path,
        says: `is ${shown(id)}: begin with a lowercase letter, then letters, digits and _ only`,
      },
    ];
  if (id.length > idLength)
    return [{ path, says: `has ${id.length} characters: AWS takes ${idLength} at most` }];
  if (before.some((other) => other.Id === id))
    return [{ path, says: `is ${shown(id)}, as that of a query before it: give each its own` }];
  return [];
}

function statProblems(stat: MetricStat, limits: MetricDataLimits): ValueProblem[] {
  const { Metric, Stat, Period } = stat;
  const found = periodProblems(Period, ['MetricStat', 'Period'], limits, true);
  if (!isStatistic(Stat))
    found.push({
      path: ['MetricStat', 'Stat'],
      says: `is ${shown(Stat)}, no statistic of CloudWatch: give ${STATISTICS}`,
    });
  const dimensions = Metric.Dimensions?.length ?? 0;
  if (dimensions > 30)
    found.push({
      path: ['MetricStat', 'Metric', 'Dimensions'],
      says: `has ${dimensions} dimensions: AWS takes 30 at most`,
    });
  return found;
}

function periodProblems(
  period: number | undefined,
  path: readonly string[],
  { periods }: MetricDataLimits,
  ofMetric: boolean,
): ValueProblem[] {
  if (period === undefined) {
    if (!ofMetric || periods.kind !== 'required') return [];
    return [{ path, says: 'is missing: give seconds, such as 60' }];
  }
  if (periods.kind === 'none')
    return [{ path, says: `is ${period}, but AWS knows no Period here: remove it` }];
  if (periods.among !== undefined && !periods.among.includes(period))
    return [{ path, says: `is ${period}: give ${listed(periods.among)}` }];
  if (!isPeriod(period))
    return [{ path, says: `is ${period}: give 1, 5, 10, 20, 30 or a multiple of 60 seconds` }];
  return [];
}

/** Source: CloudWatch API reference, MetricStat. */
function isPeriod(seconds: number): boolean {
  return [1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0);
}

function listed(numbers: readonly number[]): string {
  return `${numbers.slice(0, -1).join(', ')} or ${numbers[numbers.length - 1]}`;
}

/** Exactly one query is returned, and it is a single series. */
function returnProblems(
  queries: readonly MetricDataQuery[],
  resolved: ReadonlyMap<string, ResolvedQuery>,
): ValueProblem[] {
  const returned = queries.flatMap(({ ReturnData }, index) =>
    ReturnData === false ? [] : [index],
  );
  if (returned.length === 0 && queries.length > 0)
    return [{ path: [], says: 'returns nothing: set ReturnData true at the final query' }];
  if (returned.length > 1) {
    const ids = returned.map((index) => queries[index].Id).join(', ');
    const says = `is true (its default) at ${ids}: keep it at the final query and set it false at the others`;
    return [{ path: [returned[0], 'ReturnData'], says }];
  }
  return returned.flatMap((index) => {
    if (resolved.get(queries[index].Id)?.kind !== 'array') return [];
    const says =
      'gives several time series where one is wanted: wrap it, as in SUM(SEARCH(…)), or set its ReturnData false and use its Id';
    return [{ path: [index, 'Expression'], says }];
  });
}
