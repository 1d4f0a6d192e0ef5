import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AutoScalingClient, DescribePoliciesCommand } from '@aws-sdk/client-auto-scaling';
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLab } from '../../src/lab/start-lab.ts';
import type { History } from '../../src/predict/history/history.ts';
import { metricData } from '../../src/predict/history/metric-data.ts';
import { sdk, temporaryDirectory } from '../lab/rig.ts';
import { plimsoll } from './plimsoll.ts';

const SEEDED = ['--namespace', 'Shop/Seed', '--group', 'shop'];
const NAMED = ['--name', 'shop-predictive', '--target', '50'];
const PUT = ['predict', 'policy', 'put', ...SEEDED, ...NAMED];
const FORECAST = [
  'predict',
  'forecast',
  '--from-aws',
  '--group',
  'shop',
  '--policy',
  'shop-predictive',
];

/** A lab with a group of up to 40 and three days of history that end now. */
async function seededLab() {
  const lab = await startLab({ group: { name: 'shop', MinSize: 2, MaxSize: 40 } });
  onTestFinished(lab.close);
  const cloudWatch = sdk(lab.url);
  const data = metricData(threeDays(), 'shop');
  for (let first = 0; first < data.length; first += 1000)
    await cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: 'Shop/Seed',
        MetricData: data.slice(first, first + 1000),
      }),
    );
  const autoScaling = new AutoScalingClient({
    endpoint: lab.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  onTestFinished(() => autoScaling.destroy());
  const cwd = temporaryDirectory();
  return {
    cwd,
    run: (...args: readonly string[]) =>
      plimsoll(args, { cwd, env: { AWS_ENDPOINT_URL: lab.url } }),
    /** The modes of the group's policies, by name. */
    modes: async () => {
      const { ScalingPolicies = [] } = await autoScaling.send(
        new DescribePoliciesCommand({ AutoScalingGroupName: 'shop' }),
      );
      return Object.fromEntries(
        ScalingPolicies.map(({ PolicyName, PredictiveScalingConfiguration }) => [
          PolicyName,
          PredictiveScalingConfiguration?.Mode,
        ]),
      );
    },
  };
}

/** Loads of 10 to 20 instances' worth at 50 % CPU, with as many instances. */
function threeDays(): History {
  const periods = 3 * 288;
  const start = (Math.floor(Date.now() / 3_600_000) - 72) * 3600;
  const instances = Float64Array.from({ length: periods }, (_, i) =>
    Math.round(15 + 5 * Math.sin((2 * Math.PI * i) / 288)),
  );
  const flat = (value: number) => new Float64Array(periods).fill(value);
  return {
    start,
    instances,
    utilizationPercent: flat(50),
    lowestPercent: flat(45),
    highestPercent: flat(55),
    requests: instances.map((count) => 15_000 * count),
  };
}

describe('predict policy', () => {
  it('never leaves a group scaling by its forecast that nobody confirmed', {
    timeout: 60_000,
  }, async () => {
    const { run, modes, cwd } = await seededLab();
    const scaling = join(cwd, 'scaling.json');
    const pair = { PredefinedMetricType: 'ASGCPUUtilization' };
    writeFileSync(
      scaling,
      JSON.stringify({
        MetricSpecifications: [{ TargetValue: 50, PredefinedMetricPairSpecification: pair }],
        Mode: 'ForecastAndScale',
      }),
    );
    const only = { 'shop-predictive': 'ForecastOnly' };
    const steps: readonly (readonly [readonly string[], number, object])[] = [
      [PUT, 2, {}],
      [[...PUT, '--scale', '--yes'], 2, {}],
      [[...PUT, '--scale', '--confirm', 'yes'], 2, {}],
      [
        [
          'predict',
          'policy',
          'put',
          '--group',
          'shop',
          '--name',
          'a',
          '--configuration',
          scaling,
          '--yes',
        ],
        2,
        {},
      ],
      [[...PUT, '--yes'], 0, only],
      [FORECAST, 0, only],
      [['predict', 'policy', 'show', '--group', 'shop'], 0, only],
      [
        [...PUT, '--scale', '--confirm', 'shop-predictive'],
        0,
        { 'shop-predictive': 'ForecastAndScale' },
      ],
      [[...PUT, '--yes', '--splice'], 0, only],
      [
        ['predict', 'policy', 'remove', '--group', 'shop', '--name', 'shop-predictive', '--yes'],
        0,
        {},
      ],
    ];
    for (const [args, code, left] of steps) {
      const outcome = await run(...args);
      expect([args, outcome.code, outcome.stderr]).toEqual([args, code, expect.any(String)]);
      expect([args, await modes()]).toEqual([args, left]);
    }
  });
});

describe('predict policy put', () => {
  it('shows the most that --scale could launch, and its price', async () => {
    const { run } = await seededLab();
    const { stderr } = await run(...PUT, '--scale', '--instance-type', 'm5.large');
    expect(stderr).toContain(
      'launches  up to 40 instances, 38 more than now; there is no forecast yet',
    );
    // 40 × 0.096 USD (src/model/prices.ts).
    expect(stderr).toContain('price     up to 3.84 USD an hour, 92.16 a day: 40 m5.large at 0.096');
    expect(stderr).toContain("repeat the policy's name with --confirm shop-predictive");
  });
});

describe('predict forecast --from-aws', () => {
  it('says what AWS forecasts, beside ours and what came', async () => {
    const { run } = await seededLab();
    await run(...PUT, '--yes');
    const { code, stdout } = await run(...FORECAST);
    const view = JSON.parse(stdout);
    expect([code, view.ready, view.mode]).toEqual([0, true, 'ForecastOnly']);
    expect(view.timestamps).toHaveLength(96);
    expect(view.correlation).toBeNull();
    const ahead = ({ capacity }: { readonly capacity: readonly number[] }) => capacity.slice(48);
    // The lab's forecaster is ours, on the same metrics.
    expect(ahead(view.aws)).toEqual(ahead(view.own));
    expect(Math.max(...ahead(view.own))).toBeGreaterThanOrEqual(19);
    // Capacity × metric ÷ target, of a group that was at its target.
    expect(Math.max(...view.requiredCapacity)).toBe(20);
    expect(view.mapePercent.own).toBeLessThan(5);
  });

  it('says so while there is none, with what AWS said, and fails', async () => {
    const { run } = await seededLab();
    await run(...PUT.with(4, 'Nowhere'), '--yes');
    const { code, stdout, stderr } = await run(...FORECAST);
    expect([code, JSON.parse(stdout).ready]).toEqual([1, false]);
    expect(stderr).toMatch(
      /^plimsoll: the forecast of shop-predictive of shop is not ready yet \(There is no forecast/,
    );
    expect(stderr).toContain('less than 24 hours of data');
  });

  it('keeps each forecast once, to be scored later', async () => {
    const { run } = await seededLab();
    await run(...PUT, '--yes');
    for (let look = 0; look < 2; look++)
      expect(await run(...FORECAST, '--watch', 'w.ndjson', '--looks', '1')).toMatchObject({
        code: 0,
      });
    const { code, stdout } = await run('predict', 'forecast', '--score', 'w.ndjson');
    const { forecasts } = JSON.parse(stdout);
    expect([code, forecasts.length]).toEqual([0, 1]);
    expect(forecasts[0]).toMatchObject({ hours: 0, awsMapePercent: null });
  });
});
