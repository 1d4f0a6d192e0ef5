import type { Metric } from '../../model/metric.ts';
import { compileQueries } from '../../model/metric-math/evaluate-queries.ts';
import type { MetricDataQuery } from '../../model/metric-math/query.ts';
import { mathSource } from '../cloudwatch/math-source.ts';
import type { MetricStore } from '../cloudwatch/metric-store.ts';
import { grown, type MinuteColumns } from './minute-columns.ts';
import type { Watched } from './watched.ts';

/**
 * What CloudWatch holds of a metric as the model's alarms and policies read it: a
 * column with a value a minute, brought up to date when they are about to look.
 */
export class WatchedMetric implements Metric {
  readonly name: string;
  readonly periodMinutes = 1;
  values = new Float64Array(0);
  samples = new Float64Array(0);
  readonly #evaluate: ReturnType<typeof compileQueries>;
  readonly #store: MetricStore;
  readonly #originMinute: number;
  readonly #lookback: number;
  readonly #group: MinuteColumns;
  readonly #counts: (minute: MinuteColumns) => Float64Array;
  #end = 0;
  #version = -1;

  /**
   * @param originMinute minutes since the epoch of index 0
   * @param lookback minutes that are looked at again when something has been put
   * @param group what the metric was measured on
   */
  constructor(
    { name, queries }: Watched,
    store: MetricStore,
    originMinute: number,
    lookback: number,
    group: MinuteColumns,
  ) {
    this.name = name;
    this.#store = store;
    this.#originMinute = originMinute;
    this.#lookback = lookback;
    this.#group = group;
    this.#evaluate = compileQueries([...queries, ...sampleCount(queries)]);
    const ofBalancer = queries.every(
      ({ MetricStat }) => MetricStat?.Metric.Namespace === 'AWS/ApplicationELB',
    );
    this.#counts = ({ warm, healthy }) => (ofBalancer ? healthy : warm);
  }

  /** The load balancer's metrics are of its healthy targets, all others of the instances that have warmed up. */
  get capacity(): Float64Array {
    return this.#counts(this.#group);
  }

  get serving(): Float64Array {
    return this.#group.healthy;
  }

  get inService(): Int32Array {
    return this.#group.inService;
  }

  /**
   * Reads what CloudWatch shows by now.
   *
   * @param visible index of the newest minute that it shows
   * @param now epoch milliseconds
   */
  refresh(visible: number, now: number): void {
    const end = visible + 1;
    if (end > this.values.length) this.#grow(2 * end);
    const from = Math.max(
      0,
      this.#version === this.#store.version ? this.#end : end - this.#lookback,
    );
    this.#version = this.#store.version;
    this.#end = Math.max(this.#end, end);
    if (from >= end) return;
    const span = {
      start: 60 * (this.#originMinute + from),
      end: 60 * (this.#originMinute + end),
      period: 60,
    };
    const [values, samples] = this.#evaluate(mathSource(this.#store, span, now), span);
    if (values !== undefined) this.values.set(values.values, from);
    if (samples !== undefined) this.samples.set(samples.values, from);
  }

  #grow(length: number): void {
    const blank = () => new Float64Array(length).fill(Number.NaN);
    this.values = grown(this.values, blank());
    this.samples = grown(this.samples, blank().fill(1));
  }
}

/** How many samples a metric's values are of: an average over minutes weighs them so. */
function sampleCount(queries: readonly MetricDataQuery[]): readonly MetricDataQuery[] {
  const [{ Id, MetricStat }] = queries;
  if (queries.length > 1 || MetricStat === undefined) return [];
  return [{ Id: `${Id}Samples`, MetricStat: { ...MetricStat, Stat: 'SampleCount' } }];
}
