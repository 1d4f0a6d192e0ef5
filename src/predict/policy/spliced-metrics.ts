import type { MetricName } from '../../model/metric.ts';
import type { MetricDataQuery } from '../../model/metric-math/query.ts';
import { predefinedMetric } from '../../model/policies/predefined-metric.ts';
import { PERIOD_SECONDS } from '../history/history.ts';
import {
  customized,
  type LoadKind,
  type PolicyMetrics,
  type SeededGroup,
  seededQueries,
} from './seeded-metrics.ts';

/**
 * The metrics of a policy that takes the group's own where there are all of them and the
 * seed where there are not, so that real data takes over by itself; all three at once,
 * since one's load by the other's capacity would tell nothing.
 *
 * `FILL(cpu, -1) + 1` is 0 where the group's metric is missing and at least 1 where it is
 * there, zero included. `+ 0 * seed` gives a datapoint wherever the seed has one: AWS does
 * not say whether FILL fills a series that has no datapoint at all, and where it does not,
 * this counts as missing, as it should.
 *
 * @param resourceLabel `app/LB/ID/targetgroup/TG/ID`, for `requests`
 */
export function splicedMetrics(
  seed: SeededGroup,
  kind: LoadKind,
  resourceLabel?: string,
): PolicyMetrics {
  const { load, scaling, capacity } = seededQueries(seed, kind, SEED, SEED, SEED);
  const own = (Id: string, name: MetricName, Stat: string): MetricDataQuery => ({
    Id,
    MetricStat: { Metric: predefinedMetric(name, seed.group, resourceLabel), Stat },
    ReturnData: false,
  });
  const instances = own('instances', 'GroupInServiceInstances', 'Average');
  if (kind === 'requests') {
    const requests = own('requests', 'RequestCount', 'Sum');
    const perTarget = own('per_target', 'RequestCountPerTarget', 'Sum');
    const all = [requests, perTarget, instances];
    return customized(
      splice(all, 'requests', load),
      // The target is per minute, whatever the period.
      splice(all, 'per_target / (PERIOD(per_target) / 60)', scaling),
      splice(all, 'instances', capacity),
    );
  }
  const all = [own('cpu', 'CPUUtilization', 'Average'), instances];
  // The seed has a sample an instance and period, the group's own as its monitoring is.
  const total = `cpu * instances * ${3600 / PERIOD_SECONDS}`;
  return customized(
    splice(all, total, load),
    splice(all, 'cpu', scaling),
    splice(all, 'instances', capacity),
  );
}

const SEED = 'seed';

/**
 * @param own what must be there
 * @param expression what the group's own metrics make
 */
function splice(
  own: readonly MetricDataQuery[],
  expression: string,
  seed: MetricDataQuery,
): readonly MetricDataQuery[] {
  const there = own.map(({ Id }) => `(FILL(${Id}, -1) + 1)`).join(' * ');
  return [
    ...own,
    { ...seed, ReturnData: false },
    {
      Id: 'spliced',
      Expression: `IF(${there} + 0 * ${SEED} > 0, ${expression}, ${SEED})`,
      ReturnData: true,
    },
  ];
}
