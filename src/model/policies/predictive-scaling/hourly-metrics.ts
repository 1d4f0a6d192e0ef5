import { compileQueries } from '../../metric-math/evaluate-queries.ts';
import type { MetricSource } from '../../metric-math/source.ts';
import type { Span } from '../../metric-math/value.ts';
import type { MetricQueries } from './metric-queries.ts';

/** What CloudWatch can be asked for the metrics of a predictive policy. */
export interface MetricHistory {
  /** Answers queries about a stretch of time. */
  during(span: Span): MetricSource;
  /** The share of each hour in which the load is known; hours since the epoch. */
  knownShare(fromHour: number, hours: number): Float64Array;
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
    const known = this.#history.knownShare(fromHour, hours);
    const sums = this.#evaluate(this.#load, fromHour, hours, 3600);
    return sums.map((sum, hour) => {
      if (known[hour] < 0.5 - ROUNDING) return Number.NaN;
      return Number.isNaN(sum) ? 0 : Math.max(0, sum / Math.min(1, known[hour]));
    });
  }

  /** Hourly means of the scaling metric; NaN where it is unknown. */
  scaling(fromHour: number, hours: number): Float64Array {
    return hourlyMeans(this.#evaluate(this.#scaling, fromHour, hours, 300));
  }

  /** Hourly means of the instances in service; NaN where they are unknown. */
  capacity(fromHour: number, hours: number): Float64Array {
    return hourlyMeans(this.#evaluate(this.#capacity, fromHour, hours, 300));
  }

  /** Load is asked for by the hour, the others by five minutes (AWS's examples of customized metrics). */
  #evaluate(compiled: Compiled, fromHour: number, hours: number, period: number): Float64Array {
    const span = { start: fromHour * 3600, end: (fromHour + hours) * 3600, period };
    const [series] = compiled(this.#history.during(span), span);
    return series?.values ?? new Float64Array((hours * 3600) / period).fill(Number.NaN);
  }
}

type Compiled = ReturnType<typeof compileQueries>;

const PERIODS_AN_HOUR = 12;

function hourlyMeans(values: Float64Array): Float64Array {
  const means = new Float64Array(values.length / PERIODS_AN_HOUR);
  for (let hour = 0; hour < means.length; hour++) {
    let sum = 0;
    let count = 0;
    for (let i = hour * PERIODS_AN_HOUR; i < (hour + 1) * PERIODS_AN_HOUR; i++) {
      if (Number.isNaN(values[i])) continue;
      sum += values[i];
      count++;
    }
    means[hour] = sum / count;
  }
  return means;
}

/** What sixtieths of an hour add up to. */
const ROUNDING = 1e-9;
