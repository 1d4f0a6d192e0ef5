import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lab, temporaryDirectory } from '../lab/rig.ts';
import { plimsoll } from './plimsoll.ts';

const SCENARIO = fileURLToPath(new URL('../../fixtures/shop.yaml', import.meta.url));

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
    const cwd = temporaryDirectory();
    const env = { AWS_ENDPOINT_URL: url };
    const run = (...args: readonly string[]) => plimsoll(['predict', ...args], { cwd, env });
    await run('history', '--scenario', SCENARIO, '--days', '1', '-o', 'history.csv');
    const plan = ['seed', 'plan', 'history.csv', '--group', 'shop-asg', '--namespace'];
    await run(...plan, 'Shop/Seed', '-o', 'a.json');
    await run(...plan, 'Shop/Seed', '-o', 'b.json', '--offline');
    expect(await run('seed', 'verify', 'a.json')).toMatchObject({ code: 3 });
    await run('seed', 'apply', 'a.json', '--yes', '--rate', '100');
    expect(await run('seed', 'apply', 'b.json', '--yes')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^plimsoll: Shop\/Seed: already holds CPUUtilization, /),
    });
  });
});
