import { shown } from '../../curve/shown.ts';
import type { Path } from '../../model/json/path.ts';
import type { ScheduledAction } from '../../model/scheduled-action.ts';
import type { Group } from '../../simulate/plan.ts';
import type { Problems } from '../reading/problems.ts';

/**
 * Reports scheduled actions that AWS would refuse whenever they are due: sizes that
 * contradict the group's whatever the other actions have set before.
 */
export function refuseImpossibleActions(
  actions: readonly ScheduledAction[],
  group: Group,
  at: Path,
  problems: Problems,
): void {
  const lowest = Math.min(group.MinSize, ...actions.flatMap(({ MinSize }) => MinSize ?? []));
  const highest = Math.max(group.MaxSize, ...actions.flatMap(({ MaxSize }) => MaxSize ?? []));
  for (const { ScheduledActionName, MinSize, MaxSize, DesiredCapacity } of actions) {
    for (const [key, size] of Object.entries({ MinSize, MaxSize, DesiredCapacity })) {
      if (size === undefined || (size >= lowest && size <= highest)) continue;
      const says = `${shown(ScheduledActionName)} sets ${key} ${size}, but the group is never allowed ${size > highest ? `more than ${highest}` : `fewer than ${lowest}`}: change it, or ${size > highest ? 'raise MaxSize' : 'lower MinSize'}`;
      problems.of(at, says);
    }
  }
}
