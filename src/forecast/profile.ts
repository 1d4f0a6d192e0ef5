import { FADING, RECENT, recentMean } from './drifting-week.ts';
import type { Member } from './member.ts';
import { naiveDay } from './seasonal-naive.ts';
import { seasonalShape, shapeAt } from './seasonal-shape.ts';

/** The mean hour of the day and of the week, plus what the last hours were above it, which fades. */
export const profile: Member = (series, origins, horizon) =>
  origins.map((origin) => {
    if (origin < PROFILE_FROM) return naiveDay(series, origin, horizon);
    const shape = seasonalShape(series.subarray(0, origin));
    const above = recentMean(origin, RECENT, (hour) => series[hour] - shapeAt(shape, hour));
    return Float64Array.from(
      { length: horizon },
      (_, i) => shapeAt(shape, origin + i) + above * FADING ** (i + 1),
    );
  });

/** Hours below which a mean day is no better than yesterday. */
const PROFILE_FROM = 96;
