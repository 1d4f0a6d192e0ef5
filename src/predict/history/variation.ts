import { type Noise, noiseFactors } from '../../curve/noise.ts';
import { partSeed, seededRandom } from '../../curve/random.ts';
import { formatTimestamp } from '../../curve/timestamp.ts';
import { PlimsollError } from '../../error.ts';
import { PERIOD_SECONDS } from './history.ts';
import { PERIODS_A_DAY, PERIODS_A_WEEK, type PeriodLoad } from './period-load.ts';

/** What a history differs in from the curve it is made of. */
export interface Variation {
  /** Growth from one week to the next in percent, above -100. The load at the end stays what it is. */
  readonly trendPercent: number;
  readonly specialDays: readonly SpecialDay[];
  readonly noise: Noise;
  /** Drives the noise. */
  readonly seed: number;
}

/** A day of UTC on which the load is another. */
export interface SpecialDay {
  /** Epoch seconds of its midnight. */
  readonly midnight: number;
  /** 0 or more. */
  readonly factor: number;
}

/**
 * A load with its trend, its special days and its noise, each of them a factor.
 *
 * Throws a `PlimsollError` (`usage`) for a special day that the load does not reach.
 */
export function vary(load: PeriodLoad, variation: Variation): PeriodLoad {
  const { start, requestsPerSecond } = load;
  const count = requestsPerSecond.length;
  const { trendPercent, specialDays, noise, seed } = variation;
  const random = seededRandom(partSeed(seed, 0));
  const factors = noiseFactors(noise, count, PERIOD_SECONDS, random);
  for (let i = 0; i < count; i++)
    factors[i] *= (1 + trendPercent / 100) ** ((i - count) / PERIODS_A_WEEK);
  for (const day of specialDays) applyDay(day, load, factors);
  return { start, requestsPerSecond: requestsPerSecond.map((rate, i) => rate * factors[i]) };
}

function applyDay({ midnight, factor }: SpecialDay, load: PeriodLoad, factors: Float64Array): void {
  const from = (midnight - load.start) / PERIOD_SECONDS;
  const first = Math.max(0, from);
  const last = Math.min(factors.length, from + PERIODS_A_DAY);
  if (last <= first) {
    const day = formatTimestamp(midnight).slice(0, 10);
    const begin = formatTimestamp(load.start);
    const end = formatTimestamp(load.start + factors.length * PERIOD_SECONDS);
    throw new PlimsollError(
      'usage',
      `--special ${day} lies outside of the history, which runs from ${begin} to ${end}; give one of its days`,
    );
  }
  for (let i = first; i < last; i++) factors[i] *= factor;
}
