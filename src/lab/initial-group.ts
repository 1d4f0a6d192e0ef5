import { randomUUID } from 'node:crypto';
import { PlimsollError } from '../error.ts';
import { whyNoGroupName } from '../model/group-name.ts';
import type { GroupTiming } from './live/group-settings.ts';
import { groupArn, ZONES } from './live/names.ts';
import type { Setting } from './live/records.ts';

/** A group that a lab starts with. */
export interface InitialGroup {
  readonly name: string;
  /** Default 1. */
  readonly MinSize?: number | undefined;
  /** Default 10. */
  readonly MaxSize?: number | undefined;
  /** Default MinSize. */
  readonly DesiredCapacity?: number | undefined;
  /** Seconds; default 120. */
  readonly DefaultInstanceWarmup?: number | undefined;
  /** Of this group, and of those that are created later. */
  readonly launchSeconds?: number | undefined;
  readonly bootSeconds?: number | undefined;
  readonly drainSeconds?: number | undefined;
}

/** How long its stand-ins take; by default as the simulator's: a minute, half a one, AWS's deregistration delay. */
export function timingOf({
  launchSeconds = 60,
  bootSeconds = 30,
  drainSeconds = 300,
}: Partial<InitialGroup> = {}): GroupTiming {
  return { launchSeconds, bootSeconds, drainSeconds };
}

/**
 * The group as it is put, its desired capacity in service.
 *
 * Throws a `PlimsollError` (`usage`) where the sizes contradict each other.
 *
 * @param now epoch milliseconds
 */
export function initialGroup(group: InitialGroup, now: number): Setting {
  const { name, MinSize = 1, DefaultInstanceWarmup = 120 } = group;
  const { MaxSize = Math.max(10, MinSize), DesiredCapacity = MinSize } = group;
  const badName = whyNoGroupName(name);
  if (badName !== undefined) throw new PlimsollError('usage', `--group: ${badName}`);
  if (MinSize > MaxSize)
    throw new PlimsollError(
      'usage',
      `--min-size ${MinSize} is above --max-size ${MaxSize}: lower it or raise the other`,
    );
  if (DesiredCapacity < MinSize || DesiredCapacity > MaxSize)
    throw new PlimsollError(
      'usage',
      `--desired-capacity ${DesiredCapacity}: give a number from ${MinSize} to ${MaxSize}`,
    );
  return {
    kind: 'put-group',
    inService: DesiredCapacity,
    group: {
      AutoScalingGroupName: name,
      AutoScalingGroupARN: groupArn(name, randomUUID()),
      MinSize,
      MaxSize,
      DefaultCooldown: 300,
      DefaultInstanceWarmup,
      AvailabilityZones: ZONES,
      HealthCheckType: 'ELB',
      HealthCheckGracePeriod: 60,
      TerminationPolicies: ['Default'],
      CreatedTime: now,
      timing: timingOf(group),
    },
  };
}
