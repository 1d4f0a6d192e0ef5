import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRequests } from '../../src/load/read-requests.ts';
import { anEntry } from '../curve/alb-log/an-entry.ts';
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

  describe.concurrent('from access logs', () => {
    const entry = (time: string, request: string) =>
      anEntry({ time: `2026-06-01T${time}.000000Z`, request });
    const GET = 'GET https://shop.example.com:443/item?token=secret HTTP/1.1';
    const POST = 'POST https://shop.example.com:443/basket HTTP/1.1';
    const one = [entry('10:00:10', GET), entry('10:01:10', GET), entry('10:02:10', POST)];
    const other = [entry('10:00:20', GET), entry('10:02:20', GET)];
    const CURVE = `timestamp,requests_per_second
2026-06-01T10:00:00Z,${2 / 60}
2026-06-01T10:01:00Z,${1 / 60}
2026-06-01T10:02:00Z,${2 / 60}
`;

    beforeAll(() => {
      mkdirSync(join(folder, 'logs/2026/06'), { recursive: true });
      writeFileSync(join(folder, 'logs/a.log.gz'), gzipSync(`${one.join('\n')}\n`));
      writeFileSync(join(folder, 'logs/2026/06/b.log'), `${other.join('\n')}\n`);
      writeFileSync(join(folder, 'broken.log'), `${[...one, 'no entry', 'nor this'].join('\n')}\n`);
      const whole = gzipSync(`${one.join('\n')}\n`);
      writeFileSync(join(folder, 'cut.log.gz'), whole.subarray(0, whole.length - 9));
    });

    it('reads files that a folder links to', async () => {
      mkdirSync(join(folder, 'links'));
      symlinkSync('../logs/a.log.gz', join(folder, 'links/a.log.gz'));
      expect(await convert('--from', 'alb-log', 'links')).toEqual(
        await convert('--from', 'alb-log', 'logs/a.log.gz'),
      );
    });

    it('adds up what lies in a folder, packed or not, at any depth', async () => {
      const outcome = await convert('--from', 'alb-log', 'logs');
      expect(outcome).toEqual({ code: 0, stdout: CURVE, stderr: '' });
    });

    it('comes to the same from its files in another order', async () => {
      const outcome = await convert('--from', 'alb-log', 'logs/2026/06/b.log', 'logs/a.log.gz');
      expect(outcome).toEqual({ code: 0, stdout: CURVE, stderr: '' });
    });

    it('reads stdin, and cuts by time as any curve', async () => {
      const { stdout } = await plimsoll(
        ['curve', 'convert', '--from', 'alb-log', '-', '--from', '2026-06-01T10:01:00Z'],
        { stdin: one.join('\n') },
      );
      expect(stdout.split('\n').slice(1, 3)).toEqual([
        `2026-06-01T10:01:00Z,${1 / 60}`,
        `2026-06-01T10:02:00Z,${1 / 60}`,
      ]);
    });

    it('counts broken lines, and goes on', async () => {
      const { code, stderr } = await convert('--from', 'alb-log', 'broken.log');
      expect([code, stderr]).toEqual([
        0,
        `plimsoll: broken.log: 2 lines left out that are no entries, such as:
plimsoll: broken.log:4: 2 of at least 13 fields
plimsoll: broken.log:5: 2 of at least 13 fields
`,
      ]);
    });

    it('takes what stands before the damage of a gzip file', async () => {
      const { code, stdout, stderr } = await convert('--from', 'alb-log', 'cut.log.gz');
      expect([code, stdout.split('\n').length > 3]).toEqual([0, true]);
      expect(stderr).toMatch(/^plimsoll: cut\.log\.gz: its gzip is damaged \(.*\); what stands/);
    });

    it('writes the requests that load run reads, the most frequent first, without their queries', async () => {
      const file = join(folder, 'requests.json');
      const { stderr } = await convert('--from', 'alb-log', 'logs', '--requests', file);
      expect(stderr).toContain(
        'a log has no bodies; add them where a POST, PUT or PATCH wants one',
      );
      const requests = readRequests(readFileSync(file, 'utf8'), file, []);
      expect(requests.map(({ method, path, weight }) => [method, path, weight])).toEqual([
        ['GET', '/item', 4],
        ['POST', '/basket', 1],
      ]);
    });

    it('keeps so many requests, and says what is left out', async () => {
      const file = join(folder, 'one-request.json');
      const args = ['logs', '--requests', file, '--most', '1', '--queries', 'keep'];
      const { stderr } = await convert('--from', 'alb-log', ...args);
      expect(stderr).toContain('the 1 most frequent of 2 requests, which are 80 % of what came');
      expect(readFileSync(file, 'utf8')).toBe('[\n{"path":"/item?token=secret","weight":4}\n]\n');
    });

    it.each([
      [
        'a file of something else',
        ['--from', 'alb-log', 'counts.csv'],
        /^plimsoll: counts\.csv: no line is an entry of an Application Load Balancer’s access log\n/,
      ],
      [
        'its options for a curve in CSV',
        ['counts.csv', '--missing', 'zero'],
        /^plimsoll: --missing goes with --from alb-log or cloudwatch alone\n$/,
      ],
      [
        'a format that it does not know',
        ['--from', 'elb', 'counts.csv'],
        /^plimsoll: --from "elb" is neither what the input may be \(csv, alb-log, cloudwatch\) nor a time/,
      ],
      [
        'two files where one is converted',
        ['counts.csv', 'counts.csv'],
        /^plimsoll: 2 files are given; one curve is converted at a time/,
      ],
    ])('refuses %s', async (_, args, line) => {
      const { code, stdout, stderr } = await convert(...args);
      expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(line)]);
    });
  });

  it('reads what CloudWatch prints, and says what it does not know', async () => {
    const Timestamps = ['2026-06-01T10:03:00Z', '2026-06-01T10:01:00Z', '2026-06-01T10:00:00Z'];
    const stdin = JSON.stringify({
      MetricDataResults: [{ Id: 'm', Timestamps, Values: [9, 6, 3] }],
    });
    const args = ['curve', 'convert', '--from', 'cloudwatch', '-'];
    const { stdout, stderr } = await plimsoll(args, { stdin });
    expect(stdout.split('\n').slice(1, 4)).toEqual([
      '2026-06-01T10:00:00Z,0.05',
      '2026-06-01T10:01:00Z,0.1',
      '2026-06-01T10:03:00Z,0.15',
    ]);
    expect(stderr).toBe(
      'plimsoll: stdin: 1 periods of 60 s have no datapoint and stay gaps; where that means no request, --missing zero says so\n',
    );
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
