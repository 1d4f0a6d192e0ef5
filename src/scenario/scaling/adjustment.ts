import type { Path } from '../../model/json/path.ts';
import type { AdjustmentType } from '../../model/policies/policy.ts';
import { choice, number } from '../reading/fields.ts';
import type { Problems } from '../reading/problems.ts';

/** How step and simple scaling policies say what an adjustment means. */
export const ADJUSTMENT_KEYS = {
  AdjustmentType: choice(['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity']),
  MinAdjustmentMagnitude: number({ whole: true, atLeast: 1 }).optional(),
};

/** Reports a capacity below 0, given at `at`. */
export function refuseNegativeCapacity(
  type: AdjustmentType,
  adjustment: number,
  at: Path,
  problems: Problems,
): void {
  if (type !== 'ExactCapacity' || adjustment >= 0) return;
  const says = `is ${adjustment}: give a capacity of at least 0, as AdjustmentType is ExactCapacity`;
  problems.of(at, says);
}

/** Reports a `MinAdjustmentMagnitude` of the policy at `at` that nothing would come of. */
export function refuseMagnitude(
  type: AdjustmentType,
  magnitude: number | undefined,
  at: Path,
  problems: Problems,
): void {
  if (magnitude === undefined || type === 'PercentChangeInCapacity') return;
  const says = `is for PercentChangeInCapacity: leave it out with ${type}`;
  problems.of([...at, 'MinAdjustmentMagnitude'], says);
}
