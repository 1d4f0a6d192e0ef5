import { nextRun } from '../../model/scheduled-action.ts';
import type { ScheduleSettings } from '../live/schedule-settings.ts';
import { operation } from '../operation.ts';
import { INTEGER, list, structure, TEXT, TIMESTAMP } from '../shape/shape.ts';
import { pageOf } from './page.ts';
import { NAME } from './policy-shapes.ts';
import { type AutoScalingWorld, groupsOf } from './world.ts';

const SCHEDULED_ACTION = structure(
  {
    Time: TIMESTAMP,
    StartTime: TIMESTAMP,
    EndTime: TIMESTAMP,
    Recurrence: TEXT,
    MinSize: INTEGER,
    MaxSize: INTEGER,
    DesiredCapacity: INTEGER,
    TimeZone: TEXT,
  },
  { AutoScalingGroupName: TEXT, ScheduledActionName: TEXT, ScheduledActionARN: TEXT },
);

/**
 * DescribeScheduledActions: those that will run still; as StartTime AWS tells the next run.
 *
 * Source: EC2 Auto Scaling API reference, DescribeScheduledActions.
 */
export const describeScheduledActions = operation({
  input: structure({
    AutoScalingGroupName: NAME,
    ScheduledActionNames: list(NAME),
    StartTime: TIMESTAMP,
    EndTime: TIMESTAMP,
    NextToken: TEXT,
    MaxRecords: INTEGER,
  }),
  output: structure({ NextToken: TEXT }, { ScheduledUpdateGroupActions: list(SCHEDULED_ACTION) }),
  handle: (input, world: AutoScalingWorld) => {
    const { AutoScalingGroupName, ScheduledActionNames = [] } = input;
    const { StartTime = Number.NEGATIVE_INFINITY, EndTime = Number.POSITIVE_INFINITY } = input;
    const groups = groupsOf(world, AutoScalingGroupName);
    const found = groups
      .flatMap(({ schedules }) => [...schedules.values()])
      .filter(
        ({ ScheduledActionName, ScheduledActionARN }) =>
          ScheduledActionNames.length === 0 ||
          ScheduledActionNames.includes(ScheduledActionName) ||
          ScheduledActionNames.includes(ScheduledActionARN),
      )
      .map((schedule) => described(schedule, world.live.now))
      .filter(({ StartTime: next }) => next >= StartTime && next <= EndTime);
    const { shown, ...next } = pageOf(found, input, 100, 50);
    return { ScheduledUpdateGroupActions: shown, ...next };
  },
});

function described(schedule: ScheduleSettings, now: number) {
  const { EndTime } = schedule;
  const next = 1000 * nextRun(schedule, now / 1000);
  return {
    ...schedule,
    Time: next,
    StartTime: next,
    EndTime: EndTime === undefined ? undefined : 1000 * EndTime,
  };
}
