import { type Datapoints, datapoint } from './alarm.ts';

/** A CloudWatch metric as alarms and policies see it. */
export interface Metric extends Datapoints {
  readonly name: string;
  /** 1, or 5 where a value stands for the five minutes that begin with its own. */
  readonly periodMinutes: number;
  /**
   * How many instances each value was measured on, a mean over its period: the
   * capacity that a policy must reckon with, because the metric arrives late.
   */
  readonly capacity: Float64Array;
  /** Targets that carried the load meanwhile, warmed up or not. */
  readonly serving: Float64Array;
  /** Instances in service at the end of each minute. */
  readonly inService: Int32Array;
}

/** The last minute of the newest period of a metric that has a value; -1 where none has. */
export function newestPeriodEnd(metric: Metric, visible: number, oldest: number): number {
  for (let minute = visible; minute >= Math.max(0, oldest); minute--) {
    if (!Number.isNaN(metric.values[minute])) return minute + metric.periodMinutes - 1;
  }
  return -1;
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
  /** Instances in service at the minute's end. */
  readonly inService: Int32Array;
  /** Healthy targets, a mean over the minute. */
  readonly healthy: Float64Array;
  /** 95th percentile of the response time; NaN where there was no request. */
  readonly latencyP95Ms: Float64Array;
  readonly failedRequests: Float64Array;
}

/** How measurements become metrics. */
export interface MetricOptions {
  /** EC2 metrics each minute; false: each five minutes. */
  readonly detailedMonitoring: boolean;
  readonly zeroRequestCountPerTarget: boolean;
  /** Both directions. */
  readonly bytesPerRequest: number;
  /** Of the bytes, those that come in. */
  readonly networkInShare: number;
}

/**
 * Turns measurements into metrics, those alone that somebody asks for.
 *
 * EC2 metrics come each minute with detailed monitoring, else each five; the
 * load balancer's and the group's each minute (EC2 Auto Scaling user guide,
 * "Configure monitoring for Auto Scaling instances").
 */
export class MetricStore {
  readonly #measured: Measurements;
  readonly #options: MetricOptions;
  readonly #metrics = new Map<MetricName, Metric>();
  readonly #publishers: ((minute: number, visible: number) => void)[] = [];
  /** The newest minute that was published, and the newest visible then. */
  #minute = -1;
  #visible = -1;

  constructor(measured: Measurements, options: MetricOptions) {
    this.#measured = measured;
    this.#options = options;
  }

  metric(name: MetricName): Metric {
    let metric = this.#metrics.get(name);
    if (metric === undefined) {
      const already = this.#publishers.length;
      metric = this.#make(name);
      this.#metrics.set(name, metric);
      this.#catchUp(already);
    }
    return metric;
  }

  /**
   * Adds the datapoints of a minute, and those of longer periods that have become visible.
   *
   * @param minute index of a minute whose measurements are complete; each in turn
   * @param visible index of the newest minute that CloudWatch shows by now
   */
  publish(minute: number, visible: number): void {
    const publishers = this.#publishers;
    this.#minute = minute;
    this.#visible = visible;
    for (let i = 0; i < publishers.length; i++) publishers[i](minute, visible);
  }

  /** Somebody asks for a metric when minutes have been published already. */
  #catchUp(firstPublisher: number): void {
    const delay = this.#minute - this.#visible;
    for (let i = firstPublisher; i < this.#publishers.length; i++)
      for (let minute = 0; minute <= this.#minute; minute++)
        this.#publishers[i](minute, minute - delay);
  }

  #make(name: MetricName): Metric {
    const { cpuPercent, healthy, inService, requestsPerSecond, latencyP95Ms, failedRequests } =
      this.#measured;
    const { bytesPerRequest, networkInShare, zeroRequestCountPerTarget } = this.#options;
    const requests = (minute: number) => 60 * requestsPerSecond[minute];
    const perTarget = (minute: number) =>
      healthy[minute] > 0 ? requests(minute) / healthy[minute] : Number.NaN;
    switch (name) {
      case 'CPUUtilization':
        return this.#ofInstances(name, cpuPercent);
      case 'NetworkIn': {
        const bytes = bytesPerRequest * networkInShare;
        return this.#ofInstances(
          name,
          this.#derived((minute) => bytes * perTarget(minute)),
        );
      }
      case 'NetworkOut': {
        const bytes = bytesPerRequest * (1 - networkInShare);
        return this.#ofInstances(
          name,
          this.#derived((minute) => bytes * perTarget(minute)),
        );
      }
      case 'RequestCountPerTarget':
        // Zeros while nothing comes are an assumption: AWS's pages contradict each other.
        return this.#ofTargets(name, (minute) =>
          requests(minute) === 0 && !zeroRequestCountPerTarget ? Number.NaN : perTarget(minute),
        );
      case 'RequestCount':
        // The load balancer reports nothing while nothing comes.
        return this.#ofTargets(name, (minute) => requests(minute) || Number.NaN);
      case 'TargetResponseTime':
        return this.#ofTargets(name, (minute) => latencyP95Ms[minute] / 1000);
      case 'HTTPCode_ELB_5XX_Count':
        return this.#ofTargets(name, (minute) => failedRequests[minute] || Number.NaN);
      case 'HealthyHostCount':
        return this.#ofTargets(name, (minute) => healthy[minute]);
      case 'GroupInServiceInstances':
        return this.#ofTargets(name, (minute) => inService[minute]);
    }
  }

  /** A metric of the load balancer, or of the group as a whole, each minute. */
  #ofTargets(name: string, at: (minute: number) => number): Metric {
    const { healthy, inService } = this.#measured;
    return {
      name,
      periodMinutes: 1,
      values: this.#derived(at),
      capacity: healthy,
      serving: healthy,
      inService,
    };
  }

  /** A metric of EC2, averaged over the instances that have warmed up. */
  #ofInstances(name: string, values: Float64Array): Metric {
    const { warm, healthy, inService } = this.#measured;
    const each = {
      name,
      periodMinutes: 1,
      values,
      samples: warm,
      capacity: warm,
      serving: healthy,
      inService,
    };
    return this.#options.detailedMonitoring ? each : this.#fiveMinutes(each);
  }

  /** Basic monitoring: a datapoint stamped with the start of each five minutes of the clock. */
  #fiveMinutes({ name, values, capacity, serving, inService }: Metric): Metric {
    const { startMinute } = this.#measured;
    const averages = new Float64Array(values.length).fill(Number.NaN);
    const capacities = new Float64Array(values.length);
    const served = new Float64Array(values.length);
    const samples = { values, samples: capacity };
    this.#publishers.push((_, visible) => {
      if ((startMinute + visible + 1) % 5 !== 0 || visible < 4) return;
      averages[visible - 4] = datapoint(FIVE_MINUTES, samples, visible);
      capacities[visible - 4] = datapoint(FIVE_MINUTES, { values: capacity }, visible);
      served[visible - 4] = datapoint(FIVE_MINUTES, { values: serving }, visible);
    });
    return {
      name,
      periodMinutes: 5,
      values: averages,
      samples: capacities,
      capacity: capacities,
      serving: served,
      inService,
    };
  }

  #derived(at: (minute: number) => number): Float64Array {
    const values = new Float64Array(this.#measured.requestsPerSecond.length).fill(Number.NaN);
    this.#publishers.push((minute) => {
      values[minute] = at(minute);
    });
    return values;
  }
}

const FIVE_MINUTES = { periodMinutes: 5, statistic: 'Average' } as const;

export function isMetricName(text: string): text is MetricName {
  return Object.hasOwn(NAMESPACES, text);
}

/** Where CloudWatch keeps each metric. */
export const NAMESPACES: Readonly<Record<MetricName, string>> = {
  CPUUtilization: 'AWS/EC2',
  NetworkIn: 'AWS/EC2',
  NetworkOut: 'AWS/EC2',
  RequestCountPerTarget: 'AWS/ApplicationELB',
  RequestCount: 'AWS/ApplicationELB',
  TargetResponseTime: 'AWS/ApplicationELB',
  HTTPCode_ELB_5XX_Count: 'AWS/ApplicationELB',
  HealthyHostCount: 'AWS/ApplicationELB',
  GroupInServiceInstances: 'AWS/AutoScaling',
};

/**
 * The metrics that a simulation has, by their names in CloudWatch.
 *
 * `TargetResponseTime` is its p95, in seconds.
 */
export type MetricName =
  | 'CPUUtilization'
  | 'NetworkIn'
  | 'NetworkOut'
  | 'RequestCountPerTarget'
  | 'RequestCount'
  | 'TargetResponseTime'
  | 'HTTPCode_ELB_5XX_Count'
  | 'HealthyHostCount'
  | 'GroupInServiceInstances';
