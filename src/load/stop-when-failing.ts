import { errorsOf } from './errors-of.ts';
import type { RecordedSecond } from './recording.ts';
import { sumOfCounts } from './sum-of-counts.ts';

/**
 * Whether so much failed in the last five seconds that going on would only do harm:
 * failures, answers of 500 and above, and what was dropped, against all outcomes.
 * Without the dropped ones a server that answers nothing on the few connections there
 * are would go unnoticed. Fewer than twenty outcomes prove nothing.
 */
export function isFailing(last: readonly RecordedSecond[], limitPercent: number): boolean {
  if (last.length < STOP_WINDOW) return false;
  let outcomes = 0;
  let errors = 0;
  for (const second of last) {
    const dropped = sumOfCounts(second.dropped);
    outcomes += second.completed + sumOfCounts(second.failed) + dropped;
    errors += errorsOf(second) + dropped;
  }
  return outcomes >= FEWEST && (100 * errors) / outcomes > limitPercent;
}

/** How many seconds are judged together. */
export const STOP_WINDOW = 5;
const FEWEST = 20;
