import * as z from 'zod';
import { number, text } from '../reading/fields.ts';
import { ignored, misplaced } from '../reading/refusals.ts';

/** The keys that policies of every type have, and those that AWS prints beside them. */
export const POLICY_KEYS = {
  PolicyName: text(),
  PolicyARN: text().optional(),
  EstimatedInstanceWarmup: number({ whole: true, atLeast: 0, atMost: 3600 }).optional(),
  AutoScalingGroupName: ignored(),
  Alarms: ignored(),
  Enabled: ignored(),
  Cooldown: misplaced(
    'is for simple scaling alone: give EstimatedInstanceWarmup, or the group a DefaultInstanceWarmup',
  ),
  MinAdjustmentStep: misplaced('is what AWS replaced: give MinAdjustmentMagnitude'),
};

/** AWS prints an empty list of steps with policies of every type. */
export const NO_STEPS = z
  .array(z.unknown())
  .max(0, { error: 'no steps: they are for step scaling' })
  .optional();
