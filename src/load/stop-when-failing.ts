import { errorsOf } from './errors-of.ts';
import { judgeGenerator } from './judge-generator.ts';
import type { RecordedSecond } from './recording.ts';
import { sumOfCounts } from './sum-of-counts.ts';

/**
 * Whether so much failed in the last five seconds that going on would only do harm:
 * failures, answers of 500 and above, and what was dropped, against all outcomes.
 * Without the dropped ones a server that answers nothing on the few connections there
 * are would go unnoticed; they do not count where the generator is what is too weak.
 * Fewer than twenty outcomes prove nothing.
 */
export function isFailing(last: readonly RecordedSecond[], limitPercent: number): boolean {
  if (last.length < STOP_WINDOW) return false;
  let outcomes = 0;
  let errors = 0;
  let dropped = 0;
  for (const second of last) {
    outcomes += second.completed + sumOfCounts(second.failed);
    errors += errorsOf(second);
    dropped += sumOfCounts(second.dropped);
  }
  const isTooMuch = (bad: number, all: number) => all >= FEWEST && (100 * bad) / all > limitPercent;
  if (isTooMuch(errors, outcomes)) return true;
  return isTooMuch(errors + dropped, outcomes + dropped) && !judgeGenerator(last).limited;
}

/** How many seconds are judged together. */
export const STOP_WINDOW = 5;
const FEWEST = 20;
