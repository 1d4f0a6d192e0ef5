import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeShop } from '../../fixtures/make-shop.ts';
import { plimsoll } from './plimsoll.ts';

const SHOP = ['simulate', 'compare', 'fixtures/shop.yaml'];

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-compare-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** A group that cannot hold the SLO, with its curve beside it. */
function hopeless(): string {
  const rows = Array.from({ length: 30 }, (_, i) => `${i * 60},500`);
  writeFileSync(join(directory, 'flat.csv'), `timestamp,requests_per_second\n${rows.join('\n')}\n`);
  const path = join(directory, 'hopeless.yaml');
  writeFileSync(
    path,
    `curve: { file: flat.csv }
service: { instanceType: m5.large, requestsPerSecond: 100 }
group: { MinSize: 1, MaxSize: 1 }
slo: { p95LatencyMs: 250 }
strategies: [{ name: one }]
`,
  );
  return path;
}

describe('the fixture', () => {
  it('is what its generator makes', () => {
    expect(readFileSync('fixtures/shop.csv', 'utf8')).toBe(makeShop());
  });
});

describe('plimsoll simulate compare', () => {
  it('prints the table that was read line by line, the verdict first', async () => {
    const { code, stdout } = await plimsoll([...SHOP, '--output', 'table']);
    await expect(stdout).toMatchFileSnapshot('../golden/shop-table.txt');
    expect(code).toBe(0);
  });

  it('prints the JSON that was read line by line, when its output is no terminal', async () => {
    const { stdout } = await plimsoll(SHOP);
    await expect(stdout).toMatchFileSnapshot('../golden/shop.json');
  });

  it('writes a row a strategy as CSV', async () => {
    const { stdout } = await plimsoll([...SHOP, '--output', 'csv']);
    const [header, ...rows] = stdout.trimEnd().split('\n');
    expect(header).toMatch(
      /^name,costUsd.total,costUsd.ec2,costUsd.loadBalancer,costUsd.cloudWatch,/,
    );
    expect(rows.map((row) => row.split(',')[0])).toEqual([
      'fixed',
      'scheduled',
      'cpu-50',
      'requests',
      'steps',
      'simple',
    ]);
  });

  it('writes a timeline row a strategy and minute, and an activity row a scaling action', async () => {
    const timeline = join(directory, 'timeline.csv');
    const activities = join(directory, 'activities.csv');
    const { stdout } = await plimsoll([
      ...SHOP,
      '--timeline',
      timeline,
      '--activities',
      activities,
    ]);
    const rows = readFileSync(timeline, 'utf8').trimEnd().split('\n');
    expect(rows.length).toBe(1 + 6 * 7 * 1440);
    expect(rows[0]).toBe(
      'strategy,timestamp,requests_per_second,required_capacity,desired,in_service,pending,warming,draining,cpu_percent,latency_p95_ms,failed_requests,cost_usd',
    );
    const counted = JSON.parse(stdout).strategies.reduce(
      (
        sum: number,
        {
          activities: { scaleOut, scaleIn },
        }: { activities: { scaleOut: number; scaleIn: number } },
      ) => sum + scaleOut + scaleIn,
      0,
    );
    expect(readFileSync(activities, 'utf8').trimEnd().split('\n').length).toBe(1 + counted);
  });

  it('reads a scenario from stdin, its curve from the current directory', async () => {
    const stdin = readFileSync('fixtures/shop.yaml', 'utf8').replace(
      'shop.csv',
      'fixtures/shop.csv',
    );
    const { stdout } = await plimsoll(['simulate', 'compare', '-', '--query', 'best'], { stdin });
    expect(JSON.parse(stdout)).toBe('steps');
  });

  it('exits with 3 and says so when no strategy holds the SLO', async () => {
    const { code, stdout } = await plimsoll([
      'simulate',
      'compare',
      hopeless(),
      '--output',
      'table',
    ]);
    expect(code).toBe(3);
    expect(stdout.split('\n')[0]).toBe(
      'No strategy holds the SLO. one comes nearest: it misses it in 30 minutes (none are allowed) and fails 79.9 % of requests, for $0.21.',
    );
  });

  it('says in one line that the timeline cannot be written, and leaves no file behind', async () => {
    const before = readdirSync(directory);
    const path = join(directory, 'nowhere', 'timeline.csv');
    const { code, stderr } = await plimsoll([...SHOP, '--timeline', path]);
    expect(code).toBe(2);
    expect(stderr).toBe(`plimsoll: ${path}: its directory does not exist; make it first\n`);
    expect(readdirSync(directory)).toEqual(before);
  });

  it('names a mistake with file, line, value and cure', async () => {
    const path = join(directory, 'mistake.yaml');
    writeFileSync(path, readFileSync(hopeless(), 'utf8').replace('MaxSize: 1', 'MaxSize: 0'));
    const { code, stderr, stdout } = await plimsoll(['simulate', 'compare', path]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${path}:3: `);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('shows how far the figures spread over seeds, and how the verdict moves with each assumption', async () => {
    const args = [...SHOP, '--replications', '3', '--sensitivity', '--output', 'table'];
    const { stdout, code } = await plimsoll(args);
    await expect(stdout).toMatchFileSnapshot('../golden/shop-spread.txt');
    expect(code).toBe(0);
  });

  it('refuses one file for two outputs, and stdout, which is the result’s', async () => {
    const twice = await plimsoll([...SHOP, '--timeline', 'a.csv', '--activities', './a.csv']);
    expect(twice).toMatchObject({
      code: 2,
      stderr: 'plimsoll: --timeline and --activities both name a.csv; name two files\n',
    });
    const stdout = await plimsoll([...SHOP, '--timeline', '-']);
    expect(stdout).toMatchObject({
      code: 2,
      stderr: 'plimsoll: --timeline -: the comparison goes to stdout; name a file\n',
    });
  });

  it('keeps a link and the mode of the file it points to', async () => {
    const target = join(directory, 'target.csv');
    const link = join(directory, 'link.csv');
    writeFileSync(target, 'old', { mode: 0o600 });
    symlinkSync(target, link);
    await plimsoll([...SHOP, '--activities', link]);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(readFileSync(target, 'utf8')).toMatch(/^strategy,timestamp,from,to,cause\n/);
  });

  it('makes do with what there is on Ctrl-C, says so, and exits with 130', async () => {
    const rows = Array.from({ length: 400_000 }, (_, i) => `${i * 60},${200 + (i % 100)}`);
    writeFileSync(
      join(directory, 'long.csv'),
      `timestamp,requests_per_second\n${rows.join('\n')}\n`,
    );
    const strategies = Array.from({ length: 60 }, (_, i) => `  - { name: s${i} }`).join('\n');
    const path = join(directory, 'long.yaml');
    writeFileSync(
      path,
      `curve: { file: long.csv }
service: { instanceType: m5.large, requestsPerSecond: 100 }
group: { MinSize: 4, MaxSize: 4, DesiredCapacity: 4 }
slo: { p95LatencyMs: 250 }
strategies:
${strategies}
`,
    );
    const timeline = join(directory, 'long-timeline.csv');
    const { code, stdout } = await plimsoll(['simulate', 'compare', path, '--timeline', timeline], {
      interruptAfter: `${timeline}.`,
    });
    const { interrupted, strategies: done } = JSON.parse(stdout);
    expect(code).toBe(130);
    expect(interrupted).toBe(true);
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(60);
    expect(readdirSync(directory).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('the scenarios that ship', () => {
  it.each(['office', 'flat', 'blog', 'from-aws'])(
    '%s prints the table that was read line by line',
    async (name) => {
      const { stdout } = await plimsoll([
        'simulate',
        'compare',
        `fixtures/${name}.yaml`,
        '--output',
        'table',
      ]);
      await expect(stdout).toMatchFileSnapshot(`../golden/${name}-table.txt`);
    },
  );
});
