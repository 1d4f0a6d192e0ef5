import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDecimal, readDecimal } from '../../src/curve/decimal.ts';

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 18 });

describe('readDecimal', () => {
  const read = (text: string) => {
    const bytes = new TextEncoder().encode(`,${text},`);
    return readDecimal(bytes, 1, bytes.length - 1);
  };

  it('rounds every decimal as Number does, to the last bit', () => {
    fc.assert(
      fc.property(digits, digits, (whole, fraction) => {
        fc.pre(whole !== '' || fraction !== '');
        expect(read(`${whole}.${fraction}`)).toBe(Number(`${whole}.${fraction}`));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads bytes as parseDecimal reads text, whatever they are', () => {
    const anyText = fc.string({ unit: fc.constantFrom(...'0159.eE+- x_'), maxLength: 8 });
    fc.assert(
      fc.property(anyText, (text) => {
        expect(read(text)).toEqual(parseDecimal(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('parseDecimal', () => {
  it.each(['', '.', ' 1', '1_000', '0x10', '1e', 'Infinity', 'NaN', '--1', '1.2.3'])(
    'takes %j for no number',
    (text) => {
      expect(parseDecimal(text)).toBeNaN();
    },
  );
});
