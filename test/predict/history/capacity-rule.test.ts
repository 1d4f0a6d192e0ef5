import { describe, expect, it } from 'vitest';
import { Balancer } from '../../../src/model/balancer.ts';
import { SteadyGroup } from '../../../src/model/steady-group.ts';
import { instancesByRule, parseCapacityRule } from '../../../src/predict/history/capacity-rule.ts';
import { planOf } from '../../support/plans.ts';

/** Instances of 50 requests a second, 2 to 40 of them; target tracking's low alarm at 0.7 for 15 minutes. */
const plan = planOf([], []);
const group = new SteadyGroup(plan.service, new Balancer(plan.service, plan.loadBalancer));

describe('a capacity rule', () => {
  it.each([
    ['target=50', { kind: 'target', percent: 50 }],
    ['target=37.5', { kind: 'target', percent: 37.5 }],
    ['fixed=6', { kind: 'fixed', instances: 6 }],
  ])('is read from %s', (text, rule) => {
    expect(parseCapacityRule(text)).toEqual(rule);
  });

  it.each([
    '',
    'target',
    'target=0',
    'target=101',
    'target=50=1',
    'fixed=1.5',
    'fixed=0',
    'cpu=50',
  ])('is not read from "%s"', (text) => {
    expect(() => parseCapacityRule(text)).toThrow(/^--capacity ".*" is no rule; give target=50/);
  });

  it('goes out at once, and in when the load was below 70 % of the target for 15 minutes', () => {
    // 50 % of an instance is 25 requests a second; 20 instances carry 500, and 70 % of that is 350.
    expect(instancesOf([500, 360, 360, 360, 360, 340, 340, 340, 340])).toEqual([
      20, 20, 20, 20, 20, 20, 20, 14, 14,
    ]);
  });

  it('goes in to the most that was needed meanwhile', () => {
    expect(instancesOf([500, 340, 100, 100, 100, 100, 100])).toEqual([20, 20, 20, 14, 14, 14, 4]);
  });

  it('keeps MinSize, and ends at MaxSize', () => {
    expect(instancesOf([1, 1, 1])).toEqual([2, 2, 2]);
    expect(instancesOf([5000])).toEqual([40]);
  });

  it('keeps one instance where the group may have none', () => {
    const own = { ...plan, group: { ...plan.group, MinSize: 0 } };
    const load = { start: 0, requestsPerSecond: new Float64Array(1) };
    expect([...instancesByRule(load, { kind: 'target', percent: 50 }, group, own)]).toEqual([1]);
  });

  it('refuses a number of instances that the group may not have', () => {
    const load = { start: 0, requestsPerSecond: Float64Array.of(1) };
    expect(() => instancesByRule(load, { kind: 'fixed', instances: 41 }, group, plan)).toThrow(
      "--capacity fixed=41 is not within the group's MinSize 2 and MaxSize 40",
    );
  });

  it('refuses a target that an idle instance is above', () => {
    const idle = planOf([], [], { service: { idleCpuPercent: 10 } });
    const load = { start: 0, requestsPerSecond: Float64Array.of(1) };
    expect(() => instancesByRule(load, { kind: 'target', percent: 10 }, group, idle)).toThrow(
      'target=10 cannot be held: an idle instance is at 10 %',
    );
  });
});

function instancesOf(rates: readonly number[]): number[] {
  const load = { start: 0, requestsPerSecond: Float64Array.from(rates) };
  return [...instancesByRule(load, { kind: 'target', percent: 50 }, group, plan)];
}
