import * as z from 'zod';
import { STATISTICS } from '../../model/metric-archive.ts';
import type { MetricDataQuery, MetricStat } from '../../model/metric-math/query.ts';
import type { MetricSpecification } from '../../model/policies/predictive-scaling/configuration.ts';
import { boolean, number, text } from '../reading/fields.ts';
import type { Path } from '../reading/path.ts';
import type { Problems } from '../reading/problems.ts';
import { findMetric } from './known-metrics.ts';

/** A customized metric of a predictive policy; what its queries must keep to is AWS's rule, not its shape. */
export function customizedMetric() {
  return z
    .looseObject(
      {
        MetricDataQueries: z.array(query, { error: 'a list of queries' }),
      },
      { error: 'a mapping with MetricDataQueries' },
    )
    .optional();
}

const dimensions = z
  .array(
    z.looseObject({ Name: text(), Value: text() }, { error: 'a mapping with Name and Value' }),
    { error: 'a list of dimensions' },
  )
  .optional();

const query = z.looseObject(
  {
    Id: text(),
    MetricStat: z
      .looseObject(
        {
          Metric: z.looseObject(
            { Namespace: text(), MetricName: text(), Dimensions: dimensions },
            { error: 'a mapping with Namespace and MetricName' },
          ),
          Stat: text(),
          Period: number().optional(),
          Unit: text().optional(),
        },
        { error: 'a mapping with Metric and Stat' },
      )
      .optional(),
    Expression: text('an expression, such as m1 / m2').optional(),
    Label: text().optional(),
    Period: number().optional(),
    ReturnData: boolean().optional(),
  },
  { error: 'a mapping with Id and either MetricStat or Expression' },
);

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
