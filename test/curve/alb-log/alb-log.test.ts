import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlbLog, type AlbLogResult } from '../../../src/curve/alb-log/alb-log.ts';
import { Lines } from '../../../src/curve/alb-log/lines.ts';
import { formatTimestamp } from '../../../src/curve/timestamp.ts';
import { anEntry } from './an-entry.ts';

describe('a log of an Application Load Balancer', () => {
  it('counts a request when it came, not when it was answered', () => {
    const { curve } = read([
      anEntry({ time: at('10:00:10'), created: at('10:00:09') }),
      anEntry({ time: at('10:02:10'), created: at('10:00:10') }),
      anEntry({ time: at('10:03:10'), created: at('10:03:09') }),
    ]);
    expect(counts(curve)).toEqual(['10:00 2', '10:01 0', '10:02 0', '10:03 1']);
  });

  it('takes the time of the answer where the arrival is "-" or its field not there', () => {
    const asOf2017 = anEntry({ time: at('10:01:00') }).split(' "www.example.com"')[0];
    const result = read([anEntry({ time: at('10:00:00'), created: '-' }), asOf2017]);
    expect(counts(result.curve)).toEqual(['10:00 1', '10:01 1']);
    expect(result.withoutArrival).toBe(2);
  });

  it('reads what AWS escapes, and what it leaves out, as one field each', () => {
    const { entries, broken } = read([
      anEntry({ agent: 'a \\"quoted\\" word \\\\' }),
      anEntry({ agent: '-', request: '- http://www.example.com:80- -' }),
      anEntry({ time: at('10:01:00'), agent: '' }),
    ]);
    expect([entries, broken.count]).toEqual([3, 0]);
  });

  it('ignores fields that are newer than it, and counts their entries', () => {
    const { entries, withNewFields } = read([
      anEntry({ newer: ' "a new one" -' }),
      anEntry({ time: at('10:01:00') }),
    ]);
    expect([entries, withNewFields]).toEqual([2, 1]);
  });

  it('refuses a wrong date that would make more rows than a curve may have', () => {
    const lines = [anEntry({ time: '2008-01-01T00:00:00Z' }), anEntry()];
    const log = new AlbLog(1);
    const take = new Lines((bytes, start, end, line) => log.take(bytes, start, end, 'a.log', line));
    take.push(Buffer.from(`${lines.join('\n')}\n`));
    take.end();
    expect(() => log.finish('a.log', true)).toThrow(
      /^a\.log: its entries run from 2008-01-01T00:00:00Z to 2026-06-01T10:00:00Z, .* longer --step$/,
    );
    // Where time without an entry stays a gap, there are few rows.
    expect(log.finish('a.log', false).curve.timestamps.length).toBeLessThan(1000);
  });

  it('leaves broken lines out, counts them and names the first', () => {
    const { curve, broken } = read([
      'Enable AccessLogs for ELB: my-loadbalancer at 2026-06-01',
      anEntry(),
      anEntry().slice(0, 190),
      anEntry({ time: '2026-13-01T10:00:00Z' }),
      anEntry({ created: 'yesterday' }),
      '',
      anEntry({ time: at('10:01:00') }),
    ]);
    expect(counts(curve)).toEqual(['10:00 1', '10:01 1']);
    expect(broken).toEqual({
      count: 4,
      first: [
        'a.log:1: 7 of at least 13 fields',
        'a.log:3: a quotation mark is never closed',
        'a.log:4: time "2026-13-01T10:00:00Z" is no time',
      ],
    });
  });

  it('is refused where no line is an entry', () => {
    expect(() => read(['timestamp,requests', '1,2'])).toThrow(
      /^a\.log: no line is an entry of an Application Load Balancer’s access log\na\.log:1: 1 of at least 13 fields/,
    );
    expect(() => read([])).toThrow('a.log: holds no line');
  });

  it('is refused where it is too short for a curve', () => {
    expect(() => read([anEntry()])).toThrow(
      'a.log: its 1 entries lie in one step of 60 s, and a curve takes two or more',
    );
  });

  describe('has, where no request came,', () => {
    const parts = [
      anEntry({ time: at('10:00:00') }),
      anEntry({ time: at('10:04:00') }),
      anEntry({ time: at('10:10:00') }),
    ];

    it('zero in five minutes of which there is a log, a gap in others', () => {
      expect(counts(read(parts).curve)).toEqual([
        '10:00 1',
        '10:01 0',
        '10:02 0',
        '10:03 0',
        '10:04 1',
        '10:10 1',
      ]);
    });

    it('zero everywhere when no file is missing', () => {
      expect(counts(read(parts, { isQuietKnown: true }).curve).slice(4)).toEqual([
        '10:04 1',
        ...['10:05 0', '10:06 0', '10:07 0', '10:08 0', '10:09 0'],
        '10:10 1',
      ]);
    });

    it('no word on five minutes from which only late answers are known', () => {
      const { curve, outside } = read([
        anEntry({ time: at('10:05:01'), created: at('10:04:59') }),
        anEntry({ time: at('10:06:00') }),
        anEntry({ time: at('10:07:00') }),
      ]);
      expect(counts(curve)).toEqual(['10:06 1', '10:07 1']);
      expect(outside).toBe(1);
    });
  });

  it('comes to the same in any order and in any pieces, and loses no request', () => {
    const START = Date.UTC(2026, 5, 1) / 1000;
    const entry = fc.record({ answered: fc.integer({ min: 0, max: 7200 }), took: fc.nat(400) });
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 20, maxLength: 60 }),
        fc.integer({ min: 1, max: 900 }),
        fc.constantFrom(1, 10, 60),
        (entries, pieceLength, stepSeconds) => {
          const lines = entries.map(({ answered, took }) =>
            anEntry({
              time: formatTimestamp(START + answered),
              created: formatTimestamp(START + answered - took + 0.25),
            }),
          );
          const inOrder = read(lines, { stepSeconds });
          const shuffled = read(lines.toReversed(), { stepSeconds, pieceLength });
          expect(shuffled).toEqual(inOrder);
          const { curve, outside } = inOrder;
          const sum = curve.requestsPerSecond.reduce((total, rate) => total + rate, 0);
          expect(sum * stepSeconds + outside).toBeCloseTo(entries.length, 6);
        },
      ),
      { numRuns: 30 },
    );
  });
});

interface ReadOptions {
  readonly isQuietKnown?: boolean;
  readonly stepSeconds?: number;
  readonly pieceLength?: number;
}

function read(
  lines: readonly string[],
  { isQuietKnown = false, stepSeconds = 60, pieceLength = 1e6 }: ReadOptions = {},
): AlbLogResult {
  const log = new AlbLog(stepSeconds);
  const cut = new Lines((bytes, start, end, line) => log.take(bytes, start, end, 'a.log', line));
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
  // The same memory for every piece, as a stream may have it.
  const piece = new Uint8Array(pieceLength);
  for (let from = 0; from < bytes.length; from += pieceLength) {
    const part = bytes.subarray(from, from + pieceLength);
    piece.set(part);
    cut.push(piece.subarray(0, part.length));
  }
  cut.end();
  return log.finish('a.log', isQuietKnown);
}

function at(time: string): string {
  return `2026-06-01T${time}.000000Z`;
}

/** Minute of the day and requests in it. */
function counts({ timestamps, requestsPerSecond }: AlbLogResult['curve']): string[] {
  return [...timestamps].map(
    (timestamp, i) => `${formatTimestamp(timestamp).slice(11, 16)} ${requestsPerSecond[i] * 60}`,
  );
}
