import { describe, expect, it } from 'vitest';
import type { SimpleScalingPolicy } from '../../src/model/policies/policy.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { cpuAlarm, planOf, START_MINUTE, strategyOf } from '../support/plans.ts';

function policy(
  PolicyName: string,
  ScalingAdjustment: number,
  Cooldown?: number,
): SimpleScalingPolicy {
  return {
    PolicyType: 'SimpleScaling',
    PolicyName,
    AdjustmentType: 'ChangeInCapacity',
    ScalingAdjustment,
    Cooldown,
  };
}

const HIGH = cpuAlarm('high', 'GreaterThanThreshold', 60, 2, ['out']);
const LOW = cpuAlarm('low', 'LessThanThreshold', 20, 2, ['in']);

function minutesOf(cooldown: number | undefined, load: ArrayLike<number>, desired = 2) {
  const strategy = strategyOf(
    'simple',
    [policy('out', 1, cooldown), policy('in', -1, cooldown)],
    [HIGH, LOW],
    { DesiredCapacity: desired },
  );
  const { activities } = simulate(planOf(load, [strategy]), strategy);
  return activities.map(({ at, from, to }) => [at / 60 - START_MINUTE, from, to]);
}

describe('simple scaling', () => {
  it('waits for the launch and then for its cooldown before it acts again', () => {
    // It rings at minute 3, launches for one minute, and cools down for five.
    const actions = minutesOf(300, Array(30).fill(400));
    expect(actions.slice(0, 3)).toEqual([
      [3, 2, 3],
      [9, 3, 4],
      [15, 4, 5],
    ]);
  });

  it("takes the group's DefaultCooldown of 300 s where it has none of its own", () => {
    expect(minutesOf(undefined, Array(30).fill(400))).toEqual(minutesOf(300, Array(30).fill(400)));
  });

  it('counts a scale-in as finished when the instance has drained', () => {
    // Draining takes 300 s, the cooldown 60 s more.
    const actions = minutesOf(60, Array(30).fill(5), 5);
    expect(actions.slice(0, 3)).toEqual([
      [3, 5, 4],
      [9, 4, 3],
      [15, 3, 2],
    ]);
  });

  it('lets the cooldown of one policy hold back another', () => {
    const load = Array.from({ length: 30 }, (_, minute) => (minute < 5 ? 400 : 5));
    const [first, second] = minutesOf(600, load);
    expect(first).toEqual([3, 2, 3]);
    expect(second).toEqual([14, 3, 2]);
  });
});
