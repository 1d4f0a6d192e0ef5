import { randomUUID } from 'node:crypto';
import { nextRun } from '../../model/scheduled-action.ts';
import { actionProblems, collide, MOST_ACTIONS } from '../../model/scheduled-action-rules.ts';
import { AwsError } from '../aws-error.ts';
import { scheduledActionArn } from '../live/names.ts';
import type { ScheduleSettings } from '../live/schedule-settings.ts';
import { action } from '../operation.ts';
import { INTEGER, type Of, structure, TIMESTAMP } from '../shape/shape.ts';
import { NAME } from './policy-shapes.ts';
import { exceeded, wrong } from './refusals.ts';
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
  const before = schedules.get(ScheduledActionName);
  const schedule = settingsOf(input, before?.ScheduledActionARN);
  check(schedule, world.live.now / 1000);
  if (before === undefined && schedules.size >= MOST_ACTIONS)
    throw exceeded(
      `The group ${AutoScalingGroupName} has ${MOST_ACTIONS} scheduled actions: AWS takes no more`,
    );
  const rival = [...schedules.values()].find(
    (other) => other !== before && collide(other, schedule),
  );
  if (rival !== undefined)
    throw new AwsError(
      'AlreadyExists',
      `The scheduled action ${rival.ScheduledActionName} runs at the same time`,
    );
  return schedule;
}

function check(schedule: ScheduleSettings, now: number): void {
  const { StartTime, EndTime } = schedule;
  const [problem] = actionProblems(schedule);
  if (problem !== undefined) throw wrong(problem.path, problem.says);
  if (StartTime !== undefined && StartTime <= now)
    throw wrong(['StartTime'], 'is in the past: give a later time');
  if (EndTime !== undefined && EndTime <= now)
    throw wrong(['EndTime'], 'is in the past: give a later time');
  if (!Number.isFinite(nextRun(schedule, now)))
    throw wrong(['Recurrence'], 'never runs: give a later EndTime');
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
