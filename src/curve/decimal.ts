/** The decimal number that `value` is, as `Number()` reads it; NaN when it is none (hexadecimal, blank, words), Infinity when it is too large. */
export function parseDecimal(value: string): number {
  return DECIMAL.test(value) ? Number(value) : Number.NaN;
}

/**
 * The same for the ASCII text `bytes[start, end)`, without making a string of it.
 *
 * Up to 15 digits are exact in a double, and so is the power of ten they are
 * divided by, so that the one division is rounded once, as it should be
 * (Clinger, "How to read floating point numbers accurately", 1990). Everything
 * else goes the slow way.
 */
export function readDecimal(bytes: Uint8Array, start: number, end: number): number {
  let mantissa = 0;
  let digits = 0;
  let decimals = -1;
  for (let at = start; at < end; at++) {
    const digit = bytes[at] - DIGIT_0;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
      if (decimals >= 0) decimals++;
    } else if (bytes[at] === POINT && decimals < 0) decimals = 0;
    else return parseDecimal(new TextDecoder().decode(bytes.subarray(start, end)));
  }
  if (digits === 0 || digits > 15)
    return parseDecimal(new TextDecoder().decode(bytes.subarray(start, end)));
  return decimals > 0 ? mantissa / POWERS_OF_TEN[decimals] : mantissa;
}

const DIGIT_0 = 48;
const POINT = 46;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const POWERS_OF_TEN = Float64Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));
