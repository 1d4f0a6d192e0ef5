import { type Cause, refusedChange } from './activity.ts';
import type { AutoScalingGroup } from './group.ts';
import type { ScheduledAction } from './scheduled-action.ts';

/** Changes the group as a scheduled action says, and says why; or why it does not change. */
export function applyScheduledAction(
  { ScheduledActionName, MinSize, MaxSize, DesiredCapacity }: ScheduledAction,
  group: AutoScalingGroup,
  now: number,
): Cause {
  const changes = { min: MinSize, max: MaxSize, desired: DesiredCapacity };
  return group.update(changes, now)
    ? { kind: 'scheduled-action', name: ScheduledActionName, min: group.min, max: group.max }
    : refusedChange(`scheduled action ${ScheduledActionName}`, changes, group);
}
