/**
 * Finds the fields of a log entry: they are separated by a blank, and one that holds
 * blanks stands in quotation marks, in which a backslash takes the next character's
 * meaning away. Writes where each of the first ones begins; field i is
 * `bytes[begins[i], begins[i + 1] - 1)`.
 *
 * @param begins as many as are wanted, and one more
 * @returns how many fields there are, or 0 where a quotation mark is never closed
 */
export function findFields(
  bytes: Uint8Array,
  start: number,
  end: number,
  begins: Int32Array,
): number {
  let count = 0;
  let at = start;
  while (at < end) {
    if (count < begins.length) begins[count] = at;
    count++;
    if (bytes[at] === QUOTE) {
      at = closingQuote(bytes, at + 1, end);
      if (at >= end) return 0;
    }
    while (at < end && bytes[at] !== BLANK) at++;
    at++;
  }
  if (count < begins.length) begins[count] = end + 1;
  return count;
}

function closingQuote(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

const BLANK = 32;
const QUOTE = 34;
const BACKSLASH = 92;
