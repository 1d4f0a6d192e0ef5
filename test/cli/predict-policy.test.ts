import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AutoScalingClient, DescribePoliciesCommand } from '@aws-sdk/client-auto-scaling';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lock } from '../../src/journal/lock.ts';
import { temporaryDirectory } from '../lab/rig.ts';
import { seededLab } from '../support/seeded-lab.ts';
import { plimsoll } from './plimsoll.ts';

const NAMED = ['--group', 'shop', '--name', 'shop-predictive'];
const PUT = ['predict', 'policy', 'put', ...NAMED, '--target', '50'];
const PUT_SEEDED = [...PUT, '--namespace', 'Shop/Seed'];
const FORECAST = [
  ...['predict', 'forecast', '--from-aws'],
  ...['--group', 'shop', '--policy', 'shop-predictive'],
];

/** The command line on a seeded lab. */
async function onLab() {
  const { url, close } = await seededLab();
  const cwd = temporaryDirectory();
  const env = { AWS_ENDPOINT_URL: url };
  const run = (...args: readonly string[]) => plimsoll(args, { cwd, env });
  /** On a terminal, where something is typed once it asks. */
  const type = (typed: string, ...args: readonly string[]) => {
    const seen = join(cwd, 'terminal');
    rmSync(seen, { force: true });
    const asked = expect
      .poll(() => existsSync(seen) && readFileSync(seen, 'utf8'), { timeout: 20_000 })
      .toContain('to go on: ');
    return plimsoll(args, {
      cwd,
      env: { ...env, TERM: 'dumb' },
      stdin: asked.then(() => typed),
      command: ['sh', '-c', 'exec script -qefc "$*" terminal', 'sh', process.execPath],
    });
  };
  return { cwd, close, run, type, modes: () => modesOf(url) };
}

/** The modes of the group's policies by name, as the lab has them. */
async function modesOf(endpoint: string): Promise<object> {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const client = new AutoScalingClient({ endpoint, region: 'us-east-1', credentials });
  onTestFinished(() => client.destroy());
  const { ScalingPolicies = [] } = await client.send(
    new DescribePoliciesCommand({ AutoScalingGroupName: 'shop' }),
  );
  return Object.fromEntries(
    ScalingPolicies.map(({ PolicyName, PredictiveScalingConfiguration }) => [
      PolicyName,
      PredictiveScalingConfiguration?.Mode,
    ]),
  );
}

describe('predict policy', () => {
  const nothing = {};
  const forecasts = { 'shop-predictive': 'ForecastOnly' };
  const scales = { 'shop-predictive': 'ForecastAndScale' };
  // 40 × 0.096 USD (src/model/prices.ts).
  const price = 'price     up to 3.84 USD an hour, 92.16 a day: 40 m5.large at 0.096';
  const typeless = 'the group does not say what its instances are; give --instance-type';
  const steps: readonly (readonly [readonly string[], number, string, object])[] = [
    [PUT_SEEDED, 2, 'nothing was changed: look at the plan above', nothing],
    [[...PUT_SEEDED, '--scale', '--yes', '--instance-type', 'm5.large'], 2, price, nothing],
    [[...PUT_SEEDED, '--scale', '--confirm', 'yes'], 2, 'does not repeat the policy', nothing],
    [[...PUT_SEEDED, '--yes'], 0, 'launches  nothing', forecasts],
    [FORECAST, 0, '', forecasts],
    [[...PUT_SEEDED, '--scale', '--confirm', 'shop-predictive'], 0, typeless, scales],
    [[...PUT_SEEDED, '--yes', '--splice'], 0, 'replaces the one in ForecastAndScale', forecasts],
    [['predict', 'policy', 'remove', ...NAMED, '--yes'], 0, 'is removed', nothing],
  ];

  it('never leaves a group scaling by its forecast that nobody confirmed', async () => {
    const { run, modes } = await onLab();
    for (const [args, code, says, left] of steps) {
      const outcome = await run(...args);
      expect([args, outcome.code, outcome.stderr]).toEqual([
        args,
        code,
        expect.stringContaining(says),
      ]);
      expect([args, await modes()]).toEqual([args, left]);
    }
  }, 60_000);
});

describe('predict policy put --scale', () => {
  // What makes a terminal here, and exits as its command did, is util-linux's script.
  it.skipIf(process.platform !== 'linux')(
    'asks on a terminal, and takes nothing but the policy’s name',
    async () => {
      const { type, modes } = await onLab();
      const scale = [...PUT_SEEDED, '--scale', '--yes'];
      const refused = await type('yes\n', ...scale);
      expect([refused.code, refused.stdout]).toEqual([
        2,
        expect.stringContaining("up to 40 instances? Type the policy's name to go on"),
      ]);
      expect(await modes()).toEqual({});
      const stopped = await type('\u0003', ...scale);
      expect([stopped.code, stopped.stdout]).toEqual([
        130,
        expect.stringMatching(/go on: \r?\n+plimsoll: stopped at the question; nothing was done/),
      ]);
      expect(await modes()).toEqual({});
      expect(await type('shop-predictive\n', ...scale)).toMatchObject({ code: 0 });
      expect(await modes()).toEqual({ 'shop-predictive': 'ForecastAndScale' });
    },
    30_000,
  );

  it('bounds a forecast that may raise MaxSize by itself and its buffer, and needs one', async () => {
    const { run, modes } = await onLab();
    // 20 instances at 50 % are 50 at 20 %, and half of that.
    const raising = [...PUT_SEEDED.with(PUT_SEEDED.indexOf('50'), '20'), '--raise-max', '50'];
    const scale = [...raising, '--scale', '--confirm', 'shop-predictive'];
    expect(await run(...scale)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no forecast by these metrics and this target yet'),
    });
    await run(...raising, '--yes');
    const { code, stderr } = await run(...scale);
    const [, most, peak] = /up to (\d+) instances.*highest is (\d+)/.exec(stderr) ?? [];
    expect([code, Number(most)]).toEqual([0, Math.ceil(1.5 * Number(peak))]);
    expect(Number(peak)).toBeGreaterThanOrEqual(48);
    expect(await modes()).toEqual({ 'shop-predictive': 'ForecastAndScale' });
  }, 30_000);
});

describe('predict policy write and show', () => {
  it('write what put puts, and show it in AWS’s shape', async () => {
    const { run } = await onLab();
    const seeded = ['--namespace', 'Shop/Seed', '--group', 'shop', '--target', '50', '--splice'];
    const written = await run('predict', 'policy', 'write', ...seeded);
    await run(...PUT_SEEDED, '--splice', '--yes');
    const shown = await run('predict', 'policy', 'show', '--group', 'shop');
    expect([written.code, shown.code]).toEqual([0, 0]);
    expect(JSON.parse(shown.stdout)).toEqual({
      ScalingPolicies: [
        {
          AutoScalingGroupName: 'shop',
          PolicyName: 'shop-predictive',
          PolicyARN: expect.stringMatching(/^arn:aws:autoscaling:/),
          PolicyType: 'PredictiveScaling',
          PredictiveScalingConfiguration: JSON.parse(written.stdout),
        },
      ],
    });
    const other = await run('predict', 'policy', 'show', '--group', 'shop', '--name', 'other');
    expect(other).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--name "other": shop has no such predictive policy'),
    });
  }, 30_000);

  it('writes in no other form than AWS takes', async () => {
    const { run } = await onLab();
    const seeded = ['--namespace', 'Shop/Seed', '--group', 'shop', '--target', '50'];
    for (const form of [
      ['--output', 'csv'],
      ['--query', 'Mode'],
    ])
      expect(await run('predict', 'policy', 'write', ...seeded, ...form)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining(`leave ${form[0]}`),
      });
  });

  it('take no configuration that scales by itself', async () => {
    const { cwd, run, modes } = await onLab();
    const seeded = ['--namespace', 'Shop/Seed', '--group', 'shop', '--target', '50'];
    const written = await run('predict', 'policy', 'write', ...seeded);
    const scaling = { ...JSON.parse(written.stdout), Mode: 'ForecastAndScale' };
    writeFileSync(join(cwd, 'scaling.json'), JSON.stringify(scaling));
    const given = ['--configuration', 'scaling.json'];
    for (const args of [
      ['predict', 'policy', 'write', ...given],
      ['predict', 'policy', 'put', ...NAMED, ...given, '--yes'],
    ])
      expect(await run(...args)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('scaling.json: Mode is ForecastAndScale'),
      });
    expect(await modes()).toEqual({});
  }, 30_000);
});

describe('predict forecast --from-aws', () => {
  it('shows what AWS forecasts beside ours and what came, and keeps it once, to be scored', async () => {
    const { run } = await onLab();
    await run(...PUT_SEEDED, '--yes');
    const { code, stdout } = await run(...FORECAST, '--watch', 'kept.ndjson', '--looks', '1');
    const view = JSON.parse(stdout);
    expect([code, view.ready, view.mode]).toEqual([0, true, 'ForecastOnly']);
    expect(view.timestamps).toHaveLength(96);
    const ahead = ({ capacity }: { readonly capacity: readonly number[] }) => capacity.slice(48);
    // The lab's forecaster is ours, on the same metrics.
    expect(ahead(view.aws)).toEqual(ahead(view.own));
    expect(Math.max(...ahead(view.own))).toBeGreaterThanOrEqual(19);
    // Capacity × metric ÷ target, of a group that was at its target.
    expect(Math.max(...view.requiredCapacity)).toBe(20);
    expect(view.mapePercent.own).toBeLessThan(5);

    await run(...FORECAST, '--watch', 'kept.ndjson', '--looks', '1');
    const scored = await run('predict', 'forecast', '--score', 'kept.ndjson');
    const { forecasts } = JSON.parse(scored.stdout);
    expect(forecasts).toEqual([expect.objectContaining({ hours: 0, awsMapePercent: null })]);

    const other = [...FORECAST.slice(0, -1), 'other', '--watch', 'kept.ndjson', '--looks', '1'];
    expect(await run(...other)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('kept.ndjson: holds forecasts of shop-predictive of shop;'),
    });
  }, 30_000);

  it('goes on watching when a look fails, with what it saw last', async () => {
    const { cwd, close, run } = await onLab();
    await run(...PUT_SEEDED, '--yes');
    const watching = run(...FORECAST, '--watch', 'kept.ndjson', '--every', '1s', '--looks', '3');
    const kept = join(cwd, 'kept.ndjson');
    await expect
      .poll(() => existsSync(kept) && readFileSync(kept, 'utf8'), { timeout: 20_000 })
      .toMatch(/\n$/);
    await close();
    const { code, stdout, stderr } = await watching;
    expect([code, JSON.parse(stdout).ready]).toEqual([0, true]);
    expect(stderr).toMatch(/no answer: .*; looking again later/);
    expect(readFileSync(kept, 'utf8').split('\n')).toHaveLength(2);
  }, 30_000);

  it('lets one watch at a time into a file', async () => {
    const { cwd, run } = await onLab();
    const watch = (file: string) => run(...FORECAST, '--watch', file, '--looks', '1');
    const held = await lock(join(cwd, 'kept.ndjson.lock'));
    expect(held).toHaveProperty('unlock');
    expect(await watch('kept.ndjson')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`process ${process.pid} is watching into this file`),
    });
    expect(await watch('nowhere/kept.ndjson')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nowhere/kept.ndjson: its directory does not exist'),
    });
  }, 30_000);

  it('says so while there is none, with what AWS said, and exits with 3, watching or not', async () => {
    const { run } = await onLab();
    await run(...PUT, '--namespace', 'Nowhere', '--yes');
    const { code, stdout, stderr } = await run(...FORECAST);
    expect([code, JSON.parse(stdout).ready]).toEqual([3, false]);
    expect(stderr).toContain('is not ready yet (There is no forecast of policy shop-predictive');
    expect(stderr).toContain('less than 24 hours of data');
    const watched = await run(...FORECAST, '--watch', 'kept.ndjson', '--looks', '1');
    expect(watched).toMatchObject({ code: 3, stderr: expect.stringContaining('is not ready yet') });
  }, 30_000);
});
