import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plimsoll } from './plimsoll.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-make-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const make = (...args: string[]) => plimsoll(['curve', 'make', ...args], { cwd: folder });

describe.concurrent('plimsoll curve make', () => {
  it('prints a curve from the fixed Monday on', async () => {
    expect(await make('--shape', 'ramp(from=0,to=1)', '--for', '3m')).toEqual({
      code: 0,
      stdout: `timestamp,requests_per_second
2026-01-05T00:00:00Z,0.167
2026-01-05T00:01:00Z,0.5
2026-01-05T00:02:00Z,0.833
`,
      stderr: '',
    });
  });

  it('makes a week of minutes unless it is told otherwise', async () => {
    const { stdout } = await make('--shape', '100');
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(1 + 7 * 1440);
    expect(lines.at(-1)).toBe('2026-01-11T23:59:00Z,100');
  });

  it('takes length, step, start and decimals', async () => {
    const { stdout } = await make(
      ...['--shape', 'ramp(from=0,to=1)', '--days', '0.125', '--step', '1h'],
      ...['--start', '2026-06-01T02:00:00+02:00', '--round', '1'],
    );
    expect(stdout).toBe(`timestamp,requests_per_second
2026-06-01T00:00:00Z,0.2
2026-06-01T01:00:00Z,0.5
2026-06-01T02:00:00Z,0.8
`);
  });

  it('writes the same bytes for the same seed, to a file as to stdout, and leaves nothing beside it', async () => {
    const noisy = ['--shape', 'diurnal(mean=400,peak=900)*noise(sd=0.05)', '--days', '1'];
    const printed = await make(...noisy, '--seed', '7');
    const written = await make(...noisy, '--seed', '7', '-o', 'day.csv');
    expect(written).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(folder, 'day.csv'), 'utf8')).toBe(printed.stdout);
    expect(readdirSync(folder).filter((name) => name.startsWith('day'))).toEqual(['day.csv']);
    const other = await make(...noisy, '--seed', '8');
    expect(other.stdout).not.toBe(printed.stdout);
  });

  it('makes what curve show reads: mean and peak as asked', async () => {
    await make('--shape', 'diurnal(mean=400,peak=900)', '-o', 'week.csv');
    const query = 'requestsPerSecond.[mean, peak]';
    const { stdout } = await plimsoll(['curve', 'show', 'week.csv', '--query', query], {
      cwd: folder,
    });
    const [mean, peak] = JSON.parse(stdout) as number[];
    expect(mean).toBeCloseTo(400, 3);
    expect(peak).toBe(899.997);
  });

  it.each([
    ['no shape', [], "plimsoll: required option '--shape <shape>' not specified"],
    [
      'a misspelt argument',
      ['--shape', 'flash(at=1h,pek=9,for=1h)'],
      'plimsoll: shape:13: unknown argument "pek" of flash (did you mean "peak"?)',
    ],
    [
      'two lengths',
      ['--shape', '1', '--days', '2', '--for', '36h'],
      'plimsoll: --days and --for both say how long it is; give one',
    ],
    [
      'a length without a unit',
      ['--shape', '1', '--for', '36'],
      'plimsoll: --for "36" is no duration; give a duration such as 90s, 40m, 12h, 3d12h or 2w',
    ],
    [
      'a start without a zone',
      ['--shape', '1', '--start', '2026-06-01'],
      'plimsoll: --start "2026-06-01" has no time zone; end it with Z for UTC, or with an offset such as +02:00',
    ],
    [
      'a step that does not divide the length',
      ['--shape', '1', '--for', '1h', '--step', '7m'],
      'plimsoll: shape: 1h is no whole number of steps of 7m; change the one or the other',
    ],
    [
      'a seed that is no whole number',
      ['--shape', '1', '--seed', '1.5'],
      "plimsoll: option '--seed <number>' argument '1.5' is invalid. It must be a whole number from 0 to 9007199254740991.",
    ],
    [
      'another format than CSV',
      ['--shape', '1', '--output', 'json'],
      'plimsoll: curve make writes CSV, not --output json; leave it out, and look at the curve with plimsoll curve show',
    ],
    [
      'a query',
      ['--shape', '1', '--query', 'peak'],
      'plimsoll: curve make writes CSV, and --query picks from JSON; leave it out, and look at the curve with plimsoll curve show',
    ],
    [
      'a directory that is not there',
      ['--shape', '1', '-o', 'none/day.csv'],
      'plimsoll: none/day.csv: its directory does not exist; make it first',
    ],
  ])('refuses %s in one line and exits 2', async (_, args, line) => {
    expect(await make(...args)).toEqual({ code: 2, stdout: '', stderr: `${line}\n` });
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });
});
