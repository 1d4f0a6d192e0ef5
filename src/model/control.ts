import type { AutoScalingGroup } from './group.ts';
import type { RunningPolicy, View } from './policies/running-policy.ts';
import { type Bounds, type Settlement, Settling } from './policies/settle.ts';

/**
 * What the policies make of a group at the end of each minute: they look at what
 * CloudWatch has by then, one of them wins, and the group follows.
 */
export class Control implements View, Bounds {
  minute = 0;
  visible = 0;
  now = 0;
  readonly group: AutoScalingGroup;
  #settling: Settling;

  constructor(group: AutoScalingGroup, policies: readonly RunningPolicy[]) {
    this.group = group;
    this.#settling = new Settling(policies);
  }

  /** From now on these. */
  employ(policies: readonly RunningPolicy[]): void {
    this.#settling = new Settling(policies);
  }

  /** The minute that has just ended, and the newest whose metrics CloudWatch has; indices. */
  look(minute: number, visible: number): void {
    this.minute = minute;
    this.visible = visible;
  }

  /**
   * @param now epoch seconds: the end of the minute
   * @param changed told of a change when it has been made, before the policy is
   * @returns whether the group followed
   */
  decide(now: number, changed: (settlement: Settlement, from: number) => void): boolean {
    this.now = now;
    const settlement = this.#settling.settle(this, this);
    if (settlement === undefined) return false;
    const from = this.group.desired;
    const { desired, raised } = settlement;
    this.group.update({ desired, max: raised?.max }, now);
    changed(settlement, from);
    settlement.policy.followed?.(this, from, desired);
    return true;
  }

  get desired(): number {
    return this.group.desired;
  }

  get min(): number {
    return this.group.min;
  }

  get max(): number {
    return this.group.max;
  }

  isWarming(warmupSeconds: number): boolean {
    return this.group.isWarming(this.now, warmupSeconds);
  }
}
