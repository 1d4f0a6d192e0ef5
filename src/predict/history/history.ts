/** Seconds of a period: AWS asks for custom metrics at least every 5 minutes. */
export const PERIOD_SECONDS = 300;

/**
 * What CloudWatch would hold of a group: 5-minute periods without a gap, oldest first,
 * a column a figure, all of one length.
 *
 * The columns belong together: one load, carried by these instances, makes this
 * utilisation. Requests per target and minute follow: requests ÷ 5 ÷ instances.
 */
export interface History {
  /** Epoch seconds at which the first period begins; whole hours of UTC, as the end of the last. */
  readonly start: number;
  /** Instances in service: whole, at least one. */
  readonly instances: Float64Array;
  /** Mean CPU utilisation over the instances, in percent, and the lowest and highest of one. */
  readonly utilizationPercent: Float64Array;
  readonly lowestPercent: Float64Array;
  readonly highestPercent: Float64Array;
  /** Requests that came in the period. */
  readonly requests: Float64Array;
}

/** Requests per target and minute, as the load balancer's metric counts them. */
export function requestsPerTarget({ requests, instances }: History, period: number): number {
  return requests[period] / instances[period] / (PERIOD_SECONDS / 60);
}
