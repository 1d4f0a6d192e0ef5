import { wrong } from './refusals.ts';

/** What a group shall be, or shall be from now on. */
interface Sizes {
  readonly MinSize: number;
  readonly MaxSize: number;
  readonly DesiredCapacity?: number | undefined;
  readonly DefaultCooldown?: number | undefined;
  readonly DefaultInstanceWarmup?: number | undefined;
}

/**
 * Throws the `ValidationError` that AWS would answer to impossible sizes or times.
 *
 * Source: EC2 Auto Scaling API reference, CreateAutoScalingGroup.
 */
export function checkGroup(group: Sizes): void {
  const {
    MinSize,
    MaxSize,
    DesiredCapacity,
    DefaultCooldown = 0,
    DefaultInstanceWarmup = 0,
  } = group;
  if (MinSize < 0) throw wrong(['MinSize'], `is ${MinSize}: give at least 0`);
  if (MaxSize > MOST_INSTANCES)
    throw wrong(['MaxSize'], `is ${MaxSize}: the lab takes at most ${MOST_INSTANCES}`);
  if (MinSize > MaxSize)
    throw wrong(['MinSize'], `is ${MinSize}, above MaxSize ${MaxSize}: lower it or raise MaxSize`);
  if (DesiredCapacity !== undefined && (DesiredCapacity < MinSize || DesiredCapacity > MaxSize))
    throw wrong(
      ['DesiredCapacity'],
      `is ${DesiredCapacity}: give a number from MinSize ${MinSize} to MaxSize ${MaxSize}`,
    );
  if (DefaultCooldown < 0)
    throw wrong(['DefaultCooldown'], `is ${DefaultCooldown}: give at least 0`);
  if (DefaultInstanceWarmup < -1 || DefaultInstanceWarmup > 3600)
    throw wrong(['DefaultInstanceWarmup'], `is ${DefaultInstanceWarmup}: give 0 to 3600, or -1`);
}

/** More than anybody has; a stand-in is small, but it is something. */
const MOST_INSTANCES = 10_000;
