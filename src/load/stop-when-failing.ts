import type { RecordedSecond } from './recording.ts';
import { sumOfCounts } from './sum-of-counts.ts';

/**
 * Whether so much failed in the last five seconds that going on would only do harm:
 * failures and answers of 500 and above, against all outcomes. Fewer than twenty
 * outcomes prove nothing.
 */
export function isFailing(last: readonly RecordedSecond[], limitPercent: number): boolean {
  if (last.length < STOP_WINDOW) return false;
  let outcomes = 0;
  let errors = 0;
  for (const { completed, failed, balancerErrors, targetErrors } of last) {
    const failures = sumOfCounts(failed);
    outcomes += completed + failures;
    errors += failures + balancerErrors + targetErrors;
  }
  return outcomes >= FEWEST && (100 * errors) / outcomes > limitPercent;
}

/** How many seconds are judged together. */
export const STOP_WINDOW = 5;
const FEWEST = 20;
