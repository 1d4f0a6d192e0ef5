import type { GroupSample } from './group-sample.ts';

/** When something happened, on the run's time axis. */
export interface Moment {
  /** Seconds since the run's start. */
  readonly atSeconds: number;
  /** It may have been so much earlier or later. */
  readonly uncertaintySeconds: number;
  /**
   * - `seconds`: by what the generators recorded each second
   * - `aws-time`: by the time that AWS gives it, which lies between the poll that showed
   *   it and the one before
   * - `poll`: in the middle between these two
   */
  readonly foundBy: 'seconds' | 'aws-time' | 'poll';
}

/** What a poll showed that the one before did not. */
export interface Sighting {
  /** The last poll that could have shown it and did not; undefined where there is none. */
  readonly before: GroupSample | undefined;
  readonly seen: GroupSample;
  /** AWS's own time of it, ISO 8601. */
  readonly time?: string | undefined;
}

/**
 * Places a sighting. What a poll shows first has happened since the poll before began,
 * whatever the clocks say; AWS's time tells where between the two.
 *
 * @param startedAt ISO 8601
 * @param isClockShared as `sharesClock` says
 */
export function placed(sighting: Sighting, startedAt: string, isClockShared: boolean): Moment {
  const { before, seen } = sighting;
  const from = before?.at ?? seen.at;
  const to = seen.until;
  const at = isClockShared ? onAxis(sighting, startedAt) : Number.NaN;
  if (from <= at && at <= to) return { atSeconds: at, uncertaintySeconds: 1, foundBy: 'aws-time' };
  return {
    atSeconds: (from + to) / 2,
    uncertaintySeconds: (to - from) / 2,
    foundBy: 'poll',
  };
}

/**
 * Whether AWS's clock and this machine's tell the same time, by all that was sighted:
 * nothing is seen before it has happened, and what has happened shows within a minute.
 *
 * @param startedAt ISO 8601
 */
export function sharesClock(sightings: readonly Sighting[], startedAt: string): boolean {
  return sightings
    .filter(({ time }) => time !== undefined)
    .every((sighting) => {
      const at = onAxis(sighting, startedAt);
      const { before, seen } = sighting;
      return at <= seen.until + CLOCK_SECONDS && at >= (before?.at ?? seen.at) - LATE_SECONDS;
    });
}

function onAxis({ time }: Sighting, startedAt: string): number {
  return time === undefined ? Number.NaN : (Date.parse(time) - Date.parse(startedAt)) / 1000;
}

const CLOCK_SECONDS = 1;
const LATE_SECONDS = 60;
