import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { samplesOf } from '../../src/predict/seed/cloudwatch.ts';
import type { SeedPlan } from '../../src/predict/seed/plan.ts';

/** The hours whose SampleCount or Sum is not the plan's, by metric: none is what is wanted. */
export async function hourlyDifferences(
  plan: SeedPlan,
  client: CloudWatchClient,
): Promise<string[]> {
  const statistics = ['SampleCount', 'Sum'] as const;
  const queries = plan.metrics.flatMap((MetricName) =>
    statistics.map((Stat) => ({ MetricName, Stat })),
  );
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(1000 * plan.start),
      EndTime: new Date(1000 * plan.end),
      MetricDataQueries: queries.map(({ MetricName, Stat }, i) => ({
        Id: `q${i}`,
        MetricStat: {
          Metric: { Namespace: plan.namespace, MetricName, Dimensions: [...plan.dimensions] },
          Period: 3600,
          Stat,
        },
      })),
    }),
  );
  return queries.flatMap(({ MetricName, Stat }, i) => {
    const { Timestamps = [], Values = [], StatusCode } = MetricDataResults[i] ?? {};
    if (StatusCode !== 'Complete') throw new Error(`${MetricName} ${Stat} is ${StatusCode}`);
    const found = new Map(Timestamps.map((at, k) => [at.getTime() / 3_600_000, Values[k]]));
    const planned = plannedHours(plan, MetricName, Stat);
    return [...planned].flatMap(([hour, value]) => {
      const seen = found.get(hour) ?? 0;
      return Math.abs(seen - value) <= 1e-9 * Math.abs(value)
        ? []
        : [`${MetricName} ${Stat} of hour ${hour}: ${seen} for ${value}`];
    });
  });
}

function plannedHours(plan: SeedPlan, metric: string, statistic: 'SampleCount' | 'Sum') {
  const hours = new Map<number, number>();
  for (const datum of plan.calls.flatMap(({ data }) => data)) {
    if (datum.MetricName !== metric) continue;
    const hour = Math.floor(datum.Timestamp / 3600);
    const { count, sum } = samplesOf(datum);
    hours.set(hour, (hours.get(hour) ?? 0) + (statistic === 'Sum' ? sum : count));
  }
  return hours;
}
