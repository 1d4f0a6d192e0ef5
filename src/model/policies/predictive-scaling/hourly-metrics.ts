import { compileQueries } from '../../metric-math/evaluate-queries.ts';
import type { MetricSource } from '../../metric-math/source.ts';
import type { Span } from '../../metric-math/value.ts';
import { BY_HOUR, type HourlyReading } from './by-hour.ts';
import type { MetricQueries } from './metric-queries.ts';

/** What CloudWatch can be asked for the metrics of a predictive policy. */
export interface MetricHistory {
  /** Answers queries about a stretch of time. */
  during(span: Span): MetricSource;
  /**
   * The share of each hour in which the load is known; hours since the epoch. Absent
   * where nobody knows more than the datapoints: then an hour that has one is known.
   */
  knownShare?(fromHour: number, hours: number): Float64Array;
}

/** The hourly metrics of a predictive policy. Hours are since the epoch. */
export class HourlyMetrics {
  readonly #load: Compiled;
  readonly #scaling: Compiled;
  readonly #capacity: Compiled;
  readonly #history: MetricHistory;

  constructor({ load, scaling, capacity }: MetricQueries, history: MetricHistory) {
    this.#load = compileQueries(load);
    this.#scaling = compileQueries(scaling);
    this.#capacity = compileQueries(capacity);
    this.#history = history;
  }

  /**
   * Hourly sums of the load metric; NaN where less than half of the hour is known. An
   * hour of which more is known stands for a whole one; one in which nothing was
   * reported though the group ran had no load (a load balancer reports no zeros).
   */
  load(fromHour: number, hours: number): Float64Array {
    const sums = this.#byHour(this.#load, fromHour, hours, BY_HOUR.load);
    const known = this.#history.knownShare?.(fromHour, hours);
    if (known === undefined) return sums;
    return sums.map((sum, hour) => {
      if (known[hour] < 0.5 - ROUNDING) return Number.NaN;
      return Number.isNaN(sum) ? 0 : sum / Math.min(1, known[hour]);
    });
  }

  /** Hourly means of the scaling metric; NaN where it is unknown. */
  scaling(fromHour: number, hours: number): Float64Array {
    return this.#byHour(this.#scaling, fromHour, hours, BY_HOUR.scaling);
  }

  /** Hourly means of the instances in service; NaN where they are unknown. */
  capacity(fromHour: number, hours: number): Float64Array {
    return this.#byHour(this.#capacity, fromHour, hours, BY_HOUR.capacity);
  }

  #byHour(
    compiled: Compiled,
    fromHour: number,
    hours: number,
    { period, ofHour }: HourlyReading,
  ): Float64Array {
    const span = { start: fromHour * HOUR, end: (fromHour + hours) * HOUR, period };
    const [series] = compiled(this.#history.during(span), span);
    const perHour = series === undefined ? Number.NaN : HOUR / series.period;
    // Nothing by the hour can be made of a period that does not fit into one.
    if (series === undefined || !Number.isInteger(perHour))
      return new Float64Array(hours).fill(Number.NaN);
    return Float64Array.from({ length: hours }, (_, hour) =>
      ofHour(series.values.subarray(hour * perHour, (hour + 1) * perHour)),
    );
  }
}

type Compiled = ReturnType<typeof compileQueries>;

const HOUR = 3600;

/** What sixtieths of an hour add up to. */
const ROUNDING = 1e-9;
