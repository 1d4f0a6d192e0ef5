import type { Duration } from '../../model/duration.ts';

/** A group as it was asked for, with every default filled in. */
export interface GroupSettings {
  readonly AutoScalingGroupName: string;
  readonly AutoScalingGroupARN: string;
  readonly MinSize: number;
  readonly MaxSize: number;
  readonly DefaultCooldown: number;
  readonly DefaultInstanceWarmup?: number | undefined;
  readonly AvailabilityZones: readonly string[];
  readonly HealthCheckType: string;
  readonly HealthCheckGracePeriod: number;
  readonly TerminationPolicies: readonly string[];
  /** Epoch milliseconds. */
  readonly CreatedTime: number;
  readonly timing: GroupTiming;
}

/** How long the stand-ins of instances take. */
export interface GroupTiming {
  /** Pending → InService. */
  readonly launchSeconds: Duration;
  /** InService → first passed health check of the target group. */
  readonly bootSeconds: Duration;
  /** From the decision to terminate until the instance is gone: the deregistration delay. */
  readonly drainSeconds: number;
}
