import { randomUUID } from 'node:crypto';
import { nextRun } from '../../model/scheduled-action.ts';
import { whyNoRecurrence } from '../../scenario/scaling/recurrence.ts';
import { whyNoTimeZone } from '../../scenario/scaling/time-zone.ts';
import { AwsError } from '../aws-error.ts';
import { scheduledActionArn } from '../live/names.ts';
import type { ScheduleSettings } from '../live/schedule-settings.ts';
import { action } from '../operation.ts';
import { INTEGER, type Of, structure, TIMESTAMP } from '../shape/shape.ts';
import { NAME } from './policy-shapes.ts';
import { exceeded, invalid, wrong } from './refusals.ts';
import { type AutoScalingWorld, groupOf } from './world.ts';

const INPUT = structure(
  {
    Time: TIMESTAMP,
    StartTime: TIMESTAMP,
    EndTime: TIMESTAMP,
    Recurrence: NAME,
    MinSize: INTEGER,
    MaxSize: INTEGER,
    DesiredCapacity: INTEGER,
    TimeZone: NAME,
  },
  { AutoScalingGroupName: NAME, ScheduledActionName: NAME },
);
type Input = Of<typeof INPUT>;

/**
 * PutScheduledUpdateGroupAction: once, or by five fields of cron; it runs on time.
 *
 * Source: EC2 Auto Scaling API reference, PutScheduledUpdateGroupAction.
 */
export const putScheduledUpdateGroupAction = action({
  input: INPUT,
  handle: async (input, world: AutoScalingWorld) => {
    await world.change(() => ({ kind: 'put-schedule', schedule: scheduleOf(input, world) }));
  },
});

function scheduleOf(input: Input, world: AutoScalingWorld): ScheduleSettings {
  const { AutoScalingGroupName, ScheduledActionName } = input;
  const { schedules } = groupOf(world, AutoScalingGroupName);
  const { now } = world.live;
  check(input, now);
  const before = schedules.get(ScheduledActionName);
  if (before === undefined && schedules.size >= MOST_ACTIONS)
    throw exceeded(
      `The group ${AutoScalingGroupName} has ${MOST_ACTIONS} scheduled actions: AWS takes no more`,
    );
  const schedule = settingsOf(input, before?.ScheduledActionARN);
  const at = nextRun(schedule, now / 1000);
  if (!Number.isFinite(at)) throw wrong(['Recurrence'], 'never runs: give a later EndTime');
  const rival = [...schedules.values()].find(
    (other) =>
      other.ScheduledActionName !== ScheduledActionName && nextRun(other, now / 1000) === at,
  );
  if (rival !== undefined)
    throw new AwsError(
      'AlreadyExists',
      `The scheduled action ${rival.ScheduledActionName} runs at the same time`,
    );
  return schedule;
}

/** Source: EC2 Auto Scaling user guide, "Quotas". */
const MOST_ACTIONS = 125;

function check(input: Input, now: number): void {
  const { Recurrence, TimeZone, EndTime, MinSize, MaxSize, DesiredCapacity } = input;
  const start = input.StartTime ?? input.Time;
  if (start === undefined && Recurrence === undefined)
    throw wrong(['StartTime'], 'is missing: give it, or a Recurrence');
  if (start !== undefined && start <= now)
    throw wrong(['StartTime'], 'is in the past: give a later time');
  if (EndTime !== undefined && EndTime <= (start ?? now))
    throw wrong(['EndTime'], 'must be after StartTime, and after now');
  const badRecurrence = Recurrence === undefined ? undefined : whyNoRecurrence(Recurrence);
  if (badRecurrence !== undefined) throw wrong(['Recurrence'], badRecurrence);
  const badZone = TimeZone === undefined ? undefined : whyNoTimeZone(TimeZone);
  if (badZone !== undefined) throw wrong(['TimeZone'], badZone);
  if ((MinSize ?? MaxSize ?? DesiredCapacity) === undefined)
    throw invalid('The action changes nothing: give MinSize, MaxSize or DesiredCapacity');
  const least = MinSize ?? 0;
  const most = MaxSize ?? Number.POSITIVE_INFINITY;
  if (least > most) throw wrong(['MinSize'], `is ${least}, above MaxSize ${most}`);
  if (DesiredCapacity !== undefined && (DesiredCapacity < least || DesiredCapacity > most))
    throw wrong(['DesiredCapacity'], `is ${DesiredCapacity}, outside of MinSize and MaxSize`);
}

function settingsOf(input: Input, arn: string | undefined): ScheduleSettings {
  const { AutoScalingGroupName: group, ScheduledActionName: name, Time, ...rest } = input;
  const seconds = (time: number | undefined) => (time === undefined ? undefined : time / 1000);
  return {
    ...rest,
    AutoScalingGroupName: group,
    ScheduledActionName: name,
    ScheduledActionARN: arn ?? scheduledActionArn(group, name, randomUUID()),
    StartTime: seconds(input.StartTime ?? Time),
    EndTime: seconds(input.EndTime),
  };
}
