import { DEFAULT_MEMORY_SECONDS, type Noise, noiseFactors } from '../noise.ts';
import type { Random } from '../random.ts';
import type { Kind } from './kinds.ts';
import type { RateAt, Sampling } from './shape.ts';

/** Noise as a factor. */
export interface NoiseFactor extends Noise {
  readonly kind: 'noise';
}

/**
 * A new value each minute, or each step where that is shorter: the curve in longer
 * steps is then the mean of the curve in minutes, noise included.
 */
export function noiseFactor(noise: NoiseFactor, curve: Sampling, random: Random): RateAt {
  const eachSeconds = Math.min(60, curve.stepSeconds);
  const factors = noiseFactors(noise, Math.ceil(curve.seconds / eachSeconds), eachSeconds, random);
  return (seconds) => factors[Math.floor(seconds / eachSeconds)];
}

export const noise: Kind = {
  parameters: ['sd', 'memory'],
  example: 'noise(sd=0.05)',
  read: (given) => ({
    kind: 'noise',
    sd: given.number('sd', { atLeast: 0, atMost: 1 }),
    memorySeconds: given.duration('memory', { otherwise: DEFAULT_MEMORY_SECONDS }),
  }),
};
