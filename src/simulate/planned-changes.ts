import type { AutoScalingGroup, GroupUpdate } from '../model/group.ts';
import { nextRun, type ScheduledAction } from '../model/scheduled-action.ts';
import type { Cause } from './activity.ts';
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
        : refused('a user request', { desired }, group);
    }
    return applyScheduledAction(this.#scheduled[id], group, now);
  }
}

/** Changes the group as a scheduled action says, and says why; or why it does not change. */
export function applyScheduledAction(
  { ScheduledActionName, MinSize, MaxSize, DesiredCapacity }: ScheduledAction,
  group: AutoScalingGroup,
  now: number,
): Cause {
  const changes = { min: MinSize, max: MaxSize, desired: DesiredCapacity };
  return group.update(changes, now)
    ? { kind: 'scheduled-action', name: ScheduledActionName, min: group.min, max: group.max }
    : refused(`scheduled action ${ScheduledActionName}`, changes, group);
}

function refused(what: string, asked: GroupUpdate, { min, max }: AutoScalingGroup): Cause {
  return { kind: 'refused', what, asked, min, max };
}
