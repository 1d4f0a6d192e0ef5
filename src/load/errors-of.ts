import type { RecordedSecond } from './recording.ts';
import { sumOfCounts } from './sum-of-counts.ts';

/** Failures and answers of 500 and above. */
export function errorsOf({
  failed,
  balancerErrors,
  targetErrors,
}: Pick<RecordedSecond, 'failed' | 'balancerErrors' | 'targetErrors'>): number {
  return sumOfCounts(failed) + balancerErrors + targetErrors;
}
