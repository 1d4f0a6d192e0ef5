import type { MetricIdentity } from '../../model/metric-math/search/search.ts';
import { type Aggregate, add, emptyAggregate } from './aggregate.ts';
import { keyOf, type MetricDatum, type PutMetrics } from './metric-datum.ts';
import { listedAfter, readableAfter, type Visibility } from './visibility.ts';

/**
 * What CloudWatch holds: told what was put and what the time is, it knows what can be
 * read. It never looks at a clock. All times are epoch milliseconds.
 */
export class MetricStore {
  /** Another after everything that was put or became readable. */
  version = 0;
  readonly #visibility: Visibility;
  readonly #metrics = new Map<string, StoredMetric>();
  #waiting: Waiting[] = [];
  /** The first instant at which something waiting can be read. */
  #next = Number.POSITIVE_INFINITY;

  constructor(visibility: Visibility) {
    this.#visibility = visibility;
  }

  put({ received, namespace, data }: PutMetrics): void {
    this.version++;
    for (const datum of data) {
      const { MetricName, Dimensions } = datum;
      const metric = this.#metric({ Namespace: namespace, MetricName, Dimensions }, received);
      metric.newestPut = Math.max(metric.newestPut, received);
      const from = received + readableAfter(this.#visibility, received - datum.at);
      if (this.#visibility === 'instant') metric.add(datum);
      else this.#wait({ from, metric, datum });
    }
  }

  /** The metrics that ListMetrics and SEARCH know, in the order of their names. */
  listed(now: number): readonly StoredMetric[] {
    const delay = listedAfter(this.#visibility);
    return [...this.#metrics]
      .filter(([, { firstPut, newestPut }]) => firstPut + delay <= now && now - newestPut < SILENT)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, metric]) => metric);
  }

  /** A metric with what can be read of it now; undefined where there is none. */
  find(identity: MetricIdentity, now: number): StoredMetric | undefined {
    this.reveal(now);
    return this.#metrics.get(keyOf(identity));
  }

  /** Makes readable what has waited long enough. */
  reveal(now: number): void {
    if (now < this.#next) return;
    this.version++;
    const [due, later] = [true, false].map((isDue) =>
      this.#waiting.filter(({ from }) => from <= now === isDue),
    );
    for (const { metric, datum } of due) metric.add(datum);
    this.#waiting = later;
    this.#next = later.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY);
  }

  #wait(waiting: Waiting): void {
    this.#waiting.push(waiting);
    this.#next = Math.min(this.#next, waiting.from);
  }

  #metric(identity: MetricIdentity, received: number): StoredMetric {
    const key = keyOf(identity);
    let metric = this.#metrics.get(key);
    if (metric === undefined) {
      metric = new StoredMetric(identity, received);
      this.#metrics.set(key, metric);
    }
    return metric;
  }
}

interface Waiting {
  readonly from: number;
  readonly metric: StoredMetric;
  readonly datum: MetricDatum;
}

/** A metric that has been silent for two weeks is not listed. Source: CloudWatch API reference, ListMetrics. */
const SILENT = 14 * 24 * 3_600_000;

/** A metric, its datapoints by unit and time. */
export class StoredMetric {
  readonly identity: MetricIdentity;
  readonly firstPut: number;
  newestPut: number;
  readonly #units = new Map<string, Map<number, Aggregate>>();
  /** Every datapoint begins at a multiple of it: a minute, or a second where one needs that. */
  #step = 60_000;

  constructor(identity: MetricIdentity, firstPut: number) {
    this.identity = identity;
    this.firstPut = firstPut;
    this.newestPut = firstPut;
  }

  add(datum: MetricDatum): void {
    if (datum.at % this.#step !== 0) this.#step = 1000;
    let points = this.#units.get(datum.unit);
    if (points === undefined) {
      points = new Map();
      this.#units.set(datum.unit, points);
    }
    let point = points.get(datum.at);
    if (point === undefined) {
      point = emptyAggregate();
      points.set(datum.at, point);
    }
    add(point, datum);
  }

  get units(): readonly string[] {
    return [...this.#units.keys()];
  }

  /** Datapoints of one unit, or of all where none is named, from `start` on and before `end`. */
  *points(
    start: number,
    end: number,
    unit?: string,
  ): Generator<readonly [at: number, point: Aggregate]> {
    for (const [each, points] of this.#units) {
      if (unit !== undefined && unit !== each) continue;
      // Of a short while every step is asked for; of a long one every datapoint.
      if ((end - start) / this.#step < points.size) yield* onGrid(points, start, end, this.#step);
      else for (const entry of points) if (entry[0] >= start && entry[0] < end) yield entry;
    }
  }
}

function* onGrid(points: ReadonlyMap<number, Aggregate>, start: number, end: number, step: number) {
  for (let at = step * Math.ceil(start / step); at < end; at += step) {
    const point = points.get(at);
    if (point !== undefined) yield [at, point] as const;
  }
}
