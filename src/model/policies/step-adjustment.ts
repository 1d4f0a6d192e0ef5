import type { AdjustmentType, MetricAlarm, StepAdjustment, StepScalingPolicy } from './policy.ts';

/**
 * The capacity a step scaling policy asks for when its alarm rings.
 *
 * Source: EC2 Auto Scaling user guide, "Step and simple scaling policies".
 *
 * @param capacity instances the adjustment starts from
 * @param value the alarm's metric
 * @param alarm its threshold, from which the steps' bounds are counted, and which side of it breaches
 * @returns `capacity` where no step fits; not clamped to the group's bounds, but never below 0
 */
export function stepAdjustment(
  policy: Pick<StepScalingPolicy, 'AdjustmentType' | 'StepAdjustments' | 'MinAdjustmentMagnitude'>,
  capacity: number,
  value: number,
  alarm: Pick<MetricAlarm, 'Threshold' | 'ComparisonOperator'>,
): number {
  const offset = value - alarm.Threshold;
  const above = alarm.ComparisonOperator.startsWith('GreaterThan');
  const step = policy.StepAdjustments.find((candidate) => covers(candidate, offset, above));
  if (step === undefined) return capacity;
  return adjustedCapacity(
    policy.AdjustmentType,
    step.ScalingAdjustment,
    capacity,
    policy.MinAdjustmentMagnitude ?? 0,
  );
}

/**
 * With an alarm that breaches above its threshold a step holds its lower bound and
 * not its upper one; with one that breaches below, the other way round.
 */
function covers(step: StepAdjustment, offset: number, above: boolean): boolean {
  const lower = step.MetricIntervalLowerBound ?? Number.NEGATIVE_INFINITY;
  const upper = step.MetricIntervalUpperBound ?? Number.POSITIVE_INFINITY;
  return above ? lower <= offset && offset < upper : lower < offset && offset <= upper;
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

/** A change of more than one instance is rounded towards zero (12.7 → 12, −6.7 → −6), a smaller one to one instance. */
function wholeInstances(change: number): number {
  const size = Math.abs(change);
  return Math.sign(change) * (size > 0 && size < 1 ? 1 : Math.floor(size + 1e-9));
}
