import type { RunningPolicy, View } from './running-policy.ts';

/** What the policies together make of the group's desired capacity. */
export interface Settlement {
  /** Whose want it is. */
  readonly policy: RunningPolicy;
  /** Within the group's bounds; not what it is already, unless `raised` is the change. */
  readonly desired: number;
  /** What the policy wanted before it was clamped to the bounds. */
  readonly wanted: number;
  /** The policy that kept the capacity above what was wanted. */
  readonly heldUpBy: RunningPolicy | undefined;
  /** The group's new MaxSize, where a policy raises it. */
  readonly raised: { readonly max: number; readonly by: RunningPolicy } | undefined;
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
 * a step policy. A policy that only holds up takes part in that maximum, but never
 * scales in by itself.
 *
 * Source: EC2 Auto Scaling user guide, "Dynamic scaling: multiple policies", "Target
 * tracking scaling policies" and "How predictive scaling works".
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
    let floor = -1;
    let max = bounds.max;
    let raiser: RunningPolicy | undefined;
    for (let i = 0; i < wants.length; i++) {
      const wanted = wants[i];
      if (Number.isNaN(wanted)) continue;
      const policy = this.#policies[i];
      if (policy.onlyHoldsUp) {
        if (floor < 0 || wanted > wants[floor]) floor = i;
        const asked = policy.maxSize?.() ?? 0;
        if (asked > max) {
          max = asked;
          raiser = policy;
        }
        if (wanted <= desired) continue;
      } else if (wanted < desired && !this.#mayScaleIn(i, desired, bounds)) continue;
      if (winner < 0 || wanted > wants[winner]) winner = i;
    }
    if (winner < 0 && raiser === undefined) return undefined;
    const wanted = winner < 0 ? desired : wants[winner];
    const isHeldUp = floor >= 0 && wants[floor] > wanted;
    const least = isHeldUp ? wants[floor] : wanted;
    const clamped = Math.min(max, Math.max(bounds.min, least));
    if (clamped === desired && raiser === undefined) return undefined;
    return {
      policy: this.#policies[winner < 0 ? floor : winner],
      desired: clamped,
      wanted,
      heldUpBy: isHeldUp && clamped === least ? this.#policies[floor] : undefined,
      raised: raiser && { max, by: raiser },
    };
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
