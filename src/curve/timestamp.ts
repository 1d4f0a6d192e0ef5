/**
 * Epoch seconds of a timestamp; NaN when the text is none.
 *
 * Taken: ISO 8601 with a zone (`2014-04-10T00:04:00Z`, `2014-04-10 02:04+02:00`,
 * seconds and their decimals optional) and epoch seconds. A time without a zone
 * is refused: guessing one would shift the load by hours.
 */
export function parseTimestamp(text: string): number {
  const iso = ISO_8601.exec(text)?.groups;
  if (iso !== undefined) return fromFields(iso);
  return EPOCH_SECONDS.test(text) ? Number(text) : Number.NaN;
}

/** The same for the ASCII text `bytes[start, end)`, without making a string of its usual forms. */
export function readTimestamp(bytes: Uint8Array, start: number, end: number): number {
  const seconds = end - start >= 20 ? readUtc(bytes, start, end) : Number.NaN;
  return Number.isNaN(seconds)
    ? parseTimestamp(new TextDecoder().decode(bytes.subarray(start, end)))
    : seconds;
}

/** Why `parseTimestamp` refused the value, and the cure: the rest of a sentence that names it. */
export function whyNoTimestamp(value: string): string {
  if (ISO_8601.test(value)) return 'is not a date and time that exists';
  if (WITHOUT_ZONE.test(value))
    return 'has no time zone; end it with Z for UTC, or with an offset such as +02:00';
  if (EPOCH_TOO_LATE.test(value))
    return 'lies beyond the year 5000; epoch times are in seconds, not milliseconds';
  return 'is no timestamp; write ISO 8601 with a zone (2014-04-10T00:04:00Z) or epoch seconds';
}

/** ISO 8601 in UTC, to the second; below the second only where there is something. */
export function formatTimestamp(epochSeconds: number): string {
  return new Date(Math.round(epochSeconds * 1000)).toISOString().replace('.000Z', 'Z');
}

/**
 * `YYYY-MM-DDTHH:MM:SSZ`, the form that nearly every file has, or with decimals of the
 * second before the Z, as logs have it; NaN for any other.
 */
function readUtc(bytes: Uint8Array, at: number, end: number): number {
  const isWhole = end - at === 20;
  if (
    (!isWhole && (bytes[at + 19] !== POINT || end - at === 21)) ||
    bytes[end - 1] !== LETTER_Z ||
    bytes[at + 4] !== DASH ||
    bytes[at + 7] !== DASH ||
    (bytes[at + 10] !== LETTER_T && bytes[at + 10] !== SPACE) ||
    bytes[at + 13] !== COLON ||
    bytes[at + 16] !== COLON
  )
    return Number.NaN;
  const century = twoDigits(bytes, at);
  const yearOfCentury = twoDigits(bytes, at + 2);
  if (century < 0 || yearOfCentury < 0) return Number.NaN;
  const seconds = epochSeconds(
    century * 100 + yearOfCentury,
    twoDigits(bytes, at + 5),
    twoDigits(bytes, at + 8),
    twoDigits(bytes, at + 11),
    twoDigits(bytes, at + 14),
    twoDigits(bytes, at + 17),
  );
  return isWhole ? seconds : seconds + decimals(bytes, at + 20, end - 1);
}

/** The fraction that digits after a point are; NaN where there is anything else, or too much. */
function decimals(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 15) return Number.NaN;
  let mantissa = 0;
  for (let at = start; at < end; at++) {
    const digit = bytes[at] - DIGIT_0;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    mantissa = mantissa * 10 + digit;
  }
  // Both are exact, so that the quotient is what the decimal number reads as.
  return mantissa / 10 ** (end - start);
}

/** 0 to 99, or -1 where there are no two digits, which lies outside of every field's range. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at] - DIGIT_0;
  const ones = bytes[at + 1] - DIGIT_0;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

function fromFields(iso: Record<string, string | undefined>): number {
  const zoneHours = Number(iso.zoneHours ?? 0);
  const zoneMinutes = Number(iso.zoneMinutes ?? 0);
  if (zoneHours > 23 || zoneMinutes > 59) return Number.NaN;
  const offset = (zoneHours * 60 + zoneMinutes) * 60;
  const local = epochSeconds(
    Number(iso.year),
    Number(iso.month),
    Number(iso.day),
    Number(iso.hour),
    Number(iso.minute),
    Number(iso.second ?? 0),
  );
  return local + Number(`0.${iso.decimals ?? 0}`) - (iso.sign === '-' ? -offset : offset);
}

function epochSeconds(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return Number.NaN;
  return ((daysFromCivil(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Days since 1970-01-01 in the Gregorian calendar, for years from 0 on.
 * Source: Howard Hinnant, "chrono-compatible low-level date algorithms",
 * days_from_civil: years begin in March, so that the leap day comes last.
 */
function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const DIGIT_0 = 48;
const DASH = 45;
const POINT = 46;
const COLON = 58;
const SPACE = 32;
const LETTER_T = 84;
const LETTER_Z = 90;

const DATE_AND_TIME =
  '(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)[T ](?<hour>\\d\\d):(?<minute>\\d\\d)' +
  '(?::(?<second>\\d\\d)(?:[.,](?<decimals>\\d+))?)?';
const ZONE = ' ?(?:Z|(?<sign>[+-])(?<zoneHours>\\d\\d)(?::?(?<zoneMinutes>\\d\\d))?)';
const ISO_8601 = new RegExp(`^${DATE_AND_TIME}${ZONE}$`, 'i');
const WITHOUT_ZONE = new RegExp(`^(?:${DATE_AND_TIME}|\\d{4}-\\d\\d-\\d\\d)$`, 'i');

/** At most eleven digits, up to the year 5138: a count of milliseconds since 1973 has twelve or more. */
const EPOCH_SECONDS = /^\d{1,11}(?:\.\d+)?$/;
const EPOCH_TOO_LATE = /^\d{12,}(?:\.\d+)?$/;
