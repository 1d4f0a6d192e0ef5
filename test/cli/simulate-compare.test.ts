import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    expect(header).toMatch(/^name,costUsd.total,costUsd.ec2,/);
    expect(rows.map((row) => row.split(',')[0])).toEqual([
      'fixed-30',
      'fixed-12',
      'cpu-50',
      'cpu-70',
      'requests-3000',
      'steps',
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
      'No strategy holds the SLO. one comes nearest: it misses it in 30 minutes (none are allowed) and fails 79.9 % of requests, for $0.05.',
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
});
