import type { AdjustmentType, StepAdjustment, StepScalingPolicy } from './policy.ts';

/**
 * The capacity a step scaling policy asks for when its alarm rings.
 *
 * Source: EC2 Auto Scaling user guide, "Step and simple scaling policies".
 *
 * @param capacity instances the metric was measured on
 * @param value the alarm's metric
 * @param threshold the alarm's threshold, from which the steps' bounds are counted
 * @returns `capacity` where no step fits; not clamped to the group's bounds, but never below 0
 */
export function stepAdjustment(
  policy: Pick<StepScalingPolicy, 'AdjustmentType' | 'StepAdjustments' | 'MinAdjustmentMagnitude'>,
  capacity: number,
  value: number,
  threshold: number,
): number {
  const step = policy.StepAdjustments.find((candidate) => covers(candidate, value - threshold));
  if (step === undefined) return capacity;
  return adjustedCapacity(
    policy.AdjustmentType,
    step.ScalingAdjustment,
    capacity,
    policy.MinAdjustmentMagnitude ?? 0,
  );
}

/**
 * Above the threshold a step holds its lower bound and not its upper one; below
 * it, the other way round.
 */
function covers(step: StepAdjustment, offset: number): boolean {
  const lower = step.MetricIntervalLowerBound ?? Number.NEGATIVE_INFINITY;
  const upper = step.MetricIntervalUpperBound ?? Number.POSITIVE_INFINITY;
  return offset >= 0 ? lower <= offset && offset < upper : lower < offset && offset <= upper;
}

/**
 * @param minMagnitude the least change in instances, for a change in percent only
 */
export function adjustedCapacity(
  type: AdjustmentType,
  adjustment: number,
  capacity: number,
  minMagnitude: number,
): number {
  switch (type) {
    case 'ExactCapacity':
      return adjustment;
    case 'ChangeInCapacity':
      return Math.max(0, capacity + adjustment);
    case 'PercentChangeInCapacity': {
      const change = wholeInstances((capacity * adjustment) / 100);
      const magnitude = change === 0 ? 0 : Math.max(Math.abs(change), minMagnitude);
      return Math.max(0, capacity + Math.sign(change) * magnitude);
    }
  }
}

/** A change above 1 is rounded down, one between 0 and 1 up to 1; below zero likewise, away from the sign. */
function wholeInstances(change: number): number {
  const size = Math.abs(change);
  return Math.sign(change) * (size > 0 && size < 1 ? 1 : Math.floor(size + 1e-9));
}
