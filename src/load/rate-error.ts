import type { RecordedSecond } from './recording.ts';

/**
 * How far what was sent in each second is off what was planned for it, in percent of
 * the plan. Seconds with fewer than 100 planned are judged to one request, since a
 * whole request is more than 1 % of them. Seconds with none planned are left out: there
 * is no percent of nothing, and what leaves in them, as after the end of the curve, was
 * missing in the seconds that planned it and counts there.
 */
export function rateErrorPercent(seconds: readonly Pick<RecordedSecond, 'planned' | 'sent'>[]): {
  readonly mean: number;
  readonly max: number;
} {
  let sum = 0;
  let max = 0;
  let counted = 0;
  for (const { planned, sent } of seconds) {
    if (planned === 0) continue;
    const off = Math.abs(sent - planned);
    const error = planned < 100 && off <= 1 ? 0 : (100 * off) / planned;
    sum += error;
    max = Math.max(max, error);
    counted++;
  }
  return { mean: counted === 0 ? 0 : sum / counted, max };
}
