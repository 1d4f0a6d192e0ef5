import { type Random, seededRandom } from '../../curve/random.ts';
import { type FaultPlan, NO_FAULTS } from './parse.ts';

/** What befalls one request. */
export interface Fate {
  readonly kind: 'answered' | 'throttled' | 'failed' | 'incomplete' | 'dropped' | 'postponed';
  /** Of the answer; of a request that is postponed, of what it asks for. */
  readonly delaySeconds: number;
}

/**
 * Decides what befalls each request. The n-th request of an operation meets the same
 * fate whatever else is asked meanwhile, for each operation draws from a stream of its
 * own and always as often.
 */
export class Faults {
  readonly #plans: ReadonlyMap<string, FaultPlan>;
  readonly #seed: number;
  readonly #streams = new Map<string, Random>();

  /** @param plans by operation, `*` for all others */
  constructor(plans: ReadonlyMap<string, FaultPlan>, seed: number) {
    this.#plans = plans;
    this.#seed = seed;
  }

  next(operation: string): Fate {
    const plan = this.#plans.get(operation) ?? this.#plans.get('*') ?? NO_FAULTS;
    const draw = this.#stream(operation);
    const [throttle, fail, drop, late] = [draw(), draw(), draw(), draw()];
    const delaySeconds = late < plan.late ? plan.lateSeconds : 0;
    if (throttle < plan.throttle) return { kind: 'throttled', delaySeconds };
    if (fail < plan.fail) return { kind: 'failed', delaySeconds };
    if (fail < plan.fail + plan.incomplete) return { kind: 'incomplete', delaySeconds };
    if (drop < plan.dropAfterStore) return { kind: 'dropped', delaySeconds };
    if (drop < plan.dropAfterStore + plan.storeLate)
      return { kind: 'postponed', delaySeconds: plan.storeLateSeconds };
    return { kind: 'answered', delaySeconds };
  }

  #stream(operation: string): Random {
    let stream = this.#streams.get(operation);
    if (stream === undefined) {
      stream = seededRandom(this.#seed * 2 ** 20 + hash(operation));
      this.#streams.set(operation, stream);
    }
    return stream;
  }
}

/** 20 bits of a name. */
function hash(name: string): number {
  let value = 7;
  for (const character of name) value = (31 * value + (character.codePointAt(0) ?? 0)) % 2 ** 20;
  return value;
}
