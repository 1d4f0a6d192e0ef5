import * as z from 'zod';
import { formatTimestamp } from '../../curve/timestamp.ts';
import type { Path } from '../../model/json/path.ts';
import { nextRun, type ScheduledAction } from '../../model/scheduled-action.ts';
import { check } from '../reading/check.ts';
import { number, text, time } from '../reading/fields.ts';
import type { Problems } from '../reading/problems.ts';
import { ignored } from '../reading/refusals.ts';
import { whyNoRecurrence } from './recurrence.ts';
import type { TimeSpan } from './scope.ts';
import { whyNoTimeZone } from './time-zone.ts';

const size = number({ whole: true, atLeast: 0, atMost: 100_000 }).optional();

const shape = z.looseObject(
  {
    ScheduledActionName: text(),
    StartTime: time().optional(),
    EndTime: time().optional(),
    // What StartTime was called before; AWS prints both.
    Time: time().optional(),
    Recurrence: text('five fields of cron, in quotes').optional(),
    TimeZone: text().optional(),
    MinSize: size,
    MaxSize: size,
    DesiredCapacity: size,
    ScheduledActionARN: ignored(),
    AutoScalingGroupName: ignored(),
  },
  { error: 'a mapping with ScheduledActionName, Recurrence or StartTime, and sizes' },
);

/**
 * Reads a scheduled action.
 *
 * A recurring action whose StartTime is one of its own runs, after all that is
 * simulated, recurs from the beginning: AWS prints there when an action runs next,
 * whenever it was made.
 */
export function readScheduledAction(
  value: unknown,
  at: Path,
  evaluated: TimeSpan | undefined,
  problems: Problems,
): ScheduledAction | undefined {
  const problemsBefore = problems.count;
  const read = check(shape, value, at, problems);
  if (read === undefined) return undefined;
  const { ScheduledActionName, EndTime, Recurrence, TimeZone } = read;
  const { MinSize, MaxSize, DesiredCapacity } = read;
  const StartTime = read.StartTime ?? read.Time;
  refuseImpossibleTimes({ StartTime, EndTime, Recurrence, TimeZone }, at, problems);
  refuseImpossibleSizes({ MinSize, MaxSize, DesiredCapacity }, at, problems);
  if (problems.count > problemsBefore) return undefined;
  const action = { ScheduledActionName, EndTime, Recurrence, TimeZone };
  const isNextRun =
    evaluated !== undefined &&
    StartTime !== undefined &&
    StartTime >= evaluated.end &&
    nextRun(action, StartTime) === StartTime;
  return {
    ...action,
    StartTime: isNextRun ? undefined : StartTime,
    MinSize,
    MaxSize,
    DesiredCapacity,
  };
}

type Times = Pick<ScheduledAction, 'StartTime' | 'EndTime' | 'Recurrence' | 'TimeZone'>;

function refuseImpossibleTimes(
  { StartTime, EndTime, Recurrence, TimeZone }: Times,
  at: Path,
  problems: Problems,
): void {
  const badRecurrence = Recurrence === undefined ? undefined : whyNoRecurrence(Recurrence);
  if (badRecurrence !== undefined) problems.of([...at, 'Recurrence'], badRecurrence);
  const badZone = TimeZone === undefined ? undefined : whyNoTimeZone(TimeZone);
  if (badZone !== undefined) problems.of([...at, 'TimeZone'], badZone);
  if (StartTime === undefined && Recurrence === undefined) {
    problems.of(at, 'never runs: give StartTime, or Recurrence');
  } else if (TimeZone !== undefined && Recurrence === undefined) {
    problems.of([...at, 'TimeZone'], 'is that of Recurrence: leave it out, or give a Recurrence');
  }
  if (StartTime !== undefined && EndTime !== undefined && EndTime <= StartTime) {
    const line = problems.line([...at, 'StartTime'], at);
    const says = `is ${formatTimestamp(EndTime)}, not after StartTime ${formatTimestamp(StartTime)} (${line}): give a later time, or leave it out`;
    problems.of([...at, 'EndTime'], says);
  }
}

type Sizes = Pick<ScheduledAction, 'MinSize' | 'MaxSize' | 'DesiredCapacity'>;

function refuseImpossibleSizes(sizes: Sizes, at: Path, problems: Problems): void {
  const { MinSize, MaxSize, DesiredCapacity } = sizes;
  const named = (key: keyof Sizes) => `${key} ${sizes[key]} (${problems.line([...at, key], at)})`;
  if ((MinSize ?? MaxSize ?? DesiredCapacity) === undefined) {
    problems.of(at, 'changes nothing: give MinSize, MaxSize or DesiredCapacity');
  } else if (MinSize !== undefined && MaxSize !== undefined && MinSize > MaxSize) {
    const says = `has ${named('MinSize')} above ${named('MaxSize')}: lower it or raise MaxSize`;
    problems.of(at, says);
  } else if (DesiredCapacity !== undefined) {
    const desiredAt = [...at, 'DesiredCapacity'];
    if (MinSize !== undefined && DesiredCapacity < MinSize) {
      const says = `is ${DesiredCapacity}, below ${named('MinSize')}: give at least that`;
      problems.of(desiredAt, says);
    }
    if (MaxSize !== undefined && DesiredCapacity > MaxSize) {
      const says = `is ${DesiredCapacity}, above ${named('MaxSize')}: give at most that`;
      problems.of(desiredAt, says);
    }
  }
}
