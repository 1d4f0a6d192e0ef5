import { describe, expect, it } from 'vitest';
import {
  alarmCount,
  cloudWatchUsd,
  instanceUsdPerHour,
  loadBalancerUsd,
} from '../../src/model/cost.ts';
import { cpuAlarm, planOf, steps, tracking } from '../support/plans.ts';

const { prices, loadBalancer, assumptions, service } = planOf([], []);

describe('the load balancer', () => {
  it('costs its hours when nothing comes, a part of one as a whole', () => {
    expect(loadBalancerUsd(0, 61, loadBalancer, prices, assumptions)).toBe(2 * 0.0225);
  });

  it('costs a capacity unit for each gigabyte an hour, where bytes are the most', () => {
    // 1,000 requests/s × 20 kB = 72 GB an hour; its 100 new connections/s are 4 units.
    expect(loadBalancerUsd(3_600_000, 60, loadBalancer, prices, assumptions)).toBeCloseTo(
      0.0225 + 72 * 0.008,
      10,
    );
  });

  it('costs a unit for each 25 new connections a second, where those are the most', () => {
    const fresh = { ...loadBalancer, bytesPerRequest: 1000, newConnectionsPerRequest: 1 };
    expect(loadBalancerUsd(3_600_000, 60, fresh, prices, assumptions)).toBeCloseTo(
      0.0225 + 40 * 0.008,
      10,
    );
  });
});

describe('CloudWatch', () => {
  it('charges an alarm by the month, and seven metrics for an instance in detail', () => {
    expect(cloudWatchUsd(2, 730, 0, prices)).toBeCloseTo(0.2, 10);
    expect(cloudWatchUsd(0, 730, 730, prices)).toBeCloseTo(2.1, 10);
  });

  it('counts two alarms for each target tracking policy and those that are listed', () => {
    const { policies } = tracking(50);
    expect(alarmCount(policies, [])).toBe(2);
    expect(
      alarmCount(policies, [cpuAlarm('own', 'GreaterThanThreshold', 50, 3, ['target-50'])]),
    ).toBe(2);
    const stepped = steps({ above: 60, adjustments: [] }, { below: 30, adjustments: [] });
    expect(alarmCount(stepped.policies, stepped.alarms)).toBe(2);
  });
});

describe('an instance', () => {
  it('costs its hour, its volume and its address', () => {
    expect(instanceUsdPerHour(prices, service)).toBe(0.096);
    const dearer = instanceUsdPerHour(prices, { volumeGb: 100, publicAddress: true });
    expect(dearer).toBeCloseTo(0.096 + 8 / 730 + 0.005, 10);
  });
});
