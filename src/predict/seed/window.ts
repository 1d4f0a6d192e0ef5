import { formatTimestamp } from '../../curve/timestamp.ts';
import { PlimsollError } from '../../error.ts';
import { NEWEST_SECONDS, OLDEST_SECONDS } from '../../model/metric-limits.ts';
import { PERIOD_SECONDS } from '../history/history.ts';
import type { TimeSpan } from './cloudwatch.ts';

/**
 * Throws a `PlimsollError` (`bad-file`) where CloudWatch would not take all of a span:
 * it takes two weeks back to two hours ahead.
 *
 * @param now epoch seconds
 * @param margin seconds that shall pass before the oldest period is too old
 */
export function checkWindow(
  { start, end }: TimeSpan,
  now: number,
  margin: number,
  source: string,
  cure: string,
): void {
  const oldest = now - OLDEST_SECONDS + margin;
  if (start < oldest)
    throw new PlimsollError(
      'bad-file',
      `${source}: begins at ${formatTimestamp(start)}, and CloudWatch takes two weeks back, that is ${formatTimestamp(oldest)} at the earliest; ${cure}`,
    );
  const newest = end - PERIOD_SECONDS;
  if (newest > now + NEWEST_SECONDS)
    throw new PlimsollError(
      'bad-file',
      `${source}: ends at ${formatTimestamp(end)}, and CloudWatch takes two hours ahead, that is ${formatTimestamp(now + NEWEST_SECONDS)} at the latest; ${cure}`,
    );
}

/** The oldest timestamp that is still sent, in epoch seconds: some time passes until it arrives. */
export function oldestTaken(now: number): number {
  return now - OLDEST_SECONDS + SENDING_SECONDS;
}

/** To spare for what is being sent, and for clocks that differ. */
export const SENDING_SECONDS = 60;
