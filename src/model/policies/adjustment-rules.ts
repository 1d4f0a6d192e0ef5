import type { ValueProblem } from '../json/shape.ts';
import type { AdjustmentType, StepAdjustment } from './policy.ts';
import { stepProblem } from './step-rules.ts';

/** What a step or simple scaling policy says of its adjustments. */
interface Adjusting {
  readonly AdjustmentType: AdjustmentType;
  readonly MinAdjustmentMagnitude?: number | undefined;
  readonly ScalingAdjustment?: number | undefined;
  readonly StepAdjustments?: readonly StepAdjustment[] | undefined;
}

/**
 * Every reason for which AWS would refuse a policy's adjustments.
 *
 * Source: EC2 Auto Scaling API reference, PutScalingPolicy: an exact capacity is not
 * negative, MinAdjustmentMagnitude is at least 1 and for PercentChangeInCapacity.
 */
export function adjustmentProblems(policy: Adjusting): readonly ValueProblem[] {
  const { AdjustmentType: type, ScalingAdjustment = 0, StepAdjustments } = policy;
  const found = [capacityProblem(type, ScalingAdjustment, ['ScalingAdjustment'])];
  if (StepAdjustments !== undefined) {
    const problem = stepProblem(StepAdjustments);
    found.push(problem && { ...problem, path: ['StepAdjustments', ...problem.path] });
    for (const [index, step] of StepAdjustments.entries()) {
      const path = ['StepAdjustments', index, 'ScalingAdjustment'];
      found.push(capacityProblem(type, step.ScalingAdjustment, path));
    }
  }
  found.push(magnitudeProblem(policy));
  return found.filter((problem) => problem !== undefined);
}

function capacityProblem(
  type: AdjustmentType,
  adjustment: number,
  path: ValueProblem['path'],
): ValueProblem | undefined {
  if (type !== 'ExactCapacity' || adjustment >= 0) return undefined;
  const says = `is ${adjustment}: give a capacity of at least 0, as AdjustmentType is ExactCapacity`;
  return { path, says };
}

function magnitudeProblem(policy: Adjusting): ValueProblem | undefined {
  const { AdjustmentType: type, MinAdjustmentMagnitude: magnitude } = policy;
  if (magnitude === undefined) return undefined;
  const path = ['MinAdjustmentMagnitude'];
  if (type !== 'PercentChangeInCapacity')
    return { path, says: `is for PercentChangeInCapacity: leave it out with ${type}` };
  return magnitude < 1 ? { path, says: `is ${magnitude}: give at least 1` } : undefined;
}
