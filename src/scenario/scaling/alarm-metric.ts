import type { Path } from '../../model/json/path.ts';
import type { MetricAlarm } from '../../model/policies/policy.ts';
import type { Problems } from '../reading/problems.ts';
import { findMetric, type KnownMetric, type NamedMetric } from './known-metrics.ts';

/** What of an alarm says which metric it watches. */
export interface WatchedMetric extends NamedMetric {
  readonly Statistic?: string | undefined;
  readonly ExtendedStatistic?: string | undefined;
}

/** The metric in the model's terms; reports one that is not made here, or not in that way. */
export function readAlarmMetric(
  watched: WatchedMetric,
  at: Path,
  problems: Problems,
): Pick<MetricAlarm, 'Namespace' | 'MetricName' | 'Statistic'> | undefined {
  if (watched.Statistic !== undefined && watched.ExtendedStatistic !== undefined) {
    const line = problems.line([...at, 'Statistic'], at);
    problems.of([...at, 'ExtendedStatistic'], `stands beside Statistic (${line}): keep one`);
    return undefined;
  }
  const known = findMetric(watched, at, problems);
  if (known === undefined) return undefined;
  refuseStatistic(watched, known, at, problems);
  const { Namespace, MetricName, Statistic } = known;
  // The model measures that percentile each minute; a longer period is the mean of its minutes.
  return { Namespace, MetricName, Statistic: Statistic === 'p95' ? 'Average' : Statistic };
}

function refuseStatistic(
  { Statistic, ExtendedStatistic }: WatchedMetric,
  known: KnownMetric,
  at: Path,
  problems: Problems,
): void {
  const key = known.Statistic === 'p95' ? 'ExtendedStatistic' : 'Statistic';
  const given = Statistic ?? ExtendedStatistic?.replace(/^p95(?:\.0+)?$/, 'p95');
  if (given === undefined) problems.of([...at, key], `is missing: give ${known.Statistic}`);
  else if (given !== known.Statistic) {
    const givenKey = Statistic === undefined ? 'ExtendedStatistic' : 'Statistic';
    const cure = givenKey === key ? known.Statistic : `${key} ${known.Statistic} instead`;
    const says = `${given} of ${known.MetricName} is not supported yet: give ${cure}`;
    problems.of([...at, givenKey], says, 'not-supported');
  }
}
