import { partSeed, type Random, seededRandom } from '../random.ts';
import { constantRate } from './constant.ts';
import { diurnalRate } from './diurnal.ts';
import { flashRate } from './flash.ts';
import { noiseFactor } from './noise.ts';
import { rampRate } from './ramp.ts';
import type { RateAt, Sampling, Shape, Single } from './shape.ts';
import { sineRate } from './sine.ts';
import { stepsRate } from './steps.ts';
import { weeklyFactor } from './weekly.ts';

/** A shape ready to be asked for its value at any time of a curve. */
export interface StartedShape {
  readonly shape: Shape;
  readonly rateAt: RateAt;
  /** Of a sum or product. */
  readonly parts: readonly StartedShape[];
}

/** Each noise has a stream of its own, by its place among the noises of the text. */
export function startShape(shape: Shape, curve: Sampling): StartedShape {
  let noises = 0;
  const start = (shape: Shape): StartedShape => {
    switch (shape.kind) {
      case 'sum': {
        const parts = shape.terms.map(start);
        return { shape, parts, rateAt: sumOf(parts) };
      }
      case 'product': {
        const parts = shape.factors.map(start);
        return { shape, parts, rateAt: productOf(parts) };
      }
      default:
        return { shape, parts: [], rateAt: single(shape, curve, () => stream(++noises)) };
    }
  };
  const stream = (noise: number) => seededRandom(partSeed(curve.seed, noise));
  return start(shape);
}

function sumOf(parts: readonly StartedShape[]): RateAt {
  return (seconds) => {
    let sum = 0;
    for (const { rateAt } of parts) sum += rateAt(seconds);
    return sum;
  };
}

function productOf(parts: readonly StartedShape[]): RateAt {
  return (seconds) => {
    let product = 1;
    for (const { rateAt } of parts) product *= rateAt(seconds);
    return product;
  };
}

function single(shape: Single, curve: Sampling, nextStream: () => Random): RateAt {
  switch (shape.kind) {
    case 'constant':
      return constantRate(shape);
    case 'ramp':
      return rampRate(shape, curve);
    case 'steps':
      return stepsRate(shape);
    case 'sine':
      return sineRate(shape);
    case 'diurnal':
      return diurnalRate(shape, curve);
    case 'weekly':
      return weeklyFactor(shape, curve);
    case 'flash':
      return flashRate(shape);
    case 'noise':
      return noiseFactor(shape, curve, nextStream());
  }
}
