import { describe, expect, it } from 'vitest';
import { autoScaling } from '../../../src/aws/auto-scaling.ts';
import { forecastOnly } from '../../../src/predict/policy/policy-configuration.ts';
import { planPolicyChange } from '../../../src/predict/policy/put-policy.ts';
import type { ScalingDesk } from '../../../src/predict/policy/scaling-desk.ts';
import { seededMetrics } from '../../../src/predict/policy/seeded-metrics.ts';
import { ask } from '../../lab/rig.ts';
import { seededLab } from '../../support/seeded-lab.ts';

const METRICS = seededMetrics({ namespace: 'Shop/Seed', group: 'shop' }, 'cpu');

/** A policy that may raise MaxSize by a half of the forecast. */
function raising(target: number) {
  return forecastOnly(METRICS, { target, bufferSeconds: 300, raiseMaxPercent: 50 });
}

describe('planPolicyChange', () => {
  it('bounds a policy that may raise MaxSize by the forecast of the same metrics and target alone', async () => {
    const { url } = await seededLab();
    const desk = autoScaling({ endpointUrl: url });
    const wish = { group: 'shop', name: 'forecast', scales: true };
    const now = Date.now() / 1000;
    await desk.put('shop', 'forecast', raising(20));

    const { limit, replaces } = await planPolicyChange(
      desk,
      { ...wish, configuration: raising(20) },
      now,
    );
    // 20 instances at 50 % are 50 at 20 %; and half of that.
    expect(replaces).toBe('ForecastOnly');
    expect(limit?.forecastPeak).toBeGreaterThanOrEqual(48);
    expect(limit?.instances).toBe(Math.ceil(((limit?.forecastPeak ?? 0) * 150) / 100));

    await expect(
      planPolicyChange(desk, { ...wish, configuration: raising(10) }, now),
    ).rejects.toThrow('there is no forecast by these metrics and this target yet');
  });

  it('counts the hour under way, whose capacity a policy that scales launches at once', async () => {
    const { url } = await seededLab();
    const desk = autoScaling({ endpointUrl: url });
    await desk.put('shop', 'forecast', raising(50));
    const now = Date.now() / 1000;
    const begun = 3600 * Math.floor(now / 3600);
    // 70 instances now, 10 from the next hour on; AWS returns what begins in the span.
    const capacity = new Map([0, 1, 2].map((hour) => [begun + 3600 * hour, hour === 0 ? 70 : 10]));
    const falling: ScalingDesk = {
      ...desk,
      forecast: async (_group, _policy, from, until) => ({
        isReady: true,
        load: new Map(),
        capacity: new Map([...capacity].filter(([time]) => time >= from && time < until)),
        updatedAt: now,
      }),
    };
    const wish = { group: 'shop', name: 'forecast', configuration: raising(50), scales: true };
    const { limit } = await planPolicyChange(falling, wish, now);
    expect(limit).toMatchObject({ forecastPeak: 70, instances: 105 });
  });

  it('refuses a second policy that scales, and a group that is not there', async () => {
    const { url } = await seededLab();
    const desk = autoScaling({ endpointUrl: url });
    await desk.put('shop', 'first', { ...raising(50), Mode: 'ForecastAndScale' });
    const wish = { group: 'shop', name: 'second', configuration: raising(50) };
    const now = Date.now() / 1000;
    await expect(planPolicyChange(desk, { ...wish, scales: true }, now)).rejects.toThrow(
      'policy "first" of this group scales by its forecast already, and one may',
    );
    expect(await planPolicyChange(desk, { ...wish, scales: false }, now)).toMatchObject({
      limit: undefined,
    });
    await expect(
      planPolicyChange(desk, { ...wish, scales: false, group: 'shp' }, now),
    ).rejects.toThrow('--group "shp": there is no such group there');
  });

  it('warns of a target that no CPU reaches', async () => {
    const { url } = await seededLab();
    const wish = { group: 'shop', name: 'forecast', configuration: raising(150), scales: false };
    const change = await planPolicyChange(autoScaling({ endpointUrl: url }), wish, 0);
    expect(change.warnings).toContain(
      'a target of 150 percent of CPU is never reached: give one below 100',
    );
  });

  it('does not take the name of a policy of another type, which would be gone', async () => {
    const { url } = await seededLab();
    const put = {
      Version: '2011-01-01',
      Action: 'PutScalingPolicy',
      AutoScalingGroupName: 'shop',
      PolicyName: 'out',
      AdjustmentType: 'ChangeInCapacity',
      ScalingAdjustment: '1',
    };
    expect(await ask(url, put)).toMatchObject({ status: 200 });
    const wish = { group: 'shop', name: 'out', configuration: raising(50), scales: false };
    await expect(
      planPolicyChange(autoScaling({ endpointUrl: url }), wish, Date.now() / 1000),
    ).rejects.toThrow('the group has a policy of that name, of type SimpleScaling');
  });
});
