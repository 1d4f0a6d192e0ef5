import { type Cause, refusedChange } from '../model/activity.ts';
import { applyScheduledAction } from '../model/apply-scheduled-action.ts';
import type { AutoScalingGroup } from '../model/group.ts';
import { nextRun, type ScheduledAction } from '../model/scheduled-action.ts';
import type { ManualChange, Strategy } from './plan.ts';

/** The changes of a group that do not come from its policies: scheduled actions and changes by hand. */
export class PlannedChanges {
  readonly #scheduled: readonly ScheduledAction[];
  readonly #manual: readonly ManualChange[];

  constructor({ scheduledActions, manualChanges }: Strategy) {
    this.#scheduled = scheduledActions;
    this.#manual = manualChanges;
  }

  /** How many there are; they are numbered from 0. */
  get count(): number {
    return this.#scheduled.length + this.#manual.length;
  }

  /** When a change happens next, epoch seconds from `from` on; Infinity when it does not. */
  next(id: number, from: number): number {
    if (id < this.#scheduled.length) return nextRun(this.#scheduled[id], from);
    const { at } = this.#manual[id - this.#scheduled.length];
    return at >= from ? at : Number.POSITIVE_INFINITY;
  }

  /** Changes the group, and says why; or why it does not change. */
  apply(id: number, group: AutoScalingGroup, now: number): Cause {
    if (id >= this.#scheduled.length) {
      const { DesiredCapacity: desired } = this.#manual[id - this.#scheduled.length];
      return group.update({ desired }, now)
        ? { kind: 'request' }
        : refusedChange('a user request', { desired }, group);
    }
    return applyScheduledAction(this.#scheduled[id], group, now);
  }
}
