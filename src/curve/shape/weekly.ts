import type { Kind } from './kinds.ts';
import type { RateAt, Sampling } from './shape.ts';

/** A factor for each day of the week, UTC. */
export interface Weekly {
  readonly kind: 'weekly';
  /** Seven, from Monday. */
  readonly factors: readonly number[];
}

export function weeklyFactor({ factors }: Weekly, curve: Sampling): RateAt {
  const sinceMonday = curve.startSeconds + THURSDAY;
  return (seconds) => {
    const day = Math.floor((sinceMonday + seconds) / DAY) % 7;
    return factors[day < 0 ? day + 7 : day]; // before 1970 too
  };
}

export const weekly: Kind = {
  parameters: ['weekend', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  example: 'weekly(weekend=0.6)',
  read: (given) => {
    if (!['weekend', ...DAYS].some((name) => given.has(name)))
      throw given.missing('a day or weekend');
    const weekend = given.number('weekend', { atLeast: 0, otherwise: 1 });
    const factors = DAYS.map((day, i) =>
      given.number(day, { atLeast: 0, otherwise: i < SATURDAY ? 1 : weekend }),
    );
    return { kind: 'weekly', factors };
  },
};

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const SATURDAY = 5;
const DAY = 86_400;
/** 1970-01-01 was a Thursday, three days after Monday. */
const THURSDAY = 3 * DAY;
