import type { Kind } from './kinds.ts';
import type { RateAt, Sampling } from './shape.ts';

/** A smooth day, its quietest time twelve hours from its busiest. */
export interface Diurnal {
  readonly kind: 'diurnal';
  /** Over a whole day. */
  readonly mean: number;
  readonly peak: number;
  /** Time of day of the peak, UTC. */
  readonly atSeconds: number;
}

/**
 * The bell of von Mises, the normal distribution of a circle:
 *
 *     rate(t) = peak · e^(κ·(cos 2π(t − at)/1d − 1))
 *
 * κ is what makes its mean the one asked for, so that mean and peak both hold
 * exactly and the rate never falls to zero, however far apart they are; a cosine
 * would fall below it from a peak of twice the mean on.
 */
export function diurnalRate({ mean, peak, atSeconds }: Diurnal, curve: Sampling): RateAt {
  const kappa = concentration(mean / peak);
  const sinceMidnight = curve.startSeconds - atSeconds;
  return (seconds) => peak * bell(kappa, (2 * Math.PI * (sinceMidnight + seconds)) / DAY);
}

export const diurnal: Kind = {
  parameters: ['mean', 'peak', 'at'],
  example: 'diurnal(mean=400, peak=900)',
  read: (given) => {
    const mean = given.number('mean', { above: 0 });
    const peak = given.number('peak');
    if (peak < mean) throw given.wrong('peak', `give at least the mean, ${mean}`);
    if (peak > MOST_PEAKED * mean)
      throw given.wrong(
        'peak',
        `give at most ${MOST_PEAKED} times the mean, ${MOST_PEAKED * mean}, or add a flash`,
      );
    const atSeconds = given.duration('at', { atLeast: 0, atMost: DAY, otherwise: 14 * 3600 });
    return { kind: 'diurnal', mean, peak, atSeconds };
  },
};

function bell(kappa: number, angle: number): number {
  return Math.exp(kappa * (Math.cos(angle) - 1));
}

/** The κ of which the bell's mean is this share of its peak, by halving: the mean falls as κ rises. */
function concentration(meanToPeak: number): number {
  let low = 0;
  let high = MOST_CONCENTRATED;
  for (let i = 0; i < BITS; i++) {
    const middle = (low + high) / 2;
    if (meanOfBell(middle) > meanToPeak) low = middle;
    else high = middle;
  }
  return meanToPeak === 1 ? 0 : high;
}

/**
 * I₀(κ)·e^(−κ), by the trapezoid rule, whose error for a periodic function this
 * smooth is below rounding: at the largest κ points lie half a standard deviation apart.
 */
function meanOfBell(kappa: number): number {
  let sum = 0;
  for (let i = 0; i < POINTS; i++) sum += bell(kappa, (2 * Math.PI * i) / POINTS);
  return sum / POINTS;
}

const DAY = 86_400;
const MOST_PEAKED = 100;
/** mean / peak falls as 1/√(2πκ): 1/100 needs κ = 1,592. */
const MOST_CONCENTRATED = 2000;
const POINTS = 512;
/** From the width of the search to the last bit of κ. */
const BITS = 64;
