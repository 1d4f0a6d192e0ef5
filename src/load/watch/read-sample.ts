import * as z from 'zod';
import type { GroupSample } from './group-sample.ts';

const count = z.int().min(0).nullable();
const amount = z.number().min(0).nullable();
const time = z.iso.datetime();

/** How a line of a recording that tells of a group must look. */
export const GROUP_SAMPLE: z.ZodType<GroupSample> = z.object({
  group: z.string(),
  at: z.number(),
  until: z.number(),
  desired: count,
  inService: count,
  pending: count,
  terminating: count,
  healthy: count,
  activities: z
    .array(
      z.object({
        ActivityId: z.string(),
        Description: z.string(),
        Cause: z.string(),
        StatusCode: z.string(),
        StartTime: time,
        EndTime: time.optional(),
      }),
    )
    .nullable(),
  alarms: z
    .array(
      z.object({
        AlarmName: z.string(),
        StateValue: z.string(),
        StateTransitionedTimestamp: time,
      }),
    )
    .nullable(),
  balancer: z.array(
    z.object({
      Timestamp: time,
      RequestCount: amount,
      TargetResponseTime: amount,
      HTTPCode_ELB_5XX_Count: amount,
      HTTPCode_Target_5XX_Count: amount,
    }),
  ),
  failed: z.array(z.string()),
});
