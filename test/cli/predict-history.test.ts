import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseHistory } from '../../src/predict/history/history-csv.ts';
import { plimsoll } from './plimsoll.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const SCENARIO = ['--scenario', join(FIXTURES, 'shop.yaml')];
const NOW = ['--now', '2026-11-24T22:47:00Z'];

const directory = mkdtempSync(join(tmpdir(), 'plimsoll-history-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function history(args: readonly string[], stdin = '') {
  return plimsoll(['predict', 'history', ...SCENARIO, ...NOW, ...args], { stdin });
}

describe.concurrent('plimsoll predict history', () => {
  it('writes CSV to stdout that reads back, of 13 days up to the hour', async () => {
    const { code, stdout } = await history(['--curve', join(FIXTURES, 'shop.csv')]);
    expect(code).toBe(0);
    const read = parseHistory(stdout);
    expect(read.start).toBe(Date.UTC(2026, 10, 11, 22) / 1000);
    expect(read.requests).toHaveLength(13 * 288);
  });

  it('sums up on stdout what it wrote to a file', async () => {
    const file = join(directory, 'history.csv');
    const { code, stdout, stderr } = await history(['--output', 'table', '-o', file]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^time \(UTC\) {3}2026-11-11 22:00 to 2026-11-24 22:00, 13 d$/m);
    expect(stdout).toMatch(/^curve {8}shop\.csv, moved on by 25 weeks, 11 d 2 h of it repeated$/m);
    expect(stdout).toMatch(/^correlation {2}1\.0000 of CPU with requests an instance/m);
    expect(stdout).toMatch(/^! above its target for .*; raise its MaxSize, or lower the load$/m);
    expect(stdout).toMatch(/^instances\n/m);
    expect(parseHistory(readFileSync(file, 'utf8')).requests).toHaveLength(3744);
  });

  it('replays a strategy, and prints the summary as JSON into a pipe', async () => {
    const file = join(directory, 'replayed.csv');
    const { stdout } = await history(['--strategy', 'cpu-50', '--for', '36h', '-o', file]);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      capacity: 'strategy=cpu-50',
      periods: 432,
      files: [file],
      commands: [],
      saturatedPeriods: 0,
      aboveTargetPeriods: null,
    });
    expect(JSON.parse(stdout).requestsCorrelation).toBeGreaterThan(0.99);
  });

  it('writes numbered files for the AWS CLI, and the commands that put them', async () => {
    const file = join(directory, 'seed.json');
    const put = ['--format', 'put-metric-data', '--namespace', 'Shop/Seed', '--group', 'shop-asg'];
    const { code, stdout } = await history([...put, '--days', '1', '-o', file]);
    expect(code).toBe(0);
    const files = ['seed-001.json', 'seed-002.json'].map((name) => join(directory, name));
    expect(JSON.parse(stdout)).toMatchObject({
      files,
      commands: files.map(
        (path) =>
          `aws cloudwatch put-metric-data --namespace Shop/Seed --metric-data file://${path}`,
      ),
    });
    expect(readdirSync(directory)).not.toContain('seed.json');
    expect(JSON.parse(readFileSync(files[1], 'utf8'))).toHaveLength(152);
  });

  it('takes a shape, a curve or a scenario from stdin', async () => {
    const shape = await history(['--shape', '-', '--days', '1'], 'constant(100)\n');
    expect(parseHistory(shape.stdout).requests).toEqual(new Float64Array(288).fill(30_000));
    const rows = Array.from({ length: 24 }, (_, i) => `${1_767_571_200 + 3600 * i},100`);
    const csv = `timestamp,requests_per_second\n${rows.join('\n')}\n`;
    const curve = await history(['--curve', '-', '--days', '1'], csv);
    expect(curve.stdout).toBe(shape.stdout);
  });

  it('tells how much of the curve was unknown', async () => {
    const rows = Array.from({ length: 48 }, (_, i) => `${1_767_571_200 + 3600 * i},100`);
    rows.splice(30, 1);
    const csv = `timestamp,requests_per_second\n${rows.join('\n')}\n`;
    const { code, stderr } = await history(['--curve', '-', '--days', '1'], csv);
    expect(code).toBe(0);
    expect(stderr).toBe(
      'plimsoll: stdin: 12 periods of 5 minutes are unknown; they were filled from the same hour of other weeks, else of other days\n',
    );
  });

  it.each([
    ['--days 14', '--days 14 reaches back more than 13 days and 22 hours, and PutMetricData'],
    ['--days 1 --for 24h', '--days and --for both say how long it is; give one'],
    ['--curve a.csv --shape constant(1)', '--curve and --shape both say what the load is'],
    ['--capacity fixed=6 --strategy cpu-50', '--capacity and --strategy both say how many'],
    ['--output json', 'the history goes to stdout, and --output and --query are for the summary'],
    ['--curve - --scenario -', 'stdin holds one file'],
  ])('refuses %s in one line, and writes nothing', async (args, says) => {
    const { code, stdout, stderr } = await history(args.split(' '));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^plimsoll: [^\n]*\n$/);
    expect(stderr).toContain(says);
  });
});
