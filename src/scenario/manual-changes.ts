import * as z from 'zod';
import { formatTimestamp } from '../curve/timestamp.ts';
import type { Path } from '../model/json/path.ts';
import type { Group, ManualChange } from '../simulate/plan.ts';
import { check } from './reading/check.ts';
import { list, number, time } from './reading/fields.ts';
import type { Problems } from './reading/problems.ts';
import type { TimeSpan } from './scaling/scope.ts';

const shape = z.object(
  { at: time(), DesiredCapacity: number({ whole: true, atLeast: 0 }) },
  { error: 'a mapping, such as { at: 2026-06-01T08:00:00Z, DesiredCapacity: 8 }' },
);

/** Reads a strategy's `manualChanges`: when somebody sets the desired capacity by hand. */
export function readManualChanges(
  value: unknown,
  at: Path,
  group: Group | undefined,
  evaluated: TimeSpan | undefined,
  problems: Problems,
): ManualChange[] {
  if (value === undefined) return [];
  const items = check(list('changes by hand'), value, at, problems) ?? [];
  return items.flatMap((item, index) => {
    const changeAt = [...at, index];
    const change = check(shape, item, changeAt, problems);
    if (change === undefined) return [];
    if (group !== undefined) refuseOutOfBounds(change, group, changeAt, problems);
    if (evaluated !== undefined) refuseOutOfTime(change, evaluated, changeAt, problems);
    return [change];
  });
}

/** AWS refuses such a call, rather than moving it to the nearer bound. */
function refuseOutOfBounds(
  { DesiredCapacity }: ManualChange,
  { MinSize, MaxSize }: Group,
  at: Path,
  problems: Problems,
): void {
  if (DesiredCapacity >= MinSize && DesiredCapacity <= MaxSize) return;
  const bound = DesiredCapacity < MinSize ? `below MinSize ${MinSize}` : `above MaxSize ${MaxSize}`;
  const says = `is ${DesiredCapacity}, ${bound}: give a whole number from ${MinSize} to ${MaxSize}`;
  problems.of([...at, 'DesiredCapacity'], says);
}

function refuseOutOfTime(
  { at: time }: ManualChange,
  { start, end }: TimeSpan,
  at: Path,
  problems: Problems,
): void {
  if (time >= start && time < end) return;
  const says = `is ${formatTimestamp(time)}, outside of what is simulated: give a time from ${formatTimestamp(start)} to before ${formatTimestamp(end)}`;
  problems.of([...at, 'at'], says);
}
