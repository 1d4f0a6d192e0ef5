import { type Random, seededRandom } from '../curve/random.ts';
import { timeOf } from './pacer.ts';
import { type Schedule, timeOfRequests } from './schedule.ts';

/** Evenly along the curve, or at random with the curve as the rate: as many users behave who know nothing of each other. */
export type ArrivalKind = 'uniform' | 'poisson';

/** A share of a schedule: arrivals index, index + of, index + 2·of, … */
export interface Shard {
  /** 0 to `of` − 1. */
  readonly index: number;
  readonly of: number;
}

export interface ArrivalOptions {
  readonly kind: ArrivalKind;
  /** Any safe integer; drives `poisson`. */
  readonly seed: number;
  readonly shard: Shard;
}

/**
 * The arrivals of one shard, one after the other. However a schedule is divided,
 * its shards hold every arrival of the whole once.
 *
 * `uniform` is the pacer's tₙ = R⁻¹(n + ½). `poisson` lays a Poisson process of
 * rate 1 on the integral: with exponential gaps E, tₙ = R⁻¹(E₀ + … + Eₙ). Every
 * shard draws all the gaps and keeps its own.
 */
export class Arrivals {
  /** The arrival that is next, of all shards' counted from 0. */
  n: number;
  /** Seconds since the start at which it is due; infinite when there is none. */
  seconds = 0;
  readonly #schedule: Schedule;
  readonly #of: number;
  readonly #random: Random | undefined;
  /** Poisson: the integral at the last arrival that was drawn. */
  #accrued = 0;
  /** The line of the schedule in which the last arrival was due. */
  #line = 0;

  constructor(schedule: Schedule, { kind, seed, shard }: ArrivalOptions) {
    this.#schedule = schedule;
    this.#of = shard.of;
    this.#random = kind === 'poisson' ? seededRandom(seed) : undefined;
    this.n = shard.index;
    this.#find(shard.index + 1);
  }

  advance(): void {
    this.n += this.#of;
    this.#find(this.#of);
  }

  /** @param gaps how many arrivals it is after the one before */
  #find(gaps: number): void {
    this.seconds =
      this.#random === undefined
        ? timeOf(this.#schedule, this.n, this.#line)
        : this.#draw(this.#random, gaps);
    const { starts } = this.#schedule;
    while (starts[this.#line + 1] <= this.seconds) this.#line++;
  }

  #draw(random: Random, gaps: number): number {
    // 1 - u lies in (0, 1], so that the logarithm is finite.
    for (let i = 0; i < gaps; i++) this.#accrued -= Math.log(1 - random());
    if (this.#accrued >= this.#schedule.requests) return Number.POSITIVE_INFINITY;
    return timeOfRequests(this.#schedule, this.#accrued, this.#line);
  }
}
