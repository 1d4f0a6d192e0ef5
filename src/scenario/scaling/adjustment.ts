import type { Path } from '../../model/json/path.ts';
import { adjustmentProblems } from '../../model/policies/adjustment-rules.ts';
import { choice, number } from '../reading/fields.ts';
import type { Problems } from '../reading/problems.ts';

/** How step and simple scaling policies say what an adjustment means. */
export const ADJUSTMENT_KEYS = {
  AdjustmentType: choice(['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity']),
  MinAdjustmentMagnitude: number({ whole: true, atLeast: 1 }).optional(),
};

/** Reports every reason for which AWS would refuse the adjustments of the policy at `at`. */
export function refuseAdjustments(
  policy: Parameters<typeof adjustmentProblems>[0],
  at: Path,
  problems: Problems,
): void {
  for (const { path, says } of adjustmentProblems(policy)) problems.of([...at, ...path], says);
}
