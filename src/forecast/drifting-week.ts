import type { Member } from './member.ts';
import { naiveDay, naiveWeek } from './seasonal-naive.ts';

/**
 * The same hour a week ago, plus by how much the last hours were above theirs of a week
 * before; that difference fades as the forecast goes on.
 */
export const driftingWeek: Member = (series, origins, horizon) =>
  origins.map((origin) => {
    // A day of differences is the least from which the drift can be told.
    if (origin < 168 + 24) return naiveDay(series, origin, horizon);
    const drift = recentMean(
      origin,
      Math.min(origin - 168, RECENT),
      (hour) => series[hour] - series[hour - 168],
    );
    return naiveWeek(series, origin, horizon).map((y, i) => y + drift * FADING ** (i + 1));
  });

/** The mean of the hours before an origin, an hour counting e times less for each `LEVEL_HOURS` that it is older. */
export function recentMean(origin: number, hours: number, of: (hour: number) => number): number {
  let sum = 0;
  let total = 0;
  for (let age = 1; age <= hours; age++) {
    const weight = Math.exp(-age / LEVEL_HOURS);
    sum += weight * of(origin - age);
    total += weight;
  }
  return sum / total;
}

const LEVEL_HOURS = 6;
/** Hours after which the rest has no weight. */
export const RECENT = 48;
/** Of a difference in level from hour to hour: a half in a day and a half. */
export const FADING = 0.98;
