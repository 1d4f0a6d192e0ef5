import * as z from 'zod';
import type { Path } from '../../model/json/path.ts';
import type { StepAdjustment } from '../../model/policies/policy.ts';
import { stepProblem } from '../../model/policies/step-rules.ts';
import { number } from '../reading/fields.ts';
import type { Problems } from '../reading/problems.ts';

const bound = number()
  .nullish()
  .transform((value) => value ?? undefined);

/** `StepAdjustments` as AWS prints them. */
export const stepAdjustments = z.array(
  z.looseObject(
    {
      MetricIntervalLowerBound: bound,
      MetricIntervalUpperBound: bound,
      ScalingAdjustment: number({ whole: true }),
    },
    { error: 'a mapping with ScalingAdjustment and a bound or two' },
  ),
  { error: 'a list of steps' },
);

/** Reports the first reason for which AWS would refuse these steps. */
export function refuseImpossibleSteps(
  steps: readonly StepAdjustment[],
  at: Path,
  problems: Problems,
): void {
  const problem = stepProblem(steps);
  if (problem !== undefined) problems.of([...at, ...problem.path], problem.says);
}
