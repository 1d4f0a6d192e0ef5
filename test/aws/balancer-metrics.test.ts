import { describe, expect, it } from 'vitest';
import { balancerMinutes, balancerQueries } from '../../src/aws/balancer-metrics.ts';

const PLACES = [
  { TargetGroup: 'targetgroup/web/1', LoadBalancer: 'app/shop/1' },
  { TargetGroup: 'targetgroup/api/2', LoadBalancer: 'app/shop/1' },
];
const QUERIES = balancerQueries(PLACES);
const AT = new Date('2026-01-05T00:01:00Z');

/** What CloudWatch answers where each metric has one datapoint, or none. */
const answers = (answer: (metric: string, targetGroup: string | undefined) => number | undefined) =>
  QUERIES.map(({ Id, MetricStat }) => {
    const { MetricName = '', Dimensions = [] } = MetricStat?.Metric ?? {};
    const group = Dimensions.find(({ Name }) => Name === 'TargetGroup')?.Value;
    const value = answer(MetricName, group);
    return {
      Id,
      Timestamps: value === undefined ? [] : [AT],
      Values: value === undefined ? [] : [value],
    };
  });

describe("the load balancer's minutes", () => {
  it('are asked for once a load balancer and once a target group', () => {
    const asked = QUERIES.map(({ MetricStat }) =>
      [MetricStat?.Metric?.MetricName, MetricStat?.Metric?.Dimensions?.[0].Value].join(' '),
    );
    expect(asked).toHaveLength(7);
    expect(new Set(asked).size).toBe(7);
    expect(asked).toContain('HTTPCode_ELB_5XX_Count app/shop/1');
  });

  it('add up the counts of target groups, and weigh their response times by them', () => {
    const isWeb = (group: string | undefined) => group === 'targetgroup/web/1';
    const found = balancerMinutes(
      PLACES,
      answers((metric, group) => {
        if (metric === 'RequestCount') return isWeb(group) ? 300 : 100;
        if (metric === 'TargetResponseTime') return isWeb(group) ? 0.1 : 0.5;
        return metric === 'HTTPCode_ELB_5XX_Count' ? 7 : undefined;
      }),
    );
    expect(found).toEqual([
      {
        Timestamp: AT.toISOString(),
        RequestCount: 400,
        // (300 · 0.1 + 100 · 0.5) / 400
        TargetResponseTime: 0.2,
        HTTPCode_ELB_5XX_Count: 7,
        HTTPCode_Target_5XX_Count: null,
      },
    ]);
  });

  it('are none where nothing was counted', () => {
    expect(
      balancerMinutes(
        PLACES,
        answers(() => undefined),
      ),
    ).toEqual([]);
  });
});
