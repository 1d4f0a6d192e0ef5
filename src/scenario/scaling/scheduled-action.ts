import * as z from 'zod';
import type { Path } from '../../model/json/path.ts';
import { nextRun, type ScheduledAction } from '../../model/scheduled-action.ts';
import { actionProblems } from '../../model/scheduled-action-rules.ts';
import { check } from '../reading/check.ts';
import { number, text, time } from '../reading/fields.ts';
import type { Problems } from '../reading/problems.ts';
import { ignored } from '../reading/refusals.ts';
import type { TimeSpan } from './scope.ts';

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
  const asked = { StartTime, EndTime, Recurrence, TimeZone, MinSize, MaxSize, DesiredCapacity };
  const place = (field: string) => ` (${problems.line([...at, field], at)})`;
  for (const { path, says } of actionProblems(asked, place)) problems.of([...at, ...path], says);
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
