import type { LoadBalancer, Service } from './service.ts';
import { Station } from './station.ts';

/** How the load balancer spreads the load: `count` equal stations, each with its share. */
export interface Share {
  readonly station: Station;
  /** Not whole while a target's slow start gives it less than a full share. */
  readonly count: number;
}

/**
 * What `targets` healthy targets make of the load.
 *
 * Round robin gives each target a queue of its own with requestsPerSecond ×
 * service time servers; least outstanding requests lets all targets work on one
 * queue. By the universal scalability law (Gunther, 1993) n targets carry
 * n / (1 + contention·(n − 1) + coherency·n·(n − 1)) times what one carries.
 */
export class Balancer {
  readonly #service: Service;
  readonly #pooled: boolean;
  readonly #shares = new Map<number, Share>();
  /** Targets that do not slow one another down are all like this one. */
  #alone: Station | undefined;

  constructor(service: Service, loadBalancer: Pick<LoadBalancer, 'algorithm'>) {
    this.#service = service;
    this.#pooled = loadBalancer.algorithm === 'least_outstanding_requests';
  }

  /** @param targets above 0 */
  share(targets: number): Share {
    const whole = Math.ceil(targets);
    let share = this.#shares.get(whole);
    if (share === undefined) {
      share = this.#build(whole);
      this.#shares.set(whole, share);
    }
    return whole === targets
      ? share
      : { station: share.station, count: (share.count * targets) / whole };
  }

  #build(targets: number): Share {
    const { requestsPerSecond, serviceTimeMs, timeoutSeconds, contention, coherency } =
      this.#service;
    const slowdown = 1 + contention * (targets - 1) + coherency * targets * (targets - 1);
    const capacity = requestsPerSecond / slowdown;
    const serviceSeconds = (serviceTimeMs / 1000) * slowdown;
    const servers = Math.max(1, (requestsPerSecond * serviceTimeMs) / 1000);
    if (this.#pooled) {
      const pool = new Station(
        servers * targets,
        capacity * targets,
        serviceSeconds,
        timeoutSeconds,
      );
      return { station: pool, count: 1 };
    }
    if (slowdown > 1) {
      const slowed = new Station(servers, capacity, serviceSeconds, timeoutSeconds);
      return { station: slowed, count: targets };
    }
    this.#alone ??= new Station(servers, capacity, serviceSeconds, timeoutSeconds);
    return { station: this.#alone, count: targets };
  }
}
