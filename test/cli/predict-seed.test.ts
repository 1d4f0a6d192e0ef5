import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { SdkCloudWatch } from '../../src/aws/cloudwatch.ts';
import { formatHistory } from '../../src/predict/history/history-csv.ts';
import { HOUR, lab, temporaryDirectory } from '../lab/rig.ts';
import { planIn } from '../predict/seed/rig.ts';
import { seededHistory } from '../soak/seeded-history.ts';
import { plimsoll } from './plimsoll.ts';
import { seedHere } from './seed-here.ts';

/** Some periods have ended since. */
const LAST_HOUR = HOUR * Math.floor(Date.now() / HOUR - 1);

describe('plimsoll predict seed', () => {
  it('goes from a history to CloudWatch and back, and tells nobody who asks', async () => {
    const { url } = await lab({ now: Date.now });
    const secrets = {
      AWS_ACCESS_KEY_ID: 'AKIASECRETSECRET0001',
      AWS_SECRET_ACCESS_KEY: 'very/secret/indeed',
      AWS_SESSION_TOKEN: 'tokentokentoken',
    };
    for (const [name, value] of Object.entries({ ...secrets, AWS_ENDPOINT_URL: url }))
      vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    const directory = temporaryDirectory();
    const history = join(directory, 'history.csv');
    writeFileSync(history, formatHistory(seededHistory(1, 48)));
    const plan = join(directory, 'plan.json');
    const said: string[] = [];
    const run = async (...args: readonly string[]) => {
      const { exitCode, refusal, stdout, stderr } = await seedHere(...args);
      expect([args[0], exitCode, refusal]).toEqual([args[0], undefined, undefined]);
      said.push(stdout, stderr);
      return JSON.parse(stdout);
    };

    const place = ['--namespace', 'Shop/Seed', '--group', 'shop-asg'];
    const planned = await run('plan', history, ...place, '-o', plan);
    expect(planned).toMatchObject({ points: 2304, calls: 3, costUsd: { month: 1.2 } });
    await run('apply', plan, '--yes', '--rate', '100');
    expect(await run('apply', plan, '--yes')).toMatchObject({ end: 'delivered', sentNow: 0 });
    expect(await run('verify', plan)).toMatchObject({ right: 2304, rightPercent: 100 });
    expect(await run('status', plan)).toMatchObject({ acknowledged: 3, inDoubt: 0 });

    const kept = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'));
    expect(kept).toHaveLength(3);
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
    expect(stdout).toMatch(/: 99\.91 %\n1 counts more than once\n {2}CPUUtilization at /);

    const elsewhere = await lab({ now: Date.now });
    vi.stubEnv('AWS_ENDPOINT_URL', elsewhere.url);
    const { stderr } = await seedHere('verify', path);
    expect(stderr).toContain(
      `plan.ledger: tells of ${url} in us-east-1, and this reads ${elsewhere.url} in`,
    );
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
