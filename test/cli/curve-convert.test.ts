import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plimsoll } from './plimsoll.ts';

const COUNTS = `timestamp,requests
2014-04-10T00:00:00Z,60
2014-04-10T00:01:00Z,120
2014-04-10T00:02:00Z,180
2014-04-10T00:03:00Z,240
2014-04-10T00:06:00Z,300
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-convert-'));
  writeFileSync(join(folder, 'counts.csv'), COUNTS);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const convert = (...args: string[]) => plimsoll(['curve', 'convert', ...args], { cwd: folder });

/** The rows that a conversion prints, as minute and second of the day, and rate. */
async function rows(...args: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await convert('counts.csv', ...args);
  expect([code, stderr]).toEqual([0, '']);
  return stdout
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => row.replace('2014-04-10T00:', '').replace('Z,', ' '));
}

describe.concurrent('plimsoll curve convert', () => {
  it('turns counts into rates', async () => {
    expect(await convert('counts.csv')).toEqual({
      code: 0,
      stdout: `timestamp,requests_per_second
2014-04-10T00:00:00Z,1
2014-04-10T00:01:00Z,2
2014-04-10T00:02:00Z,3
2014-04-10T00:03:00Z,4
2014-04-10T00:06:00Z,5
`,
      stderr: '',
    });
  });

  it('scales and rounds', async () => {
    expect(await rows('--scale', '0.35', '--round', '1')).toEqual([
      '00:00 0.3',
      '01:00 0.7',
      '02:00 1',
      '03:00 1.4',
      '06:00 1.8',
    ]);
  });

  it('makes longer steps of means, gaps staying gaps', async () => {
    expect(await rows('--step', '2m')).toEqual(['00:00 1.5', '02:00 3.5', '06:00 5']);
  });

  it('makes finer steps, held or joined', async () => {
    const cut = ['--to', '2014-04-10T00:02:00Z', '--step', '30s'];
    expect(await rows(...cut)).toEqual(['00:00 1', '00:30 1', '01:00 2', '01:30 2']);
    expect(await rows(...cut, '--interpolate', 'linear')).toEqual([
      '00:00 0.875',
      '00:30 1.125',
      '01:00 1.875',
      '01:30 2.125',
    ]);
  });

  it('cuts', async () => {
    const window = ['--from', '2014-04-10T00:01:00Z', '--to', '2014-04-10T02:03:00+02:00'];
    expect(await rows(...window)).toEqual(['01:00 2', '02:00 3']);
  });

  it('compresses what is left after cutting', async () => {
    expect(await rows('--compress', '60')).toEqual([
      '00:00 1',
      '00:01 2',
      '00:02 3',
      '00:03 4',
      '00:06 5',
    ]);
    const cut = ['--from', '2014-04-10T00:02:00Z', '--compress', '6', '--step', '20s'];
    expect(await rows(...cut)).toEqual(['02:00 3.5', '02:40 5']);
  });

  it('writes to a file, its own input too', async () => {
    writeFileSync(join(folder, 'own.csv'), COUNTS);
    const outcome = await convert('own.csv', '--step', '2m', '-o', 'own.csv');
    expect(outcome).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(folder, 'own.csv'), 'utf8')).toMatch(
      /^timestamp,requests_per_second\n/,
    );
  });

  it('reads stdin', async () => {
    const { stdout } = await plimsoll(['curve', 'convert', '-', '--step', '2m'], { stdin: COUNTS });
    expect(stdout.split('\n')[1]).toBe('2014-04-10T00:00:00Z,1.5');
  });

  it.each([
    [
      'a file that is not there',
      ['count.csv'],
      'plimsoll: count.csv: no such file (did you mean "counts.csv"?)',
    ],
    [
      'to interpolate without a step',
      ['counts.csv', '--interpolate', 'hold'],
      'plimsoll: --interpolate fills finer steps; give --step as well',
    ],
    [
      'a step that leaves no curve',
      ['counts.csv', '--step', '1h'],
      'plimsoll: counts.csv: steps of 1h leave no row, and a curve takes two or more; give a shorter step',
    ],
    [
      'a stretch outside of the curve',
      ['counts.csv', '--from', '2020-01-01T00:00:00Z'],
      'plimsoll: counts.csv: fewer than two rows from 2020-01-01T00:00:00Z; the first begins at 2014-04-10T00:00:00Z, the last at 2014-04-10T00:06:00Z',
    ],
    [
      'a step without a unit',
      ['counts.csv', '--step', '60'],
      'plimsoll: --step "60" is no duration; give a duration such as 90s, 40m, 12h, 3d12h or 2w',
    ],
    [
      'another format than CSV',
      ['counts.csv', '--output', 'table'],
      'plimsoll: curve convert writes CSV, not --output table; leave it out, and look at the curve with plimsoll curve show',
    ],
  ])('refuses %s in one line and exits 2', async (_, args, line) => {
    expect(await convert(...args)).toEqual({ code: 2, stdout: '', stderr: `${line}\n` });
  });
});
