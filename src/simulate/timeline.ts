import type { Measurements } from '../model/metric.ts';

/**
 * What happened, minute by minute, as columns of equal length. Counts of instances
 * are those at the minute's end; NaN stands where there is nothing to say.
 */
export interface Timeline extends Measurements {
  /** The least capacity that meets the SLO in this minute; NaN where the load is unknown. */
  readonly requiredCapacity: Float64Array;
  readonly desired: Int32Array;
  readonly pending: Int32Array;
  readonly warming: Int32Array;
  readonly draining: Int32Array;
  readonly costUsd: Float64Array;
}

export function createTimeline(
  startMinute: number,
  requestsPerSecond: Float64Array,
  requiredCapacity: Float64Array,
): Timeline {
  const minutes = requestsPerSecond.length;
  return {
    startMinute,
    requestsPerSecond,
    requiredCapacity,
    cpuPercent: new Float64Array(minutes),
    warm: new Float64Array(minutes),
    healthy: new Float64Array(minutes),
    desired: new Int32Array(minutes),
    inService: new Int32Array(minutes),
    pending: new Int32Array(minutes),
    warming: new Int32Array(minutes),
    draining: new Int32Array(minutes),
    latencyP95Ms: new Float64Array(minutes),
    failedRequests: new Float64Array(minutes),
    costUsd: new Float64Array(minutes),
  };
}
