import type { ScheduledAction } from '../../model/scheduled-action.ts';

/** A scheduled action of a group, times in epoch seconds. */
export interface ScheduleSettings extends ScheduledAction {
  readonly AutoScalingGroupName: string;
  readonly ScheduledActionARN: string;
}
