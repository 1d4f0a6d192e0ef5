import type { Balancer } from './balancer.ts';
import type { Service } from './service.ts';

/** What a number of healthy instances makes of a load that does not change. */
export class SteadyGroup {
  readonly #service: Service;
  readonly #balancer: Balancer;
  readonly #capacities = new Map<number, number>();

  constructor(service: Service, balancer: Balancer) {
    this.#service = service;
    this.#balancer = balancer;
  }

  /** Requests per second of so many instances at full utilization. */
  capacity(instances: number): number {
    let capacity = this.#capacities.get(instances);
    if (capacity === undefined) {
      const { station, count } = this.#balancer.share(instances);
      capacity = station.capacity * count;
      this.#capacities.set(instances, capacity);
    }
    return capacity;
  }

  /** CPU of each of so many instances; a load beyond their capacity shows as 100. */
  cpuPercent(load: number, instances: number): number {
    const { idleCpuPercent } = this.#service;
    return idleCpuPercent + (100 - idleCpuPercent) * Math.min(1, load / this.capacity(instances));
  }

  /**
   * The fewest instances; where contention leaves none, those that would do without it.
   *
   * @param utilization share of time that they are busy at most, above 0
   */
  least(load: number, utilization: number): number {
    const alone = Math.max(1, Math.ceil(load / (this.#service.requestsPerSecond * utilization)));
    for (let count = alone; count <= 4 * alone; count++)
      if (load <= this.capacity(count) * utilization * (1 + ROUNDING)) return count;
    return alone;
  }
}

/** What arithmetic may add to a whole number of instances. */
const ROUNDING = 1e-9;
