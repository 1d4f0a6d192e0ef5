import type { StepAdjustment } from './policy.ts';

/** AWS's quota; Amazon EC2 Auto Scaling user guide, "Quotas". */
const MOST_STEPS = 20;

/**
 * The first reason for which AWS would refuse these steps; `path` starts at their list,
 * `says` is read after the name of what stands there.
 *
 * Source: Amazon EC2 Auto Scaling user guide, "Step and simple scaling policies
 * for Amazon EC2 Auto Scaling": no gaps and no overlaps; one step at most lacks
 * the lower bound, one the upper, and none both; where a lower bound is negative
 * one must be lacking, where an upper bound is positive likewise.
 */
export function stepProblem(
  steps: readonly StepAdjustment[],
): { readonly path: readonly number[]; readonly says: string } | undefined {
  if (steps.length === 0 || steps.length > MOST_STEPS)
    return { path: [], says: `has ${steps.length} steps: give 1 to ${MOST_STEPS}` };
  for (const [index, step] of steps.entries()) {
    const says = whyImpossible(step);
    if (says !== undefined) return { path: [index], says };
  }
  const says = whyNotInARow(steps) ?? whyNotEndless(steps);
  return says === undefined ? undefined : { path: [], says };
}

function whyImpossible(step: StepAdjustment): string | undefined {
  const from = lower(step);
  const to = upper(step);
  if (from === -Infinity && to === Infinity) {
    return 'has neither bound: give MetricIntervalLowerBound 0 for a step above the threshold, MetricIntervalUpperBound 0 for one below';
  }
  return from < to ? undefined : `runs from ${from} to ${to}: give an upper bound above the lower`;
}

function whyNotInARow(steps: readonly StepAdjustment[]): string | undefined {
  const inOrder = steps.toSorted((a, b) => (lower(a) < lower(b) ? -1 : 1));
  for (const [index, step] of inOrder.slice(1).entries()) {
    const before = inOrder[index];
    const seam = `the step ${range(before)} and the step ${range(step)}`;
    if (upper(before) < lower(step)) {
      return `has a gap between ${seam}: let each begin where the one before ends`;
    }
    if (upper(before) > lower(step)) {
      return `has an overlap of ${seam}: let each begin where the one before ends`;
    }
  }
  return undefined;
}

function whyNotEndless(steps: readonly StepAdjustment[]): string | undefined {
  const lowest = Math.min(...steps.map(lower));
  if (lowest < 0 && lowest !== -Infinity) {
    return `ends at ${lowest} below the threshold: leave out the MetricIntervalLowerBound of the last step there`;
  }
  const highest = Math.max(...steps.map(upper));
  if (highest > 0 && highest !== Infinity) {
    return `ends at ${highest} above the threshold: leave out the MetricIntervalUpperBound of the last step there`;
  }
  return undefined;
}

/** Offsets from the alarm's threshold; a bound that is lacking is infinite. */
function lower(step: StepAdjustment): number {
  return step.MetricIntervalLowerBound ?? -Infinity;
}

function upper(step: StepAdjustment): number {
  return step.MetricIntervalUpperBound ?? Infinity;
}

function range(step: StepAdjustment): string {
  return `${lower(step)}…${upper(step)}`.replaceAll('Infinity', '∞');
}
