import type { Moment } from './placed.ts';

/** The rate in a second that is known, requests/s. */
export interface RateSecond {
  readonly second: number;
  readonly rate: number;
}

/**
 * When the load rose, in the seconds that come before something was done about it: where
 * one cut into a lower level before and a higher one after fits best, by least squares.
 * For a step that is the second of the step; of a ramp it lies within it, and the
 * uncertainty is half the time that the rate took from a quarter of the way up to three.
 *
 * It rose at all if the level after is a tenth higher, and if that is no chance: four
 * standard deviations of the difference of two means. undefined where it did not.
 */
export function loadRise(seconds: readonly RateSecond[]): Moment | undefined {
  const cut = bestCut(seconds.map(({ rate }) => rate));
  if (cut === undefined) return undefined;
  const { index, low, high } = cut;
  const quarter = (high - low) / 4;
  let first = index;
  while (first > 0 && seconds[first - 1].rate > low + quarter) first--;
  let last = index;
  while (last + 1 < seconds.length && seconds[last].rate < high - quarter) last++;
  return {
    atSeconds: seconds[index].second,
    uncertaintySeconds: Math.max(1, (seconds[last].second - seconds[first].second) / 2),
    foundBy: 'seconds',
  };
}

interface Cut {
  /** The first of the higher level. */
  readonly index: number;
  readonly low: number;
  readonly high: number;
}

/**
 * With n values cut into a and b of means l and h, the squares between the two parts are
 * ab/n·(h − l)²: what the cut explains. The rest is noise.
 */
function bestCut(rates: readonly number[]): Cut | undefined {
  const count = rates.length;
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  const squares = rates.reduce((sum, rate) => sum + (rate - total / count) ** 2, 0);
  let best: Cut | undefined;
  let explained = 0;
  let before = 0;
  for (let index = 1; index < count; index++) {
    before += rates[index - 1];
    const low = before / index;
    const high = (total - before) / (count - index);
    const between = ((index * (count - index)) / count) * (high - low) ** 2;
    if (high <= low * (1 + LEAST_RISE) || between <= explained) continue;
    best = { index, low, high };
    explained = between;
  }
  const noise = Math.max(0, squares - explained) / Math.max(1, count - 2);
  return explained > SURE ** 2 * noise ? best : undefined;
}

const LEAST_RISE = 0.1;
/** Standard deviations. */
const SURE = 4;
