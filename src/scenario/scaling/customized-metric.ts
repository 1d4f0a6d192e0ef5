import type { Path } from '../../model/json/path.ts';
import { STATISTICS } from '../../model/metric-archive.ts';
import type { MetricDataQuery, MetricStat } from '../../model/metric-math/query.ts';
import type { MetricSpecification } from '../../model/policies/predictive-scaling/configuration.ts';
import type { Problems } from '../reading/problems.ts';
import { findMetric } from './known-metrics.ts';

const KEYS = [
  'CustomizedLoadMetricSpecification',
  'CustomizedScalingMetricSpecification',
  'CustomizedCapacityMetricSpecification',
] as const;

/** Reports metrics and statistics of customized metrics that the model has not. */
export function refuseUnknownMetrics(
  metrics: MetricSpecification,
  at: Path,
  problems: Problems,
): void {
  for (const key of KEYS) {
    const queries: readonly MetricDataQuery[] = metrics[key]?.MetricDataQueries ?? [];
    for (const [index, { MetricStat }] of queries.entries()) {
      const statAt = [...at, key, 'MetricDataQueries', index, 'MetricStat'];
      if (MetricStat !== undefined) refuseUnknown(MetricStat, statAt, problems);
    }
  }
}

function refuseUnknown({ Metric, Stat, Unit }: MetricStat, at: Path, problems: Problems): void {
  const known = findMetric({ ...Metric, Unit }, [...at, 'Metric'], problems);
  if (known === undefined) return;
  const statistics: readonly string[] = STATISTICS[known.MetricName];
  if (statistics.includes(Stat)) return;
  const says = `${Stat} of ${known.MetricName} is not supported yet: give ${statistics.join(' or ')}`;
  problems.of([...at, 'Stat'], says, 'not-supported');
}
