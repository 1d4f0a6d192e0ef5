import { describe, expect, it } from 'vitest';
import { causeText } from '../../src/model/activity.ts';
import type { Strategy } from '../../src/simulate/plan.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { planOf, START_MINUTE, strategyOf, tracking } from '../support/plans.ts';

const LOAD = Array<number>(180).fill(40);
const minute = (at: number) => at / 60 - START_MINUTE;

function run(changes: Partial<Strategy>) {
  const strategy = { ...strategyOf('planned', [], []), ...changes };
  return simulate(planOf(LOAD, [strategy]), strategy);
}

describe('a scheduled action', () => {
  // START_MINUTE is a Monday, 00:00 UTC.
  const raise = {
    ScheduledActionName: 'morning',
    Recurrence: '30 0 * * 1-5',
    MinSize: 5,
  };
  const lower = {
    ScheduledActionName: 'evening',
    Recurrence: '30 1 * * *',
    MinSize: 2,
    DesiredCapacity: 3,
  };
  const { activities, timeline } = run({ scheduledActions: [raise, lower] });

  it('takes the desired capacity along when MinSize moves past it', () => {
    expect(minute(activities[0].at)).toBe(30);
    expect([activities[0].from, activities[0].to]).toEqual([2, 5]);
    expect(timeline.desired[30]).toBe(5);
    expect(timeline.inService[31]).toBe(5);
  });

  it('says so in the manner of AWS', () => {
    expect(causeText(activities[1])).toBe(
      'a scheduled action update of AutoScalingGroup constraints to min: 2, max: 40, desired: 3 changing the desired capacity from 5 to 3 (evening)',
    );
  });

  it('leaves policies to work within its bounds', () => {
    const strategy = { ...tracking(50), scheduledActions: [{ ...raise, MinSize: 4 }] };
    const { timeline: tracked } = simulate(planOf(LOAD, [strategy]), strategy);
    expect(tracked.desired[29]).toBe(2);
    expect(Math.min(...tracked.desired.subarray(31))).toBe(4);
  });
});

describe('a scheduled action that contradicts the group', () => {
  it.each([
    [{ MinSize: 50 }, 'min: 50, max: 40, desired: 2'],
    [{ DesiredCapacity: 50 }, 'min: 2, max: 40, desired: 50'],
  ])('changes nothing, and says so: %o', (sizes, asked) => {
    const action = { ScheduledActionName: 'wrong', Recurrence: '30 0 * * *', ...sizes };
    const { activities, timeline } = run({ scheduledActions: [action] });
    expect(activities.filter(({ from, to }) => from !== to)).toEqual([]);
    expect(activities.map(causeText)).toEqual([
      `scheduled action wrong was refused: it asks for ${asked}; the group keeps min: 2, max: 40, desired: 2`,
    ]);
    expect(timeline.desired[100]).toBe(2);
  });
});

describe('a change by hand', () => {
  const at = 60 * (START_MINUTE + 45) + 20;
  const { activities, timeline } = run({ manualChanges: [{ at, DesiredCapacity: 6 }] });

  it('happens at its second', () => {
    expect(activities.map(({ at: when, from, to }) => [when, from, to])).toEqual([[at, 2, 6]]);
    // Launched at :20, in service 60 s later.
    expect([timeline.inService[45], timeline.inService[46]]).toEqual([2, 6]);
    expect(timeline.costUsd[45] * 60).toBeCloseTo((2 * 60 + 4 * 40) * (0.096 / 60), 12);
  });

  it('is a user request in the activities', () => {
    expect(causeText(activities[0])).toBe(
      'a user request explicitly set group desired capacity changing the desired capacity from 2 to 6',
    );
  });
});
