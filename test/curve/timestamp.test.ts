import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTimestamp, parseTimestamp, readTimestamp } from '../../src/curve/timestamp.ts';

const anyTime = fc.date({
  min: new Date('0000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});

describe('parseTimestamp', () => {
  it('agrees with Date.parse wherever that is told the zone', () => {
    fc.assert(
      fc.property(anyTime, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
        const sign = offset < 0 ? '-' : '+';
        const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map(
          (part) => String(part).padStart(2, '0'),
        );
        const text = `${date.toISOString().slice(0, 19)}${sign}${hours}:${minutes}`;
        expect(parseTimestamp(text)).toBe(Date.parse(text) / 1000);
      }),
    );
  });

  it('keeps decimals of a second', () => {
    expect(parseTimestamp('1970-01-01T00:00:01.25Z')).toBe(1.25);
  });

  it.each([
    '2014-04-10T00:04:00',
    '2014-02-29T00:00:00Z',
    '2014-04-31T00:00:00Z',
    '2014-00-10T00:00:00Z',
    '2014-04-00T00:00:00Z',
    '2014-04-10T24:00:00Z',
    '2014-04-10T00:60:00Z',
    '2014-04-10T00:00:60Z',
    '2014-04-10T00:00:00+24:00',
    '2014-04-10X00:00:00Z',
    '20a4-04-10T00:00:00Z',
    '2014-4-10T00:00:00Z',
    '1.4e9',
    '-5',
    '',
  ])('refuses %j', (text) => {
    expect(parseTimestamp(text)).toBeNaN();
  });

  it('takes 29 February in leap years only, centuries among them', () => {
    const years = [1900, 2000, 2023, 2024].filter(
      (year) => !Number.isNaN(parseTimestamp(`${year}-02-29T00:00:00Z`)),
    );
    expect(years).toEqual([2000, 2024]);
  });
});

describe('readTimestamp', () => {
  it('reads bytes as parseTimestamp reads text, even when one character is wrong', () => {
    const anyCharacter = fc.constantFrom(...'0123456789-:TZ+. x');
    fc.assert(
      fc.property(anyTime, fc.nat(19), anyCharacter, (date, at, character) => {
        const good = formatTimestamp(Math.floor(date.getTime() / 1000));
        const text = good.slice(0, at) + character + good.slice(at + 1);
        const bytes = new TextEncoder().encode(`,${text},`);
        expect(readTimestamp(bytes, 1, bytes.length - 1)).toEqual(parseTimestamp(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('formatTimestamp', () => {
  it('writes what parseTimestamp reads, to the millisecond', () => {
    fc.assert(
      fc.property(anyTime, (date) => {
        const seconds = date.getTime() / 1000;
        expect(parseTimestamp(formatTimestamp(seconds))).toBeCloseTo(seconds, 6);
      }),
    );
  });

  it('leaves out the decimals of whole seconds', () => {
    expect(formatTimestamp(1_397_088_240)).toBe('2014-04-10T00:04:00Z');
  });
});
