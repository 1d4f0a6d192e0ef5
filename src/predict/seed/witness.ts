import { OLDEST_SECONDS } from '../../model/metric-limits.ts';
import { PERIOD_SECONDS } from '../history/history.ts';

/**
 * The metrics of the witnesses: see `settle`. `follow` has one of its own, so that it and
 * `apply` do not take one another's.
 */
export const WITNESS_METRICS = { apply: 'SeedWitness', follow: 'SeedFollowWitness' } as const;

/**
 * The timestamp of the next witness: as old as the oldest datum in doubt, or a little
 * older, for what is older shows later; and one that no other had, or that one would
 * testify in its place. What CloudWatch would find too old is moved the other way.
 *
 * @param oldest epoch seconds of a datum
 * @param used by witnesses before
 * @param now epoch seconds
 */
export function nextWitness(oldest: number, used: readonly number[], now: number): number {
  const limit = now - OLDEST_SECONDS + PERIOD_SECONDS;
  const taken = new Set(used);
  let timestamp = oldest;
  while (taken.has(timestamp) && timestamp - PERIOD_SECONDS >= limit) timestamp -= PERIOD_SECONDS;
  while (taken.has(timestamp) || timestamp < limit) timestamp += PERIOD_SECONDS;
  return timestamp;
}
