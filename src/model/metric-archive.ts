import { isMetricName, type MetricName, type MetricStore, NAMESPACES } from './metric.ts';
import { type MetricIdentity, matchesSearch } from './metric-math/search/search.ts';
import type { MetricSource } from './metric-math/source.ts';
import { periodsIn, type Span } from './metric-math/value.ts';
import type { MetricHistory } from './policies/predictive-scaling/hourly-metrics.ts';

/** A stretch of time whose metrics are known. */
export interface Era {
  /** Minutes since the epoch of its first. */
  readonly startMinute: number;
  /** A value a minute; NaN where the load is unknown. */
  readonly requestsPerSecond: Float64Array;
  readonly metrics: MetricStore;
}

/** The statistics that each metric can be asked for: of single instances nothing is known. */
export const STATISTICS = {
  CPUUtilization: ['Average', 'Sum', 'SampleCount'],
  NetworkIn: ['Average', 'Sum', 'SampleCount'],
  NetworkOut: ['Average', 'Sum', 'SampleCount'],
  RequestCountPerTarget: ['Sum'],
  RequestCount: ['Sum'],
  TargetResponseTime: ['p95'],
  HTTPCode_ELB_5XX_Count: ['Sum'],
  HealthyHostCount: ['Average', 'Minimum', 'Maximum'],
  GroupInServiceInstances: ['Average', 'Minimum', 'Maximum'],
} as const satisfies Record<MetricName, readonly string[]>;

function isKept(name: MetricName, statistic: string): boolean {
  return (STATISTICS[name] as readonly string[]).includes(statistic);
}

/** What CloudWatch keeps of the group's metrics, over eras that follow one another. */
export class MetricArchive implements MetricHistory {
  readonly #eras: readonly Era[];
  readonly #groupName: string | undefined;

  /** @param groupName that the group's metrics carry as their dimension, for searches */
  constructor(eras: readonly Era[], groupName?: string) {
    this.#eras = eras;
    this.#groupName = groupName;
  }

  during(span: Span): MetricSource {
    const from = span.start / 60;
    const values = (name: MetricName, stat: string, period: number) =>
      this.#values(name, stat, from, period / 60, periodsIn(span, period));
    return {
      stat: ({ MetricName }, stat, period) =>
        isMetricName(MetricName)
          ? values(MetricName, stat, period)
          : new Float64Array(periodsIn(span, period)).fill(Number.NaN),
      search: (search, stat, period) =>
        this.#metrics()
          .filter((metric) => matchesSearch(search, metric) && isKept(metric.MetricName, stat))
          .map((metric) => ({
            metric,
            label: metric.MetricName,
            values: values(metric.MetricName, stat, period),
          })),
    };
  }

  #metrics(): readonly (MetricIdentity & { readonly MetricName: MetricName })[] {
    return (Object.keys(NAMESPACES) as MetricName[]).map((name) => ({
      Namespace: NAMESPACES[name],
      MetricName: name,
      Dimensions:
        NAMESPACES[name] === 'AWS/ApplicationELB'
          ? [
              { Name: 'LoadBalancer', Value: '' },
              { Name: 'TargetGroup', Value: '' },
            ]
          : [{ Name: 'AutoScalingGroupName', Value: this.#groupName ?? '' }],
    }));
  }

  /**
   * A statistic of each period.
   *
   * A datapoint of an EC2 metric stands for as many samples as instances it was
   * measured on: the Sum of CPUUtilization is that of all instances (CloudWatch:
   * Average = Sum / SampleCount).
   *
   * @param from minutes since the epoch
   * @param periodMinutes of one value
   * @returns `count` values; NaN where there is no datapoint
   */
  #values(
    name: MetricName,
    statistic: string,
    from: number,
    periodMinutes: number,
    count: number,
  ): Float64Array {
    const tally = new Tally(count);
    for (const era of this.#eras) {
      const { values, samples } = era.metrics.metric(name);
      const first = Math.max(0, from - era.startMinute);
      const end = Math.min(values.length, from - era.startMinute + count * periodMinutes);
      for (let minute = first; minute < end; minute++) {
        const value = values[minute];
        if (Number.isNaN(value)) continue;
        const period = Math.floor((minute + era.startMinute - from) / periodMinutes);
        tally.add(period, value, samples === undefined ? 1 : samples[minute]);
      }
    }
    return tally.of(statistic);
  }

  knownShare(fromHour: number, hours: number): Float64Array {
    const known = new Float64Array(hours);
    const from = 60 * fromHour;
    for (const { startMinute, requestsPerSecond } of this.#eras) {
      const first = Math.max(0, from - startMinute);
      const end = Math.min(requestsPerSecond.length, from - startMinute + 60 * hours);
      for (let minute = first; minute < end; minute++) {
        if (Number.isNaN(requestsPerSecond[minute])) continue;
        known[Math.floor((minute + startMinute - from) / 60)] += 1 / 60;
      }
    }
    return known;
  }
}

class Tally {
  readonly #sums: Float64Array;
  readonly #samples: Float64Array;
  readonly #lows: Float64Array;
  readonly #highs: Float64Array;

  constructor(count: number) {
    this.#sums = new Float64Array(count);
    this.#samples = new Float64Array(count);
    this.#lows = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    this.#highs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  }

  add(period: number, value: number, samples: number): void {
    this.#sums[period] += value * samples;
    this.#samples[period] += samples;
    if (value < this.#lows[period]) this.#lows[period] = value;
    if (value > this.#highs[period]) this.#highs[period] = value;
  }

  of(statistic: string): Float64Array {
    return this.#samples.map((samples, period) =>
      samples > 0 ? this.#one(statistic, period) : Number.NaN,
    );
  }

  #one(statistic: string, period: number): number {
    switch (statistic) {
      case 'Sum':
        return this.#sums[period];
      case 'Average':
      // The model measures that percentile each minute; a longer period is the mean of its minutes.
      case 'p95':
        return this.#sums[period] / this.#samples[period];
      case 'SampleCount':
        return this.#samples[period];
      case 'Minimum':
        return this.#lows[period];
      case 'Maximum':
        return this.#highs[period];
      default:
        throw new Error(`no statistic ${statistic}`);
    }
  }
}
