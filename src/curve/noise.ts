import type { MinuteLoad } from './curve.ts';
import { partSeed, type Random, seededRandom } from './random.ts';
import { standardNormal } from './standard-normal.ts';

/** Noise that multiplies a load. */
export interface Noise {
  /** Standard deviation of the factor, whose mean is 1. */
  readonly sd: number;
  /** The time in which the correlation of two values falls to 1/e; 0: none remembers another. */
  readonly memorySeconds: number;
}

/** Real traffic wanders for some minutes rather than from one to the next. */
export const DEFAULT_MEMORY_SECONDS = 600;

/**
 * Factors with mean 1 and standard deviation `sd`, `count` of them, `stepSeconds`
 * apart: an autoregressive process of first order, xᵢ, made log-normal so that no
 * factor falls below zero:
 *
 *     xᵢ = φ·xᵢ₋₁ + √(1 − φ²)·εᵢ     φ = e^(−step / memory), ε standard normal
 *     factorᵢ = e^(σ·xᵢ − σ²/2)      σ² = ln(1 + sd²)
 *
 * It begins in its stationary state: the first factor varies as much as any.
 */
export function noiseFactors(
  { sd, memorySeconds }: Noise,
  count: number,
  stepSeconds: number,
  random: Random,
): Float64Array {
  const phi = memorySeconds === 0 ? 0 : Math.exp(-stepSeconds / memorySeconds);
  const innovation = Math.sqrt(1 - phi * phi);
  const variance = Math.log1p(sd * sd);
  const sigma = Math.sqrt(variance);
  const factors = new Float64Array(count);
  let x = standardNormal(random);
  for (let i = 0; i < count; i++) {
    factors[i] = Math.exp(sigma * x - variance / 2);
    x = phi * x + innovation * standardNormal(random);
  }
  return factors;
}

/** The load with a factor of noise on each minute; what is unknown stays so. */
export function withNoise(load: MinuteLoad, noise: Noise, seed: number): MinuteLoad {
  const rates = load.requestsPerSecond;
  const factors = noiseFactors(noise, rates.length, 60, seededRandom(partSeed(seed, 0)));
  return { ...load, requestsPerSecond: rates.map((rate, i) => rate * factors[i]) };
}
