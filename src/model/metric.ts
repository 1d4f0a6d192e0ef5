/**
 * A CloudWatch metric as alarms and policies see it, one entry a minute; NaN
 * where CloudWatch has no datapoint.
 */
export interface Metric {
  readonly name: string;
  readonly values: Float64Array;
  /**
   * How many instances each value was measured on: the capacity of the metric's
   * own period, which a policy must reckon with because the metric arrives late.
   */
  readonly capacity: Float64Array;
}

/** What the group and its load balancer measured, minute by minute. */
export interface Measurements {
  /** Whole minutes since the epoch at index 0. */
  readonly startMinute: number;
  /** NaN where the load is unknown. */
  readonly requestsPerSecond: Float64Array;
  /** Mean CPU of the instances that have warmed up; NaN where the load is unknown or there is none. */
  readonly cpuPercent: Float64Array;
  /** Instances warmed up, a mean over the minute. */
  readonly warm: Float64Array;
  /** Healthy targets, a mean over the minute. */
  readonly healthy: Float64Array;
}

/**
 * Turns measurements into metrics, those alone that somebody asks for.
 *
 * EC2 metrics come each minute with detailed monitoring, else each five; the
 * load balancer's each minute (EC2 Auto Scaling user guide, "Configure
 * monitoring for Auto Scaling instances").
 */
export class MetricStore {
  readonly #measured: Measurements;
  readonly #detailedMonitoring: boolean;
  readonly #zeroRequestCountPerTarget: boolean;
  readonly #metrics = new Map<string, Metric>();
  readonly #publishers: ((minute: number) => void)[] = [];

  constructor(
    measured: Measurements,
    options: { readonly detailedMonitoring: boolean; readonly zeroRequestCountPerTarget: boolean },
  ) {
    this.#measured = measured;
    this.#detailedMonitoring = options.detailedMonitoring;
    this.#zeroRequestCountPerTarget = options.zeroRequestCountPerTarget;
  }

  metric(name: MetricName): Metric {
    let metric = this.#metrics.get(name);
    if (metric === undefined) {
      metric = this.#make(name);
      this.#metrics.set(name, metric);
    }
    return metric;
  }

  /**
   * Adds the datapoints whose period ends with this minute.
   *
   * @param minute index of a minute whose measurements are complete; each in turn
   */
  publish(minute: number): void {
    const publishers = this.#publishers;
    for (let i = 0; i < publishers.length; i++) publishers[i](minute);
  }

  #make(name: MetricName): Metric {
    const { cpuPercent, warm } = this.#measured;
    switch (name) {
      case 'CPUUtilization':
        if (this.#detailedMonitoring) return { name, values: cpuPercent, capacity: warm };
        return this.#fiveMinutes(name, cpuPercent, warm);
      case 'RequestCountPerTarget':
        return this.#requestCountPerTarget(name);
      case 'RequestCount':
        return this.#requestCount(name);
    }
  }

  /** Basic monitoring: a datapoint stamped with the start of each five minutes of the clock. */
  #fiveMinutes(name: string, values: Float64Array, capacity: Float64Array): Metric {
    const { startMinute } = this.#measured;
    const metric = {
      name,
      values: new Float64Array(values.length).fill(Number.NaN),
      capacity: new Float64Array(values.length),
    };
    this.#publishers.push((minute) => {
      if ((startMinute + minute + 1) % 5 !== 0) return;
      const first = Math.max(0, minute - 4);
      metric.values[first] = meanOfKnown(values, first, minute);
      metric.capacity[first] = meanOfKnown(capacity, first, minute);
    });
    return metric;
  }

  /** Requests a target and minute; zeros while nothing comes are an assumption, AWS's pages contradict each other. */
  #requestCountPerTarget(name: string): Metric {
    const { requestsPerSecond, healthy } = this.#measured;
    const values = new Float64Array(requestsPerSecond.length);
    this.#publishers.push((minute) => {
      const requests = 60 * requestsPerSecond[minute];
      const silent = requests === 0 && !this.#zeroRequestCountPerTarget;
      values[minute] = healthy[minute] > 0 && !silent ? requests / healthy[minute] : Number.NaN;
    });
    return { name, values, capacity: healthy };
  }

  /** Requests a minute over all targets; the load balancer reports nothing while nothing comes. */
  #requestCount(name: string): Metric {
    const { requestsPerSecond, healthy } = this.#measured;
    const values = new Float64Array(requestsPerSecond.length);
    this.#publishers.push((minute) => {
      const requests = 60 * requestsPerSecond[minute];
      values[minute] = requests > 0 ? requests : Number.NaN;
    });
    return { name, values, capacity: healthy };
  }
}

export type MetricName = 'CPUUtilization' | 'RequestCountPerTarget' | 'RequestCount';

function meanOfKnown(values: Float64Array, first: number, last: number): number {
  let sum = 0;
  let count = 0;
  for (let i = first; i <= last; i++) {
    if (Number.isNaN(values[i])) continue;
    sum += values[i];
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}
