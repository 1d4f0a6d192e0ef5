import { shown } from '../../curve/shown.ts';
import { formatTimestamp } from '../../curve/timestamp.ts';
import type { Path } from '../../model/json/path.ts';
import type { ScheduledAction } from '../../model/scheduled-action.ts';
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

/** AWS's quota; Amazon EC2 Auto Scaling user guide, "Quotas". */
const MOST_ACTIONS = 125;

interface PlacedAction extends Named {
  readonly action: ScheduledAction;
  readonly at: Path;
}

/**
 * Reports actions that always run together: AWS takes one at a time. Two that recur
 * may well meet now and then, and AWS prints the same StartTime for them when they
 * do so next.
 */
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

function collide(a: ScheduledAction, b: ScheduledAction): boolean {
  if (!bothRecur(a, b)) return a.StartTime !== undefined && a.StartTime === b.StartTime;
  return timetable(a) === timetable(b) && startOf(a) < endOf(b) && startOf(b) < endOf(a);
}

function bothRecur(a: ScheduledAction, b: ScheduledAction): boolean {
  return a.Recurrence !== undefined && b.Recurrence !== undefined;
}

/** What recurs alike reads alike. */
function timetable({ Recurrence = '', TimeZone = 'Etc/UTC' }: ScheduledAction): string {
  const zone = TimeZone === 'UTC' ? 'Etc/UTC' : TimeZone;
  return `${Recurrence.trim().replace(/\s+/g, ' ').toUpperCase()} ${zone}`;
}

function startOf({ StartTime = Number.NEGATIVE_INFINITY }: ScheduledAction): number {
  return StartTime;
}

function endOf({ EndTime = Number.POSITIVE_INFINITY }: ScheduledAction): number {
  return EndTime;
}
