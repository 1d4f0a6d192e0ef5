import type { PredictiveScalingConfiguration } from '../../model/policies/predictive-scaling/configuration.ts';
import type { PolicyMetrics } from './seeded-metrics.ts';

export interface PolicySettings {
  /** In the scaling metric's unit. */
  readonly target: number;
  /** Before the hour at which its capacity is wanted. */
  readonly bufferSeconds: number;
  /** Percent above the forecast that MaxSize may be raised to; undefined: it is honoured. */
  readonly raiseMaxPercent: number | undefined;
}

/** A configuration that forecasts and does nothing. */
export function forecastOnly(
  metrics: PolicyMetrics,
  { target, bufferSeconds, raiseMaxPercent }: PolicySettings,
): PredictiveScalingConfiguration {
  return {
    MetricSpecifications: [{ TargetValue: target, ...metrics }],
    Mode: 'ForecastOnly',
    SchedulingBufferTime: bufferSeconds,
    ...(raiseMaxPercent === undefined
      ? { MaxCapacityBreachBehavior: 'HonorMaxCapacity' }
      : { MaxCapacityBreachBehavior: 'IncreaseMaxCapacity', MaxCapacityBuffer: raiseMaxPercent }),
  };
}
