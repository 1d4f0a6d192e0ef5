import { formatTimestamp } from '../curve/timestamp.ts';
import type { ValueProblem } from './json/shape.ts';
import { whyNoRecurrence } from './recurrence.ts';
import type { ScheduledAction } from './scheduled-action.ts';
import { whyNoTimeZone } from './time-zone.ts';

/** How many a group may have. Source: EC2 Auto Scaling user guide, "Quotas". */
export const MOST_ACTIONS = 125;

/** A scheduled action that has not been read yet. */
type Asked = Omit<ScheduledAction, 'ScheduledActionName'>;

/**
 * Every reason for which AWS would refuse a scheduled action, whatever the group is.
 *
 * Source: EC2 Auto Scaling API reference, PutScheduledUpdateGroupAction.
 *
 * @param place where a field stands, to be said after its value, such as ` (line 7)`
 */
export function actionProblems(
  action: Asked,
  place: (field: keyof Asked) => string = () => '',
): readonly ValueProblem[] {
  return [...timeProblems(action, place), ...sizeProblems(action, place)];
}

/**
 * Whether two actions always run together: AWS takes one at a time. Two that recur
 * may well meet now and then, and AWS prints the same StartTime for them when they
 * do so next.
 */
export function collide(a: ScheduledAction, b: ScheduledAction): boolean {
  if (!bothRecur(a, b)) return a.StartTime !== undefined && a.StartTime === b.StartTime;
  return timetable(a) === timetable(b) && startOf(a) < endOf(b) && startOf(b) < endOf(a);
}

export function bothRecur(a: ScheduledAction, b: ScheduledAction): boolean {
  return a.Recurrence !== undefined && b.Recurrence !== undefined;
}

function timeProblems(
  { StartTime, EndTime, Recurrence, TimeZone }: Asked,
  place: (field: keyof Asked) => string,
): ValueProblem[] {
  const found: ValueProblem[] = [];
  const badRecurrence = Recurrence === undefined ? undefined : whyNoRecurrence(Recurrence);
  if (badRecurrence !== undefined) found.push({ path: ['Recurrence'], says: badRecurrence });
  const badZone = TimeZone === undefined ? undefined : whyNoTimeZone(TimeZone);
  if (badZone !== undefined) found.push({ path: ['TimeZone'], says: badZone });
  if (StartTime === undefined && Recurrence === undefined)
    found.push({ path: [], says: 'never runs: give StartTime, or Recurrence' });
  else if (TimeZone !== undefined && Recurrence === undefined) {
    const says = 'is that of Recurrence: leave it out, or give a Recurrence';
    found.push({ path: ['TimeZone'], says });
  }
  if (StartTime !== undefined && EndTime !== undefined && EndTime <= StartTime) {
    const says = `is ${formatTimestamp(EndTime)}, not after StartTime ${formatTimestamp(StartTime)}${place('StartTime')}: give a later time, or leave it out`;
    found.push({ path: ['EndTime'], says });
  }
  return found;
}

function sizeProblems(
  action: Asked,
  place: (field: keyof Asked) => string,
): readonly ValueProblem[] {
  const { MinSize, MaxSize, DesiredCapacity } = action;
  const named = (key: (typeof SIZES)[number]) => `${key} ${action[key]}${place(key)}`;
  if ((MinSize ?? MaxSize ?? DesiredCapacity) === undefined)
    return [{ path: [], says: 'changes nothing: give MinSize, MaxSize or DesiredCapacity' }];
  const negative = SIZES.find((key) => (action[key] ?? 0) < 0);
  if (negative !== undefined)
    return [{ path: [negative], says: `is ${action[negative]}: give at least 0` }];
  if (MinSize !== undefined && MaxSize !== undefined && MinSize > MaxSize) {
    const says = `has ${named('MinSize')} above ${named('MaxSize')}: lower it or raise MaxSize`;
    return [{ path: [], says }];
  }
  if (DesiredCapacity === undefined) return [];
  const path = ['DesiredCapacity'];
  if (MinSize !== undefined && DesiredCapacity < MinSize) {
    const says = `is ${DesiredCapacity}, below ${named('MinSize')}: give at least that`;
    return [{ path, says }];
  }
  if (MaxSize !== undefined && DesiredCapacity > MaxSize) {
    const says = `is ${DesiredCapacity}, above ${named('MaxSize')}: give at most that`;
    return [{ path, says }];
  }
  return [];
}

const SIZES = ['MinSize', 'MaxSize', 'DesiredCapacity'] as const;

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
