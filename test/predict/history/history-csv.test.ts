import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCurve } from '../../../src/curve/parse.ts';
import { PlimsollError } from '../../../src/error.ts';
import type { History } from '../../../src/predict/history/history.ts';
import { formatHistory, parseHistory } from '../../../src/predict/history/history-csv.ts';

const START = Date.UTC(2026, 10, 10) / 1000;

describe('a history as CSV', () => {
  it('is read as it was written, to the last bit', () => {
    fc.assert(
      fc.property(histories, (history) => {
        expect(parseHistory(formatHistory(history))).toEqual(history);
      }),
      { numRuns: 30 },
    );
  });

  it('has a row a period under the names of its columns', () => {
    const [header, first] = formatHistory(hour()).split('\n');
    expect(header).toBe(
      'timestamp,instances,utilization_percent,lowest_percent,highest_percent,requests,requests_per_target_per_minute',
    );
    expect(first).toBe('2026-11-10T00:00:00Z,4,50,40,60,6000,300');
  });

  it('is a curve too, for the commands that take one', () => {
    const curve = parseCurve(formatHistory(hour()));
    expect([curve.stepSeconds, curve.requestsPerSecond[0]]).toEqual([300, 20]);
  });

  it('may have its columns in another order, others among them, and be from Windows', () => {
    const rows = formatHistory(hour()).trimEnd().split('\n');
    const turned = rows.map((row, i) => `${i === 0 ? 'note' : 'x'},${row.split(',').reverse()}`);
    expect(parseHistory(`\uFEFF${turned.join('\r\n')}\r\n`)).toEqual(hour());
  });

  it.each([
    [
      'a row that is missing',
      drop(3),
      /^h\.csv:4: timestamp "2026-11-10T00:15:00Z" comes 600 s after line 3; .* no gap/,
    ],
    [
      'another step',
      (rows: string[]) => rows.filter((_, i) => i % 2 === 0),
      /^h\.csv:2: timestamp .*05:00Z" is not a full hour/,
    ],
    [
      'a row twice',
      (rows: string[]) => rows.toSpliced(2, 0, rows[1]),
      /^h\.csv:3: timestamp .* repeats line 2; keep one/,
    ],
    [
      'rows newest first',
      (rows: string[]) => [rows[0], ...rows.slice(1).reverse()],
      /^h\.csv:2: .* not a full hour/,
    ],
    [
      'an hour that is not whole',
      drop(12),
      /^h\.csv:12: the last row begins at 2026-11-10T00:50:00Z, which leaves an hour incomplete; .* remove the 11 rows/,
    ],
    [
      'no zone',
      edit(1, 'Z', ''),
      /^h\.csv:2: timestamp "2026-11-10T00:00:00" has no time zone; end it with Z/,
    ],
    ['no rows', (rows: string[]) => rows.slice(0, 1), /^h\.csv: no rows after the header/],
    ['no text', () => [], /^h\.csv: the file is empty/],
    ['a column too few', edit(2, ',300', ''), /^h\.csv:3: 6 columns in .*, but 7 in the header/],
    [
      'a header of something else',
      edit(0, 'instances', 'servers'),
      /^h\.csv:1: no column "instances" in "timestamp,servers,.*; the first line must be/,
    ],
    [
      'a column twice',
      (rows: string[]) => rows.map((row, i) => `${row},${i === 0 ? 'requests' : 6000}`),
      /^h\.csv:1: two columns are named "requests"; keep one/,
    ],
    [
      'a word',
      edit(1, '6000', 'many'),
      /^h\.csv:2: requests "many" is not a finite number; write a decimal number/,
    ],
    ['a negative figure', edit(1, '6000', '-6000'), /^h\.csv:2: requests "-6000" is negative/],
    [
      'half an instance',
      edit(1, ',4,', ',4.5,'),
      /^h\.csv:2: instances 4\.5 is not a whole number of 1 or more/,
    ],
    ['no instance', edit(1, ',4,', ',0,'), /^h\.csv:2: instances 0 is not a whole number/],
    [
      'a utilisation above 100',
      edit(1, ',60,', ',160,'),
      /^h\.csv:2: highest_percent 160 is above 100/,
    ],
    [
      'a mean outside of its bounds',
      edit(1, ',50,', ',30,'),
      /^h\.csv:2: utilization_percent 30 is not between lowest_percent 40 and highest_percent 60/,
    ],
    [
      'requests per target that contradict',
      edit(1, ',300', ',100'),
      /^h\.csv:2: requests_per_target_per_minute 100 contradicts requests ÷ 5 ÷ instances, which is 300/,
    ],
  ])('is refused with %s, in one line', (_, change, says) => {
    const rows = formatHistory(hour()).trimEnd().split('\n');
    const read = () => parseHistory(change(rows).join('\n'), 'h.csv');
    expect(read).toThrow(PlimsollError);
    expect(read).toThrow(says);
  });

  it('names five bad rows, and how many there are more', () => {
    const rows = formatHistory(hour()).replaceAll(',6000,', ',?,');
    expect(() => parseHistory(rows, 'h.csv')).toThrow(/(h\.csv:\d: .*\n){5}and 7 more$/);
  });

  it('says a row out of place once, not in every row after it', () => {
    const rows = formatHistory(hour()).trimEnd().split('\n').toSpliced(3, 1).join('\n');
    expect(() => parseHistory(rows)).toThrow(/^[^\n]+$/);
  });
});

function hour(): History {
  return {
    start: START,
    instances: new Float64Array(12).fill(4),
    utilizationPercent: new Float64Array(12).fill(50),
    lowestPercent: new Float64Array(12).fill(40),
    highestPercent: new Float64Array(12).fill(60),
    requests: new Float64Array(12).fill(6000),
  };
}

function drop(row: number) {
  return (rows: string[]) => rows.toSpliced(row, 1);
}

function edit(row: number, from: string, to: string) {
  return (rows: string[]) => rows.with(row, rows[row].replace(from, to));
}

const period = fc.record({
  instances: fc.integer({ min: 1, max: 1000 }),
  percents: fc
    .array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 3, maxLength: 3 })
    .map((three) => three.map((percent) => percent + 0).toSorted((a, b) => a - b)),
  requests: fc.double({ min: 0, max: 1e9, noNaN: true }).map((requests) => requests + 0),
});

const histories = fc
  .integer({ min: 1, max: 3 })
  .chain((hours) => fc.array(period, { minLength: 12 * hours, maxLength: 12 * hours }))
  .map(
    (periods): History => ({
      start: START,
      instances: Float64Array.from(periods, ({ instances }) => instances),
      lowestPercent: Float64Array.from(periods, ({ percents }) => percents[0]),
      utilizationPercent: Float64Array.from(periods, ({ percents }) => percents[1]),
      highestPercent: Float64Array.from(periods, ({ percents }) => percents[2]),
      requests: Float64Array.from(periods, ({ requests }) => requests),
    }),
  );
