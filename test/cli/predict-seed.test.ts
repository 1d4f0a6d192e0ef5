import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { SdkCloudWatch } from '../../src/aws/cloudwatch.ts';
import { HOUR, lab, temporaryDirectory } from '../lab/rig.ts';
import { planIn } from '../predict/seed/rig.ts';
import { plimsoll } from './plimsoll.ts';
import { seedHere } from './seed-here.ts';

const SCENARIO = fileURLToPath(new URL('../../fixtures/shop.yaml', import.meta.url));
/** Some periods have ended since. */
const LAST_HOUR = HOUR * Math.floor(Date.now() / HOUR - 1);

describe('plimsoll predict seed', () => {
  it('goes from a history to a plan to CloudWatch and back, with an endpoint alone, and tells nobody who asks', async () => {
    const { url } = await lab({ now: Date.now });
    const cwd = temporaryDirectory();
    const secrets = {
      AWS_ACCESS_KEY_ID: 'AKIASECRETSECRET0001',
      AWS_SECRET_ACCESS_KEY: 'very/secret/indeed',
      AWS_SESSION_TOKEN: 'tokentokentoken',
    };
    const said: string[] = [];
    const run = async (...args: readonly string[]) => {
      const env = { AWS_ENDPOINT_URL: url, ...(args[1] === 'seed' ? secrets : {}) };
      const { code, stdout, stderr } = await plimsoll(args, { cwd, env });
      said.push(stdout, stderr);
      expect([args.join(' '), code, stderr]).toEqual([args.join(' '), 0, expect.any(String)]);
      return stdout;
    };
    await run('predict', 'history', '--scenario', SCENARIO, '--days', '2', '-o', 'history.csv');
    const seed = ['--namespace', 'Shop/Seed', '--group', 'shop-asg', '-o', 'plan.json'];
    const planned = JSON.parse(await run('predict', 'seed', 'plan', 'history.csv', ...seed));
    expect(planned).toMatchObject({ points: 2304, calls: 3, costUsd: { month: 1.2 } });
    expect(planned.expected.capacity).toHaveLength(48);
    await run('predict', 'seed', 'apply', 'plan.json', '--yes', '--rate', '100');
    const again = JSON.parse(await run('predict', 'seed', 'apply', 'plan.json', '--yes'));
    expect(again).toMatchObject({ end: 'delivered', sentNow: 0, acknowledged: 3 });
    const verified = JSON.parse(
      await run('predict', 'seed', 'verify', 'plan.json', '--wait', '2m'),
    );
    expect(verified).toMatchObject({ points: 2304, right: 2304, visiblePercent: 100 });
    const status = JSON.parse(await run('predict', 'seed', 'status', 'plan.json'));
    expect(status).toMatchObject({ calls: 3, acknowledged: 3, inDoubt: 0, followed: null });

    const kept = readdirSync(cwd).map((name) => readFileSync(join(cwd, name), 'utf8'));
    for (const secret of Object.values(secrets))
      expect([...said, ...kept].filter((text) => text.includes(secret))).toEqual([]);
  });

  it('says with its exit code that something is missing, or not as planned', async () => {
    const { url } = await lab({ now: Date.now });
    vi.stubEnv('AWS_ENDPOINT_URL', url);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { path, plan } = planIn(temporaryDirectory(), { now: LAST_HOUR });
    expect(await seedHere('verify', path)).toMatchObject({ exitCode: 3 });
    await seedHere('apply', path, '--yes', '--rate', '100');
    expect(await seedHere('verify', path)).toMatchObject({ exitCode: undefined });
    await new SdkCloudWatch({}, 5).put(plan, plan.calls[0].data.slice(0, 1));
    const { exitCode, stdout } = await seedHere('verify', path, '--output', 'table');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/\n1 count more than once\n {2}CPUUtilization at /);
  });

  it('stops in good order with Ctrl-C, goes on where it was, and follows until Ctrl-C', async () => {
    const { url } = await lab({ now: Date.now });
    const cwd = temporaryDirectory();
    planIn(cwd, { hours: 24, mostData: 100, now: LAST_HOUR });
    const run = (interruptAfter: string, ...args: readonly string[]) =>
      plimsoll(['predict', 'seed', ...args, 'plan.json', '--yes'], {
        cwd,
        env: { AWS_ENDPOINT_URL: url },
        interruptAfter: join(cwd, interruptAfter),
      });
    const stopped = await run('plan.ledger', 'apply', '--rate', '2');
    expect(stopped.code).toBe(130);
    const { end, unsent } = JSON.parse(stopped.stdout);
    expect([end, unsent > 0]).toEqual(['stopped', true]);
    expect(await run('never', 'apply', '--rate', '200')).toMatchObject({ code: 0 });
    const followed = await run('plan.follow.ledger', 'follow');
    expect(followed).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"publishedUntil": "20'),
    });
  });
});
