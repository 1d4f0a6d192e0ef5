import { shown } from '../../curve/shown.ts';
import { formatTimestamp } from '../../curve/timestamp.ts';
import type { Path } from '../../model/json/path.ts';
import type { ScheduledAction } from '../../model/scheduled-action.ts';
import { bothRecur, collide, MOST_ACTIONS } from '../../model/scheduled-action-rules.ts';
import { type Named, refuseRepeatedNames } from '../reading/names.ts';
import type { Problems } from '../reading/problems.ts';
import { ofOneGroup } from './one-group.ts';
import { type PrintedKind, readPrintedList } from './printed-list.ts';
import { readScheduledAction } from './scheduled-action.ts';
import type { Scope } from './scope.ts';

/** Reads a strategy's `scheduledActions`, in the shape that `aws autoscaling describe-scheduled-actions` prints. */
export function readScheduledActions(
  value: unknown,
  at: Path,
  scope: Scope,
  problems: Problems,
): ScheduledAction[] {
  if (value === undefined) return [];
  const list = readPrintedList(value, at, SCHEDULED_ACTIONS, scope.files, problems);
  if (list === undefined) return [];
  const items = ofOneGroup(list, scope.groupName, problems);
  if (items.length > MOST_ACTIONS) {
    problems.of(list.at, `has ${items.length} actions for the group: give at most ${MOST_ACTIONS}`);
    return [];
  }
  const found = items.flatMap((item): PlacedAction[] => {
    const action = readScheduledAction(item.value, item.at, scope.evaluated, problems);
    if (action === undefined) return [];
    const { ScheduledActionName: name } = action;
    return [{ action, at: item.at, name, nameAt: [...item.at, 'ScheduledActionName'] }];
  });
  refuseRepeatedNames(found, problems);
  refuseCollisions(found, problems);
  return found.map(({ action }) => action);
}

const SCHEDULED_ACTIONS: PrintedKind = {
  things: 'scheduled actions',
  command: 'autoscaling describe-scheduled-actions',
  key: 'ScheduledUpdateGroupActions',
};

interface PlacedAction extends Named {
  readonly action: ScheduledAction;
  readonly at: Path;
}

/** Reports actions that always run together. */
function refuseCollisions(all: readonly PlacedAction[], problems: Problems): void {
  for (const [index, later] of all.entries()) {
    const { action, at, name } = later;
    const earlier = all
      .slice(0, index)
      .find((one) => one.name !== name && collide(one.action, action));
    if (earlier === undefined) continue;
    const { StartTime = 0, Recurrence } = action;
    const key = bothRecur(earlier.action, action) ? 'Recurrence' : 'StartTime';
    const line = problems.line([...earlier.at, key], at);
    const is = key === 'Recurrence' ? Recurrence : formatTimestamp(StartTime);
    const says = `is ${is}, and so is that of ${shown(earlier.name)} (${line}): AWS takes one action at a time, so change one`;
    problems.of([...at, key], says);
  }
}
