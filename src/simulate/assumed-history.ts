import type { MinuteLoad } from '../curve/curve.ts';
import type { Balancer } from '../model/balancer.ts';
import type { Measurements } from '../model/metric.ts';
import type { Service } from '../model/service.ts';

/**
 * What a group would have measured that was large enough for a load at all times:
 * a curve tells the load of the past, not the instances that carried it.
 *
 * @param utilization that its instances were held at or just below
 */
export function assumedMeasurements(
  { startMinute, requestsPerSecond }: MinuteLoad,
  service: Service,
  balancer: Balancer,
  utilization: number,
): Measurements {
  const capacities = new Capacities(service, balancer, utilization);
  const minutes = requestsPerSecond.length;
  const instances = new Float64Array(minutes);
  const inService = new Int32Array(minutes);
  const cpuPercent = new Float64Array(minutes);
  const { idleCpuPercent } = service;
  let before = 1;
  for (let minute = 0; minute < minutes; minute++) {
    const load = requestsPerSecond[minute];
    // Where the load is unknown the group stays as it was.
    const count = Number.isNaN(load) ? before : capacities.least(load);
    before = count;
    instances[minute] = count;
    inService[minute] = count;
    cpuPercent[minute] =
      idleCpuPercent + (100 - idleCpuPercent) * Math.min(1, load / capacities.of(count));
  }
  return {
    startMinute,
    requestsPerSecond,
    cpuPercent,
    warm: instances,
    inService,
    healthy: instances,
    latencyP95Ms: new Float64Array(minutes).fill(Number.NaN),
    failedRequests: new Float64Array(minutes),
  };
}

class Capacities {
  readonly #service: Service;
  readonly #balancer: Balancer;
  readonly #utilization: number;
  readonly #known = new Map<number, number>();

  constructor(service: Service, balancer: Balancer, utilization: number) {
    this.#service = service;
    this.#balancer = balancer;
    this.#utilization = utilization;
  }

  /** Requests per second of so many instances at full utilization. */
  of(instances: number): number {
    let capacity = this.#known.get(instances);
    if (capacity === undefined) {
      const { station, count } = this.#balancer.share(instances);
      capacity = station.capacity * count;
      this.#known.set(instances, capacity);
    }
    return capacity;
  }

  /** The fewest instances; where contention leaves none, those that would do without it. */
  least(load: number): number {
    const alone = Math.max(
      1,
      Math.ceil(load / (this.#service.requestsPerSecond * this.#utilization)),
    );
    for (let count = alone; count <= 4 * alone; count++)
      if (load <= this.of(count) * this.#utilization * (1 + ROUNDING)) return count;
    return alone;
  }
}

/** What arithmetic may add to a whole number of instances. */
const ROUNDING = 1e-9;
