import { describe, expect, it } from 'vitest';
import { ACTIVITIES_HEADER, activityRows } from '../../src/report/activities-csv.ts';
import { TIMELINE_HEADER, timelineRows } from '../../src/report/timeline-csv.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { planOf, START_MINUTE, tracking } from '../support/plans.ts';

/** Twenty minutes at 40 requests per second, an hour at 150, an hour at 40. */
const UP = 20;
const DOWN = 80;
const load = Float64Array.from({ length: 140 }, (_, i) => (i >= UP && i < DOWN ? 150 : 40));
const strategy = tracking(50);
const { timeline, activities } = simulate(planOf(load, [strategy]), strategy);

/** Minutes from a change of the load to an activity. */
function minutesAfter(minute: number, activity: { at: number }): number {
  return activity.at / 60 - START_MINUTE - minute;
}

describe('target tracking at 50 % CPU, load from 40 to 150 requests per second and back', () => {
  it('goes 2 → 4 → 6, as the metric is censored at 100 %', () => {
    expect(activities.slice(0, 2).map(({ from, to }) => [from, to])).toEqual([
      [2, 4],
      [4, 6],
    ]);
  });

  it('acts first 3 to 6 minutes after the step', () => {
    const minutes = minutesAfter(UP, activities[0]);
    expect(minutes).toBeGreaterThanOrEqual(3);
    expect(minutes).toBeLessThanOrEqual(6);
  });

  it('scales in first 15 to 18 minutes after the load has fallen', () => {
    const scaleIn = activities.find(({ from, to }) => to < from);
    if (scaleIn === undefined) throw new Error('it never scaled in');
    const minutes = minutesAfter(DOWN, scaleIn);
    expect(minutes).toBeGreaterThanOrEqual(15);
    expect(minutes).toBeLessThanOrEqual(18);
  });

  it('has the timeline that was read line by line', async () => {
    const csv = [TIMELINE_HEADER, ...timelineRows('target-50', timeline)].join('');
    await expect(csv).toMatchFileSnapshot('../golden/step-response-timeline.csv');
  });

  it('has the activities that were read line by line', async () => {
    const csv = [ACTIVITIES_HEADER, ...activityRows('target-50', activities)].join('');
    await expect(csv).toMatchFileSnapshot('../golden/step-response-activities.csv');
  });
});
