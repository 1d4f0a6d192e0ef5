/** How one instance behaves, and what the load balancer does in front of it. Validated where it is read; plain data here. */
export interface Service {
  /** One instance at 100 % CPU. */
  readonly requestsPerSecond: number;
  /** Mean time to serve one request on an unloaded instance. */
  readonly serviceTimeMs: number;
  /** A request that waits longer fails, and leaves the queue unserved. */
  readonly timeoutSeconds: number;
  /** CPU of an instance that serves nothing. */
  readonly idleCpuPercent: number;
  /** CPU of an instance that is in service but not healthy yet. */
  readonly bootCpuPercent: number;
  /** Size of an instance's volume; 0: not counted in the cost. */
  readonly volumeGb: number;
  /** Whether each instance has a public IPv4 address, which is paid for. */
  readonly publicAddress: boolean;
  /** Universal scalability law over the targets of the group: waiting for what they share. */
  readonly contention: number;
  /** Universal scalability law over the targets of the group: keeping what they share consistent. */
  readonly coherency: number;
}

export interface LoadBalancer {
  readonly algorithm: 'round_robin' | 'least_outstanding_requests';
  /** A new target's share grows linearly over this time; 0: at once. */
  readonly slowStartSeconds: number;
  /** A terminated instance is paid for until this time has passed. */
  readonly deregistrationDelaySeconds: number;
  /** Both directions; for capacity units and network metrics. */
  readonly bytesPerRequest: number;
  /** 1: each request on a connection of its own. */
  readonly newConnectionsPerRequest: number;
}

/** A minute breaks the SLO when its 95th percentile is above the one, or its failures are above the other. */
export interface Slo {
  readonly p95LatencyMs: number;
  readonly failedPercent: number;
  /** How many minutes may break it before the strategy does; undefined: 0.1 % of the window. */
  readonly violationMinutes: number | undefined;
}
