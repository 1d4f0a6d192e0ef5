import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { plimsoll } from './plimsoll.ts';

const ROWS = `timestamp,requests_per_second
2014-04-10T00:00:00Z,1
2014-04-10T00:01:00Z,2
2014-04-10T00:04:00Z,6
2014-04-10T00:05:00Z,3
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-'));
  writeFileSync(join(folder, 'shop.csv'), ROWS);
});

const show = (...args: string[]) => plimsoll(['curve', 'show', ...args], { cwd: folder });

describe.concurrent('plimsoll curve show', () => {
  it('prints JSON into a pipe', async () => {
    const { code, stdout } = await show('shop.csv');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      source: 'shop.csv',
      stepSeconds: 60,
      interpolate: 'hold',
      scale: 1,
      start: '2014-04-10T00:00:00Z',
      end: '2014-04-10T00:06:00Z',
      minutes: 6,
      requests: 720,
      requestsPerSecond: { mean: 3, p50: 2, p95: 6, peak: 6 },
      peakAt: '2014-04-10T00:04:00Z',
      zeroMinutes: 0,
      gapMinutes: 2,
      gaps: [{ from: '2014-04-10T00:02:00Z', to: '2014-04-10T00:04:00Z', minutes: 2 }],
      busiestHour: { hourUtc: 0, requestsPerSecond: 3 },
      steepestRise: {
        at: '2014-04-10T00:00:00Z',
        minutes: 5,
        ratio: 3,
        fromRequestsPerSecond: 1,
        toRequestsPerSecond: 3,
      },
    });
  });

  it('prints a summary and a chart as a table', async () => {
    const { stdout } = await show(
      'shop.csv',
      '--output',
      'table',
      '--width',
      '40',
      '--height',
      '6',
    );
    expect(`\n${stdout}`).toBe(`
curve          shop.csv, steps of 1 min, held
time (UTC)     2014-04-10 00:00 to 2014-04-10 00:06, 6 min
requests       720
requests/s     mean 3, median 2, p95 6
peak           6 requests/s at 2014-04-10 00:04
busiest hour   00:00 to 01:00, on average 3 requests/s
steepest rise  3 times, from 1 to 3 requests/s in 5 min at 2014-04-10 00:00
zero           none
unknown        2 min (33.3 %); from 2014-04-10 00:02 to 2014-04-10 00:04

requests/s
6 ┤            ░░░░░░░░░░░░██████
  │            ░░░░░░░░░░░░██████
4 ┤            ░░░░░░░░░░░░██████
  │            ░░░░░░░░░░░░████████████
2 ┤      ██████░░░░░░░░░░░░████████████
  │████████████░░░░░░░░░░░░████████████
0 ┼┬───────────┬···········┬───────────
   Apr 10      00:02       00:04
   UTC; ░ unknown
`);
  });

  it('prints known minutes as a curve again, and says on stderr what is left out', async () => {
    const { stdout, stderr } = await show('shop.csv', '--output', 'csv', '--scale', '10');
    expect(stdout).toBe(`timestamp,requests_per_second
2014-04-10T00:00:00Z,10
2014-04-10T00:01:00Z,20
2014-04-10T00:04:00Z,60
2014-04-10T00:05:00Z,30
`);
    expect(stderr).toBe('plimsoll: 2 minutes of unknown load have no row\n');
  });

  it('keeps quiet when told to', async () => {
    const { stderr } = await show('shop.csv', '--output', 'csv', '--quiet');
    expect(stderr).toBe('');
  });

  it('prints text as the AWS CLI does', async () => {
    const { stdout } = await show('shop.csv', '--output', 'text');
    expect(stdout.split('\n').slice(1)).toEqual([
      'BUSIESTHOUR\t0\t3',
      'GAPS\t2014-04-10T00:02:00Z\t2\t2014-04-10T00:04:00Z',
      'REQUESTSPERSECOND\t3\t2\t6\t6',
      'STEEPESTRISE\t2014-04-10T00:00:00Z\t1\t5\t3\t3',
      '',
    ]);
  });

  it('picks from the result with --query', async () => {
    const { stdout } = await show(
      'shop.csv',
      '--output',
      'text',
      '--query',
      '[requests, gaps[0].minutes]',
    );
    expect(stdout).toBe('720\t2\n');
  });

  it('shows what --query picks as JSON where a table was asked for', async () => {
    const { stdout } = await show('shop.csv', '--output', 'table', '--query', 'requests');
    expect(stdout).toBe('720\n');
  });

  it('cuts with --from and --to', async () => {
    const { stdout } = await show(
      'shop.csv',
      '--from',
      '2014-04-10T00:04:00Z',
      '--to',
      '2014-04-10T02:05:00+02:00',
      '--query',
      'minutes',
    );
    expect(stdout).toBe('1\n');
  });

  it('joins steps when told to', async () => {
    const { stdout } = await show('shop.csv', '--interpolate', 'linear', '--query', 'interpolate');
    expect(stdout).toBe('"linear"\n');
  });

  it('reads stdin', async () => {
    const { stdout } = await plimsoll(['curve', 'show', '-', '--query', '[source, minutes]'], {
      stdin: ROWS,
    });
    expect(JSON.parse(stdout)).toEqual(['stdin', 6]);
  });

  it('colours only when told to, since a pipe is no terminal', async () => {
    const always = await show('shop.csv', '--output', 'table', '--color', 'always');
    const auto = await show('shop.csv', '--output', 'table');
    expect([always, auto].map(({ stdout }) => stdout.includes('\u001b'))).toEqual([true, false]);
  });

  it.each([
    [
      'a file that is not there',
      ['shop.cvs'],
      'plimsoll: shop.cvs: no such file (did you mean "shop.csv"?)',
    ],
    ['a directory', ['.'], 'plimsoll: .: is a directory; name a file in it'],
    ['an empty stdin', ['-'], 'plimsoll: stdin: the file is empty'],
    [
      'a time without a zone',
      ['shop.csv', '--from', '2014-04-10'],
      'plimsoll: --from "2014-04-10" has no time zone; end it with Z for UTC, or with an offset such as +02:00',
    ],
    [
      'a stretch outside of the curve',
      ['shop.csv', '--from', '2020-01-01T00:00:00Z'],
      'plimsoll: shop.csv: no known minute from 2020-01-01T00:00:00Z; the curve runs from 2014-04-10T00:00:00Z to 2014-04-10T00:06:00Z',
    ],
    [
      'a scale that is no number',
      ['shop.csv', '--scale', 'x'],
      "plimsoll: option '--scale <factor>' argument 'x' is invalid. It must be a number above 0.",
    ],
    [
      'a width out of range',
      ['shop.csv', '--width', '5'],
      "plimsoll: option '--width <columns>' argument '5' is invalid. It must be a whole number from 30 to 1000.",
    ],
    [
      'a format that there is not',
      ['shop.csv', '--output', 'xml'],
      "plimsoll: option '--output <format>' argument 'xml' is invalid. Allowed choices are table, json, csv, text.",
    ],
    [
      'a misspelt option',
      ['shop.csv', '--outptu', 'json'],
      "plimsoll: unknown option '--outptu' (Did you mean --output?)",
    ],
    [
      'a query that is no JMESPath, before it reads the file',
      ['nothing.csv', '--query', 'gaps[0'],
      'plimsoll: --query "gaps[0": Syntax error: expected Rbracket, got: EOF',
    ],
    [
      'a query over CSV',
      ['shop.csv', '--query', 'gaps', '--output', 'csv'],
      'plimsoll: --query picks from JSON; use it with --output json or text',
    ],
    ['a missing file argument', [], "plimsoll: missing required argument 'file'"],
  ])('refuses %s in one line and exits 2', async (_, args, line) => {
    expect(await show(...args)).toEqual({ code: 2, stdout: '', stderr: `${line}\n` });
  });
});
