import * as z from 'zod';
import { number } from '../reading/fields.ts';

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
