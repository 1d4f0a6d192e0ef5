import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BASE, base, makeDirectory, problemsOf, read, refusal } from './base.ts';

const rows = (lines: readonly string[]) => ['timestamp,requests_per_second', ...lines].join('\n');
const badRows = ['x', 'y', 'z', 'u', 'v', 'w', 't'].map((time) => `${time},1`);
const directory = makeDirectory({
  'empty.csv': '',
  'bad.csv': rows(badRows.slice(0, 1)),
  'worse.csv': rows(badRows),
  'hourly.csv': rows(['2024-01-01T00:00:00Z,100', '2024-01-01T01:00:00Z,200']),
});
const curve = (is: string) => base('  file: curve.csv', is);

describe('the curve', () => {
  test('is scaled', () => {
    const { load } = read(curve('  file: curve.csv\n  scale: 500'), directory);
    expect(load.requestsPerSecond[0]).toBe(50_000);
  });

  test('is cut to what begins in [from, to)', () => {
    const cut = '  file: curve.csv\n  from: 2024-01-01T00:02:00Z\n  to: 1704067440';
    const { load, evaluateFrom } = read(curve(cut), directory);
    expect([...load.requestsPerSecond]).toEqual([102, 103]);
    expect(evaluateFrom).toBe(0);
  });

  test('is interpolated as it says', () => {
    const held = read(curve('  file: hourly.csv\n  interpolate: hold'), directory).load;
    const joined = read(curve('  file: hourly.csv'), directory).load;
    expect(held.requestsPerSecond[59]).toBe(100);
    expect(joined.requestsPerSecond[59]).toBeGreaterThan(140);
  });

  test('keeps the step of its file, which the result shows', () => {
    const { curve: facts } = read(curve('  file: ./hourly.csv'), directory);
    expect(facts).toEqual({ source: './hourly.csv', stepSeconds: 3600 });
  });

  test.each([
    ['  {}', '1: curve.file is missing: give the name of a CSV file, relative to the scenario'],
    ['  file: 3', '2: curve.file is 3: give the name of a CSV file, relative to the scenario'],
    ['  fiel: curve.csv', '2: unknown key "fiel" (did you mean "file"?)'],
    [
      '  file: none.csv',
      `2: curve.file "none.csv" cannot be read: there is no ${join(directory, 'none.csv')}`,
    ],
    ['  file: .', `2: curve.file "." cannot be read: ${directory} is a directory`],
    ['  file: curve.csv\n  scale: 0', '3: curve.scale is 0: give a number above 0'],
    ['  file: curve.csv\n  scale: .inf', '3: curve.scale is Infinity: give a number above 0'],
    [
      '  file: curve.csv\n  interpolate: linaer',
      '3: curve.interpolate is "linaer" (did you mean "linear"?): give hold or linear',
    ],
    [
      '  file: curve.csv\n  from: 2024-01-01',
      '3: curve.from "2024-01-01" has no time zone; end it with Z for UTC, or with an offset such as +02:00',
    ],
    [
      '  file: curve.csv\n  to: [1]',
      '3: curve.to is a list: give an ISO 8601 time with a zone (2014-04-17T00:00:00Z) or epoch seconds',
    ],
    [
      '  file: curve.csv\n  from: 2025-01-01T00:00:00Z',
      '1: curve.csv: no known minute from 2025-01-01T00:00:00Z; the curve runs from 2024-01-01T00:00:00Z to 2024-01-01T00:10:00Z',
    ],
  ])('is refused: %j', (is, says) => {
    // Without its own file the curve cannot say where it ends, and evaluateFrom is not judged.
    expect(problemsOf(curve(is), directory)).toEqual([`scenario.yaml:${says}`]);
  });

  test('is refused when it is but a name', () => {
    const text = base('curve:\n  file: curve.csv', 'curve: curve.csv');
    expect(problemsOf(text, directory)).toEqual([
      'scenario.yaml:1: curve is "curve.csv": give a mapping with the curve file, such as { file: curve.csv }',
    ]);
  });

  test('tells of its own file what is wrong there', () => {
    const error = refusal(curve('  file: bad.csv'), directory);
    expect(error?.code).toBe('bad-file');
    expect(error?.problems).toEqual([
      'bad.csv:2: timestamp "x" is no timestamp; write ISO 8601 with a zone (2014-04-10T00:04:00Z) or epoch seconds',
    ]);
    expect(problemsOf(curve('  file: empty.csv'), directory)).toEqual([
      'empty.csv: the file is empty',
    ]);
  });

  test('tells of its own file after the scenario, and counts the problems of both', () => {
    const text = `seed: x\n${curve('  file: worse.csv')}`;
    const problems = problemsOf(text, directory);
    expect(problems[0]).toBe('scenario.yaml:1: seed is "x": give a whole number');
    expect(problems[1]).toMatch(/^worse.csv:2: /);
    expect(problems.at(-1)).toBe('and 3 more');
  });
});

describe('evaluateFrom', () => {
  const from = (is: string) => base('2024-01-01T00:02:00Z', is);

  test.each([
    ['2024-01-01T00:00:00Z', 0],
    ['2024-01-01T01:09:00+01:00', 9],
    ['1704067380', 3],
    ['"2024-01-01 00:04Z"', 4],
  ])('is the index of its minute: %s', (is, index) => {
    expect(read(from(is), directory).evaluateFrom).toBe(index);
  });

  test('is the first minute by default', () => {
    expect(read(BASE.replace(/evaluateFrom.*\n/, ''), directory).evaluateFrom).toBe(0);
  });

  const OUTSIDE =
    'outside the curve: give a time from 2024-01-01T00:00:00Z to before 2024-01-01T00:10:00Z';

  test.each([
    ['2024-01-01T00:10:00Z', `is 2024-01-01T00:10:00Z, ${OUTSIDE}`],
    ['2023-12-31T23:59:00Z', `is 2023-12-31T23:59:00Z, ${OUTSIDE}`],
    ['2024-01-01T00:02:30Z', 'is 2024-01-01T00:02:30Z: give a whole minute'],
    ['2024-02-30T00:00:00Z', '"2024-02-30T00:00:00Z" is not a date and time that exists'],
    [
      '2024-01-01T00:02:00',
      '"2024-01-01T00:02:00" has no time zone; end it with Z for UTC, or with an offset such as +02:00',
    ],
    [
      'now',
      '"now" is no timestamp; write ISO 8601 with a zone (2014-04-10T00:04:00Z) or epoch seconds',
    ],
    ['', 'is empty: give an ISO 8601 time with a zone (2014-04-17T00:00:00Z) or epoch seconds'],
  ])('is refused: %s', (is, says) => {
    expect(problemsOf(from(is), directory)).toEqual([`scenario.yaml:3: evaluateFrom ${says}`]);
  });
});
