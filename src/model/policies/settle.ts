import type { RunningPolicy, View } from './running-policy.ts';

/** What the policies together make of the group's desired capacity. */
export interface Settlement {
  readonly policy: RunningPolicy;
  /** Within the group's bounds, and not what it is already. */
  readonly desired: number;
  /** What the policy wanted before it was clamped to the bounds. */
  readonly wanted: number;
}

/** What settling needs to know of the group. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
  /** Whether instances of a scale-out are launching, or warming for less than so long. */
  isWarming(warmupSeconds: number): boolean;
}

/**
 * Which policy wins: the one that leaves the largest capacity, for scaling out and
 * in alike. Scale-in waits while instances of a scale-out warm up, and target
 * tracking scales in only when every such policy wants to; it does not hold back
 * a step policy.
 *
 * Source: EC2 Auto Scaling user guide, "Dynamic scaling: multiple policies" and
 * "Target tracking scaling policies".
 */
export class Settling {
  readonly #policies: readonly RunningPolicy[];
  readonly #wants: Float64Array;

  constructor(policies: readonly RunningPolicy[]) {
    this.#policies = policies;
    this.#wants = new Float64Array(policies.length);
  }

  /** @returns undefined where nothing changes */
  settle(view: View, bounds: Bounds): Settlement | undefined {
    const policies = this.#policies;
    const wants = this.#wants;
    let quiet = true;
    for (let i = 0; i < policies.length; i++) {
      const wanted = policies[i].desire(view);
      wants[i] = wanted;
      if (!Number.isNaN(wanted)) quiet = false;
    }
    return quiet ? undefined : this.#largest(view, bounds);
  }

  #largest({ desired }: View, bounds: Bounds): Settlement | undefined {
    const wants = this.#wants;
    let winner = -1;
    for (let i = 0; i < wants.length; i++) {
      const wanted = wants[i];
      if (Number.isNaN(wanted) || (wanted < desired && !this.#mayScaleIn(i, desired, bounds)))
        continue;
      if (winner < 0 || wanted > wants[winner]) winner = i;
    }
    if (winner < 0) return undefined;
    const wanted = wants[winner];
    const clamped = Math.min(bounds.max, Math.max(bounds.min, wanted));
    if (clamped === desired) return undefined;
    return { policy: this.#policies[winner], desired: clamped, wanted };
  }

  #mayScaleIn(i: number, desired: number, bounds: Bounds): boolean {
    const { scalesInByConsent } = this.#policies[i];
    if (!scalesInByConsent) return this.#isReady(i, bounds);
    for (let other = 0; other < this.#wants.length; other++) {
      if (!this.#policies[other].scalesInByConsent) continue;
      if (!(this.#wants[other] < desired && this.#isReady(other, bounds))) return false;
    }
    return true;
  }

  #isReady(i: number, bounds: Bounds): boolean {
    const { warmupSeconds } = this.#policies[i];
    return warmupSeconds === undefined || !bounds.isWarming(warmupSeconds);
  }
}
