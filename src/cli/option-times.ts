import { A_DURATION, parseDuration } from '../curve/duration.ts';
import { shown } from '../curve/shown.ts';
import { parseTimestamp, whyNoTimestamp } from '../curve/timestamp.ts';
import { PlimsollError } from '../error.ts';

/** Epoch seconds of an option that is a time; undefined where it is not given. Throws a `PlimsollError` (`usage`). */
export function readTime(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = parseTimestamp(value);
  if (Number.isNaN(seconds))
    throw new PlimsollError('usage', `${flag} ${shown(value)} ${whyNoTimestamp(value)}`);
  return seconds;
}

/** Seconds of an option that is a duration; undefined where it is not given. Throws a `PlimsollError` (`usage`). */
export function readDuration(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = parseDuration(value);
  if (Number.isNaN(seconds))
    throw new PlimsollError('usage', `${flag} ${shown(value)} is no duration; give ${A_DURATION}`);
  return seconds;
}

/** Seconds that a call may take, of `--timeout`. Throws a `PlimsollError` (`usage`). */
export function readCallTimeout(value: string): number {
  const seconds = readDuration('--timeout', value) ?? 0;
  if (seconds === 0)
    throw new PlimsollError('usage', `--timeout ${value} leaves no time for an answer; give 30s`);
  if (seconds > MOST_TIMEOUT_SECONDS)
    throw new PlimsollError('usage', `--timeout ${value} is more than 15 minutes; give 30s`);
  return seconds;
}

const MOST_TIMEOUT_SECONDS = 900;

/** Whole hours of an option that is a duration. Throws a `PlimsollError` (`usage`). */
export function readHours(flag: string, value: string, most: number): number {
  const hours = (readDuration(flag, value) ?? 0) / 3600;
  if (!Number.isInteger(hours) || hours < 1 || hours > most)
    throw new PlimsollError(
      'usage',
      `${flag} ${shown(value)} is not from 1 to ${most} whole hours; give, for example, 48h`,
    );
  return hours;
}
