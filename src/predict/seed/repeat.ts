import { PERIOD_SECONDS } from '../history/history.ts';
import type { SeedDatum } from './cloudwatch.ts';
import type { SeedPlan } from './plan.ts';

/**
 * What a plan says of a period after its end: what it says of the same period of its
 * last week, or of its last whole days where it is shorter than a week.
 *
 * @returns the data of a period that begins at a time in epoch seconds
 */
export function repeatPlan({ start, end, calls }: SeedPlan): (period: number) => SeedDatum[] {
  const byPeriod = new Map<number, SeedDatum[]>();
  for (const { data } of calls)
    for (const datum of data) {
      const known = byPeriod.get(datum.Timestamp);
      if (known === undefined) byPeriod.set(datum.Timestamp, [datum]);
      else known.push(datum);
    }
  const cycle = Math.min(WEEK, DAY * Math.floor((end - start) / DAY) || end - start);
  return (period) => {
    const cycles = Math.floor((period - end) / cycle) + 1;
    const data = byPeriod.get(period - cycles * cycle) ?? [];
    return data.map((datum) => ({ ...datum, Timestamp: period }));
  };
}

/** The periods of a span, in epoch seconds. */
export function periodsOf(from: number, to: number): number[] {
  const count = (to - from) / PERIOD_SECONDS;
  return Array.from({ length: count }, (_, i) => from + i * PERIOD_SECONDS);
}

const DAY = 86_400;
const WEEK = 7 * DAY;
