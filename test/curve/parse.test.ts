import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Curve } from '../../src/curve/curve.ts';
import { formatCurve } from '../../src/curve/format.ts';
import { parseCurve } from '../../src/curve/parse.ts';
import { anyCurve } from './any-curve.ts';
import { problemsOf } from './problems-of.ts';

const HEADER = 'timestamp,requests_per_second\n';
const MIDNIGHT = Date.UTC(2014, 3, 10) / 1000;

describe('parseCurve', () => {
  it('reads a timestamp and a rate a row', () => {
    const curve = parseCurve(`${HEADER}2014-04-10T00:00:00Z,1.5\n2014-04-10T00:05:00Z,2\n`);
    expect(curve).toEqual<Curve>({
      source: 'curve',
      stepSeconds: 300,
      timestamps: Float64Array.of(MIDNIGHT, MIDNIGHT + 300),
      requestsPerSecond: Float64Array.of(1.5, 2),
    });
  });

  const sameCurve = parseCurve(`${HEADER}2014-04-10T00:00:00Z,1.5\n2014-04-10T00:05:00Z,2\n`);
  it.each([
    ['a byte order mark', `\uFEFF${HEADER}2014-04-10T00:00:00Z,1.5\n2014-04-10T00:05:00Z,2\n`],
    [
      'carriage returns',
      'timestamp,requests_per_second\r\n2014-04-10T00:00:00Z,1.5\r\n2014-04-10T00:05:00Z,2\r\n',
    ],
    ['blank lines at the end', `${HEADER}2014-04-10T00:00:00Z,1.5\n2014-04-10T00:05:00Z,2\n\n \n`],
    ['no line feed at the end', `${HEADER}2014-04-10T00:00:00Z,1.5\n2014-04-10T00:05:00Z,2`],
    [
      'spaces around fields',
      'timestamp , requests_per_second\n2014-04-10T00:00:00Z, 1.5\n2014-04-10T00:05:00Z , 2 \n',
    ],
    [
      'capitals in the header',
      'Timestamp,Requests_Per_Second\n2014-04-10T00:00:00Z,1.5\n2014-04-10T00:05:00Z,2\n',
    ],
    [
      'the columns in the other order',
      'requests_per_second,timestamp\n1.5,2014-04-10T00:00:00Z\n2,2014-04-10T00:05:00Z\n',
    ],
    [
      'other columns',
      'strategy,timestamp,requests_per_second,cpu_percent\na,2014-04-10T00:00:00Z,1.5,\na,2014-04-10T00:05:00Z,2,80\n',
    ],
    [
      'requests, counted per step',
      'timestamp,requests\n2014-04-10T00:00:00Z,450\n2014-04-10T00:05:00Z,600\n',
    ],
    [
      'request_count, counted per step',
      'timestamp,request_count\n2014-04-10T00:00:00Z,450\n2014-04-10T00:05:00Z,600\n',
    ],
    ['epoch seconds', `${HEADER}${MIDNIGHT},1.5\n${MIDNIGHT + 300},2\n`],
    ['another zone', `${HEADER}2014-04-10T02:00:00+02:00,1.5\n2014-04-09T19:05:00-0500,2\n`],
    ['a space for the T', `${HEADER}2014-04-10 00:00:00Z,1.5\n2014-04-10 02:05:00+02:00,2\n`],
    ['no seconds, and some decimals', `${HEADER}2014-04-10T00:00Z,1.5\n2014-04-10T00:05:00.000Z,2`],
    [
      'quoted fields',
      '"timestamp","requests_per_second"\r\n"2014-04-10T00:00:00Z","1.5"\r\n"2014-04-10T00:05:00Z",2\r\n',
    ],
    [
      'a comma inside a quoted field',
      'note,timestamp,requests_per_second\n"a, b",2014-04-10T00:00:00Z,1.5\n,2014-04-10T00:05:00Z,2\n',
    ],
    ['exponents', `${HEADER}2014-04-10T00:00:00Z,15e-1\n2014-04-10T00:05:00Z,+2E0\n`],
  ])('takes %s', (_, text) => {
    expect(parseCurve(text)).toEqual(sameCurve);
  });

  it('takes the most frequent difference for the step', () => {
    expect(parseCurve(`${HEADER}0,1\n60,1\n120,1\n420,1\n`).stepSeconds).toBe(60);
  });

  it('takes the smaller of two equally frequent differences', () => {
    expect(parseCurve(`${HEADER}0,1\n120,1\n180,1\n`).stepSeconds).toBe(60);
  });

  it('reads minus zero as zero', () => {
    expect(parseCurve(`${HEADER}0,-0\n60,1\n`).requestsPerSecond[0]).toBe(0);
  });

  it.each([
    ['an empty file', '', 'f.csv: the file is empty'],
    ['a header alone', HEADER, 'f.csv: no rows after the header'],
    [
      'a single row',
      `${HEADER}0,1\n`,
      'f.csv: only one row; a curve takes two or more, for its step is the time between them',
    ],
    [
      'no header',
      '2014-04-10T00:00:00Z,1\n2014-04-10T00:05:00Z,2\n',
      'f.csv:1: no column "timestamp" in "2014-04-10T00:00:00Z,1"; the first line must be timestamp,requests_per_second (or requests, counted per step), separated by commas',
    ],
    [
      'a header without a rate',
      'timestamp,cpu\n0,1\n',
      'f.csv:1: no column "requests_per_second" in "timestamp,cpu"; the first line must be timestamp,requests_per_second (or requests, counted per step), separated by commas',
    ],
    [
      'a header separated by semicolons',
      'timestamp;requests_per_second\n0;1\n',
      'f.csv:1: no column "timestamp" in "timestamp;requests_per_second"; the first line must be timestamp,requests_per_second (or requests, counted per step), separated by commas',
    ],
    [
      'JSON, whose quotation marks are not the trouble',
      '{"a": "b"}\n',
      'f.csv:1: no column "timestamp" in "{"a": "b"}"; the first line must be timestamp,requests_per_second (or requests, counted per step), separated by commas',
    ],
    [
      'two columns of load',
      'timestamp,requests,requests_per_second\n0,1,1\n',
      'f.csv:1: two columns hold the load, "requests" and "requests_per_second"; keep one',
    ],
    [
      'two columns of time',
      'timestamp,requests,timestamp\n0,1,1\n',
      'f.csv:1: two columns are named "timestamp"; keep one',
    ],
    [
      'a time without a zone',
      `${HEADER}2014-04-10 00:00:00,1\n`,
      'f.csv:2: timestamp "2014-04-10 00:00:00" has no time zone; end it with Z for UTC, or with an offset such as +02:00',
    ],
    [
      'a date without a time',
      `${HEADER}2014-04-10,1\n`,
      'f.csv:2: timestamp "2014-04-10" has no time zone; end it with Z for UTC, or with an offset such as +02:00',
    ],
    [
      'a month that does not exist',
      `${HEADER}2014-13-10T00:00:00Z,1\n`,
      'f.csv:2: timestamp "2014-13-10T00:00:00Z" is not a date and time that exists',
    ],
    [
      'a day that does not exist',
      `${HEADER}2014-02-30T00:00:00+01:00,1\n`,
      'f.csv:2: timestamp "2014-02-30T00:00:00+01:00" is not a date and time that exists',
    ],
    [
      'epoch milliseconds',
      `${HEADER}1397088000000,1\n`,
      'f.csv:2: timestamp "1397088000000" lies beyond the year 5000; epoch times are in seconds, not milliseconds',
    ],
    [
      'a word for a time',
      `${HEADER}yesterday,1\n`,
      'f.csv:2: timestamp "yesterday" is no timestamp; write ISO 8601 with a zone (2014-04-10T00:04:00Z) or epoch seconds',
    ],
    [
      'an empty time',
      `${HEADER},1\n`,
      'f.csv:2: the timestamp is empty; write the time or remove the row',
    ],
    [
      'a time that is repeated',
      `${HEADER}60,1\n60,2\n`,
      'f.csv:3: timestamp "60" repeats line 2; keep one row a timestamp',
    ],
    [
      'a time that goes back',
      `${HEADER}60,1\n120,1\n0,2\n`,
      'f.csv:4: timestamp "0" is earlier than line 3; sort the rows by time',
    ],
    [
      'a negative rate',
      `${HEADER}0,-1\n`,
      'f.csv:2: requests_per_second "-1" is negative; remove the row where the load is unknown',
    ],
    [
      'an infinite rate',
      `${HEADER}0,1e999\n`,
      'f.csv:2: requests_per_second "1e999" is not a finite number; remove the row where the load is unknown',
    ],
    [
      'NaN',
      `${HEADER}0,NaN\n`,
      'f.csv:2: requests_per_second "NaN" is not a finite number; remove the row where the load is unknown',
    ],
    [
      'a hexadecimal rate',
      `${HEADER}0,0x10\n`,
      'f.csv:2: requests_per_second "0x10" is not a finite number; remove the row where the load is unknown',
    ],
    [
      'an empty rate, by the name of its column',
      'timestamp,requests\n0,\n',
      'f.csv:2: requests is empty; remove the row where the load is unknown, write 0 where there was none',
    ],
    [
      'a long value, cut',
      `${HEADER}0,${'x'.repeat(60)}\n`,
      `f.csv:2: requests_per_second "${'x'.repeat(40)}…" is not a finite number; remove the row where the load is unknown`,
    ],
    [
      'a value that would drive the terminal, made harmless',
      `${HEADER}0,\u001b[2J1\n`,
      'f.csv:2: requests_per_second "\ufffd[2J1" is not a finite number; remove the row where the load is unknown',
    ],
    [
      'a decimal comma',
      `${HEADER}0,1,5\n`,
      'f.csv:2: 3 columns in "0,1,5", but 2 in the header; numbers take a decimal point and no commas',
    ],
    [
      'a missing column',
      `${HEADER}0\n`,
      'f.csv:2: 1 column in "0", but 2 in the header; numbers take a decimal point and no commas',
    ],
    [
      'a blank line between rows',
      `${HEADER}0,1\n\n60,1\n`,
      'f.csv:3: the line is blank; remove it',
    ],
    [
      'a NUL byte',
      `${HEADER}0,1\n\0\n`,
      'f.csv:3: a NUL byte: this is not text in UTF-8; unpack or convert the file to plain CSV',
    ],
    [
      'a line without an end',
      `${HEADER}0,${'1'.repeat(10_000)}\n`,
      'f.csv:2: a line of 10002 characters is no row of a curve; 10000 are the most',
    ],
    [
      'a quoted field without an end',
      `${HEADER}0,1\n60,"1\n120,1\n`,
      'f.csv:3: a quotation mark opens a field and none closes it',
    ],
    [
      'a quoted field without an end in a long file',
      `${HEADER}0,"1\n${'60,1\n'.repeat(4000)}`,
      'f.csv:2: a row of more than 10000 characters; look for a quotation mark that is not closed',
    ],
    [
      'a quotation mark inside a field',
      `${HEADER}0,1"2\n`,
      'f.csv:2: a quotation mark stands inside a field; quote the whole field, and write "" for a mark in it',
    ],
    [
      'a bad value in a quoted field',
      `${HEADER}"0","-1"\n`,
      'f.csv:2: requests_per_second "-1" is negative; remove the row where the load is unknown',
    ],
  ])('refuses %s', (_, text, problem) => {
    expect(problemsOf(() => parseCurve(text, 'f.csv'))).toEqual([problem]);
  });

  it('names the first five bad rows and counts the others', () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i * 60},-1\n`).join('');
    const problems = problemsOf(() => parseCurve(HEADER + rows, 'f.csv'));
    expect(problems.map((problem) => problem.slice(0, 8))).toEqual([
      'f.csv:2:',
      'f.csv:3:',
      'f.csv:4:',
      'f.csv:5:',
      'f.csv:6:',
      'and 7 mo',
    ]);
  });

  it('reads back what formatCurve writes', () => {
    fc.assert(
      fc.property(anyCurve(), (curve) => {
        expect(parseCurve(formatCurve(curve), curve.source)).toEqual(curve);
      }),
    );
  });

  it('reads a quoted file as it reads a plain one', () => {
    fc.assert(
      fc.property(anyCurve(), (curve) => {
        const plain = formatCurve(curve);
        const quoted = plain.replaceAll(/[^,\n]+/g, '"$&"');
        expect(parseCurve(quoted)).toEqual(parseCurve(plain));
      }),
    );
  });
});
