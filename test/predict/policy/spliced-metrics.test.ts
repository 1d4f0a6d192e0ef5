import { describe, expect, it } from 'vitest';
import { evaluateQueries } from '../../../src/model/metric-math/evaluate-queries.ts';
import type { MetricDataQuery } from '../../../src/model/metric-math/query.ts';
import { checkConfiguration } from '../../../src/model/policies/predictive-scaling/check-configuration.ts';
import type { MetricSpecification } from '../../../src/model/policies/predictive-scaling/configuration.ts';
import { forecastOnly } from '../../../src/predict/policy/policy-configuration.ts';
import { type LoadKind, seededMetrics } from '../../../src/predict/policy/seeded-metrics.ts';
import { splicedMetrics } from '../../../src/predict/policy/spliced-metrics.ts';
import { minutes, type Point, points } from '../../model/metric-math/rig.ts';

const SEED = { namespace: 'Shop/Seed', group: 'shop-asg' };
const LABEL = 'app/shop/0123456789abcdef/targetgroup/shop/fedcba9876543210';

const NOTHING: readonly Point[] = ['-', '-', '-', '-'];
type Held = Readonly<Record<string, readonly Point[]>>;

/** What CloudWatch would make of a spliced metric, from values by namespace and name. */
function spliced(place: keyof MetricSpecification, held: Held, kind: LoadKind = 'cpu') {
  const queries = queriesAt(place, kind);
  const answers = [queries, withoutFillOfNothing(queries, held)].map((each) =>
    evaluate(each, held).flatMap(points),
  );
  // Whether FILL fills a series without a datapoint or leaves it so, it comes to the same.
  expect(answers[1]).toEqual(answers[0]);
  return answers[0];
}

describe('spliced metrics', () => {
  it('are the seed where the group has never been measured', () => {
    const held = { 'Shop/Seed CPUUtilization': [10, 20, '-', 40] } as const;
    expect(spliced('CustomizedLoadMetricSpecification', held)).toEqual([10, 20, '-', 40]);
    expect(spliced('CustomizedScalingMetricSpecification', held)).toEqual([10, 20, '-', 40]);
  });

  const PLACES = [
    'CustomizedLoadMetricSpecification',
    'CustomizedScalingMetricSpecification',
    'CustomizedCapacityMetricSpecification',
  ] as const;

  it('are the group’s own wherever it is measured, zero included', () => {
    const held = {
      'Shop/Seed Instances': [3, 3, 3, '-'],
      'AWS/EC2 CPUUtilization': ['-', 0, 20, 40],
      'AWS/AutoScaling GroupInServiceInstances': ['-', 0, 2, 4],
    } as const;
    expect(spliced('CustomizedCapacityMetricSpecification', held)).toEqual([3, 0, 2, 4]);
  });

  it('are the group’s own where there is no seed any more, or never was', () => {
    const held = {
      'AWS/EC2 CPUUtilization': ['-', 0, 30, 40],
      'AWS/AutoScaling GroupInServiceInstances': ['-', 2, 2, 2],
    } as const;
    expect(spliced('CustomizedScalingMetricSpecification', held)).toEqual(['-', 0, 30, 40]);
  });

  it.each([
    ['its instances are counted', { 'AWS/AutoScaling GroupInServiceInstances': [1, 1, 1, 1] }],
    ['its CPU is measured', { 'AWS/EC2 CPUUtilization': [5, 5, 5, 5] }],
  ] as const)('are all the seed where of the group only %s', (_, own) => {
    const seed = {
      'Shop/Seed CPUUtilization': [40, 40, 40, 40],
      'Shop/Seed Instances': [3, 3, 3, 3],
    } as const;
    for (const place of PLACES)
      expect(spliced(place, { ...seed, ...own })).toEqual(spliced(place, seed));
  });

  it('are all the seed where the load balancer counts no requests', () => {
    const seed = { 'Shop/Seed Instances': [3, 3, 3, 3], 'Shop/Seed Requests': [9, 9, 9, 9] };
    const own = { 'AWS/AutoScaling GroupInServiceInstances': [1, 1, 1, 1] };
    for (const place of PLACES)
      expect(spliced(place, { ...seed, ...own }, 'requests')).toEqual(
        spliced(place, seed, 'requests'),
      );
  });

  it('have a load that is the demand of all instances, as the seed’s, whatever the monitoring', () => {
    const held = {
      'Shop/Seed CPUUtilization': [2400, 2400, 2400, '-'],
      'AWS/EC2 CPUUtilization': ['-', 50, 50, 25],
      'AWS/AutoScaling GroupInServiceInstances': ['-', '-', 4, 2],
    } as const;
    // 12 periods of 5 minutes × 4 instances × 50 %; where one of both is missing, the seed.
    expect(spliced('CustomizedLoadMetricSpecification', held)).toEqual([2400, 2400, 2400, 600]);
  });

  it('count the load balancer’s requests per target by the minute', () => {
    const held = {
      'Shop/Seed RequestsPerTarget': [100, 100, 100, 100],
      'AWS/ApplicationELB RequestCount': ['-', 1000, '-', '-'],
      'AWS/ApplicationELB RequestCountPerTarget': ['-', 500, '-', '-'],
      'AWS/AutoScaling GroupInServiceInstances': [2, 2, 2, 2],
    } as const;
    expect(spliced('CustomizedScalingMetricSpecification', held, 'requests')).toEqual([
      100, 500, 100, 100,
    ]);
  });

  it.each(['cpu', 'requests'] as const)(
    'are what AWS takes, by %s, as the seed alone is',
    (kind) => {
      const settings = { target: 50, bufferSeconds: 300, raiseMaxPercent: undefined };
      for (const metrics of [splicedMetrics(SEED, kind, LABEL), seededMetrics(SEED, kind)])
        expect(checkConfiguration(forecastOnly(metrics, settings)).problems).toEqual([]);
    },
  );
});

function queriesAt(place: keyof MetricSpecification, kind: LoadKind): readonly MetricDataQuery[] {
  const specification = { TargetValue: 50, ...splicedMetrics(SEED, kind, LABEL) }[place];
  if (typeof specification !== 'object' || !('MetricDataQueries' in specification))
    throw new Error(`${place} has no queries`);
  return specification.MetricDataQueries;
}

/** As the queries would be read where FILL leaves a series without a datapoint as it is. */
function withoutFillOfNothing(
  queries: readonly MetricDataQuery[],
  held: Held,
): readonly MetricDataQuery[] {
  const empty = queries.filter(({ MetricStat }) => MetricStat && !(nameOf(MetricStat) in held));
  return queries.map((query) => {
    if (query.Expression === undefined) return query;
    const Expression = empty.reduce(
      (text, { Id }) => text.replaceAll(`FILL(${Id}, -1)`, Id),
      query.Expression,
    );
    return { ...query, Expression };
  });
}

function evaluate(queries: readonly MetricDataQuery[], held: Held) {
  const stat = (metric: { readonly Namespace: string; readonly MetricName: string }) =>
    Float64Array.from(held[`${metric.Namespace} ${metric.MetricName}`] ?? NOTHING, (point) =>
      point === '-' ? Number.NaN : point,
    );
  return evaluateQueries(queries, { stat, search: () => [] }, minutes(4));
}

function nameOf({ Metric }: NonNullable<MetricDataQuery['MetricStat']>): string {
  return `${Metric.Namespace} ${Metric.MetricName}`;
}
