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
/** Without `evaluateFrom`, which lies in the file's curve. */
const shaped = (is: string) => curve(is).replace(/evaluateFrom.*\n/, '');

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

  test('is made of a shape, with defaults for all but the shape', () => {
    const { load, curve: facts } = read(shaped('  shape: 2 * 50'), directory);
    expect(load.startMinute * 60).toBe(Date.UTC(2026, 0, 5) / 1000);
    expect([...new Set(load.requestsPerSecond)]).toEqual([100]);
    expect(load.requestsPerSecond).toHaveLength(7 * 1440);
    expect(facts).toEqual({ source: 'shape', stepSeconds: 60 });
  });

  test.each([
    ['days: 0.5', 720],
    ['for: 36h', 2160],
  ])('of a shape is as long as it says: %s', (length, minutes) => {
    const { load } = read(shaped(`  shape: constant(1)\n  ${length}`), directory);
    expect(load.requestsPerSecond).toHaveLength(minutes);
  });

  test('of a shape has the start and the step that it says', () => {
    const is =
      '  shape: ramp(from=0, to=10)\n  for: 10m\n  step: 2m\n  start: 2024-01-01T00:00:00Z';
    const { load, curve: facts } = read(shaped(is), directory);
    const rates = Array.from(load.requestsPerSecond, (rate) => Number(rate.toFixed(9)));
    expect(rates).toEqual([1, 1, 3, 3, 5, 5, 7, 7, 9, 9]);
    expect(load.startMinute * 60).toBe(1_704_067_200);
    expect(facts.stepSeconds).toBe(120);
  });

  test('of a shape has the noise of the seed', () => {
    const is = shaped('  shape: 100 * noise(sd=0.1)\n  for: 1h');
    const loads = [is, is, `seed: 2\n${is}`].map((text) => read(text, directory).load);
    expect(loads[1]).toEqual(loads[0]);
    expect(loads[2]).not.toEqual(loads[0]);
  });

  test.each(['0.1', '{ sd: 0.1 }', '{ sd: 0.1, memory: 10m }'])(
    'is multiplied by noise of the seed: %s',
    (noise) => {
      const is = curve(`  file: curve.csv\n  noise: ${noise}`);
      const [one, other] = [is, `seed: 2\n${is}`].map(
        (text) => read(text, directory).load.requestsPerSecond,
      );
      const plain = read(BASE, directory).load.requestsPerSecond;
      expect(other).not.toEqual(one);
      const furthest = Math.max(...one.map((rate, i) => Math.abs(rate / plain[i] - 1)));
      expect(furthest).toBeGreaterThan(0);
      expect(furthest).toBeLessThan(0.5);
    },
  );

  test('has other noise than a shape of the same seed', () => {
    const is = '  shape: 100 * noise(sd=0.1)\n  for: 10m';
    const made = read(shaped(is), directory).load.requestsPerSecond;
    const noisy = read(shaped('  shape: constant(100)\n  for: 10m\n  noise: 0.1'), directory).load;
    expect(noisy.requestsPerSecond).not.toEqual(made);
  });

  test('is compressed after it is cut', () => {
    const is = '  file: hourly.csv\n  compress: 60';
    const { load, curve: facts } = read(shaped(is), directory);
    expect([...load.requestsPerSecond]).toEqual([100, 200]);
    expect(facts.stepSeconds).toBe(3600);
    const long =
      '  shape: steps([1, 2, 3, 4])\n  for: 4h\n  step: 1h\n  from: 2026-01-05T01:00:00Z\n  compress: 60';
    expect([...read(shaped(long), directory).load.requestsPerSecond]).toEqual([2, 3, 4]);
  });

  test.each([
    [
      '  {}',
      '1: curve.file is missing: give the name of a CSV file, relative to the scenario, or a curve.shape',
    ],
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
      '  file: curve.csv\n  shape: constant(1)',
      '3: curve.shape stands beside curve.file: keep one',
    ],
    [
      '  file: curve.csv\n  step: 5m',
      '3: curve.step belongs to a curve.shape, and a curve.file has its own: leave it out',
    ],
    [
      '  shape: flash(at=3d12h, pek=1500, for=40m)',
      '2: curve.shape:17: unknown argument "pek" of flash (did you mean "peak"?)',
    ],
    ['  shape: 5', '2: curve.shape is 5: give a shape such as diurnal(mean=400, peak=900)'],
    [
      '  shape: sine(mean=0, amplitude=1)',
      '2: curve.shape:1: sine is -0.0003636 at 12h5s after the start (2026-01-05T12:00:05Z) and the load -0.0003636; a load is a number of 0 or more, so change it or add to it',
    ],
    [
      '  shape: constant(1)\n  days: 1\n  for: 12h',
      '4: curve.for stands beside curve.days: keep one',
    ],
    [
      '  shape: constant(1)\n  for: 90',
      '3: curve.for is 90: give a duration such as 90s, 40m, 12h, 3d12h or 2w',
    ],
    [
      '  shape: constant(1)\n  step: 0s',
      '3: curve.step is "0s": give a duration such as 90s, 40m, 12h, 3d12h or 2w',
    ],
    [
      '  shape: constant(1)\n  for: 1h\n  step: 7m',
      '2: curve.shape: 1h is no whole number of steps of 7m; change the one or the other',
    ],
    ['  shpae: constant(1)', '2: unknown key "shpae" (did you mean "shape"?)'],
    ['  file: curve.csv\n  compress: 0', '3: curve.compress is 0: give a number above 0'],
    [
      '  file: curve.csv\n  compress: 60\n  from: 2025-01-01T00:00:00Z',
      '1: curve.csv: fewer than two rows from 2025-01-01T00:00:00Z; the first begins at 2024-01-01T00:00:00Z, the last at 2024-01-01T00:09:00Z',
    ],
    ['  file: curve.csv\n  noise: 2', '3: curve.noise is 2: give a number from 0 to 1'],
    [
      '  file: curve.csv\n  noise: much',
      '3: curve.noise is "much": give a standard deviation from 0 to 1, or { sd, memory }',
    ],
    [
      '  file: curve.csv\n  noise: { sd: -1 }',
      '3: curve.noise.sd is -1: give a number from 0 to 1',
    ],
    [
      '  file: curve.csv\n  noise: { sd: 0.1, memory: long }',
      '3: curve.noise.memory is "long": give a duration such as 90s, 40m, 12h, 3d12h or 2w',
    ],
    [
      '  file: curve.csv\n  noise: { sd: 0.1, memroy: 1h }',
      '3: unknown key "memroy" (did you mean "memory"?)',
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
