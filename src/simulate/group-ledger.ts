import type { AutoScalingGroup } from '../model/group.ts';
import type { Timeline } from './timeline.ts';

/** The group as it stands at the end of a minute. */
export interface GroupRecord {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly pending: number;
  readonly warming: number;
  readonly draining: number;
  /** Instances that are paid for: from the launch until it has drained. */
  readonly billed: number;
}

/** Writes the group's columns of a timeline, and its bill; `inService` is a metric too, and written minute by minute. */
export class GroupLedger {
  /** Seconds of instances that are paid for. */
  billedSeconds = 0;
  /** Minutes with the desired capacity at a bound, while the bounds left a choice. */
  readonly pinnedMinutes = { atMin: 0, atMax: 0 };
  readonly #group: AutoScalingGroup;
  readonly #timeline: Timeline;
  readonly #usdPerSecond: number;
  #minimumBilled = 0;

  constructor(group: AutoScalingGroup, timeline: Timeline, usdPerSecond: number) {
    this.#group = group;
    this.#timeline = timeline;
    this.#usdPerSecond = usdPerSecond;
  }

  record(): GroupRecord {
    const { min, max, desired, inService, pending, warming, draining } = this.#group;
    const billed = pending + inService + draining;
    return { min, max, desired, pending, warming, draining, billed };
  }

  /**
   * Minutes in which the group stood alike.
   *
   * @param to the minute after the last
   * @param billedSeconds of instances, in each of them
   */
  write(record: GroupRecord, from: number, to: number, billedSeconds: number): void {
    if (from === to) return;
    const { desired, pending, warming, draining, costUsd } = this.#timeline;
    fill(desired, record.desired, from, to);
    fill(pending, record.pending, from, to);
    fill(warming, record.warming, from, to);
    fill(draining, record.draining, from, to);
    for (let minute = from; minute < to; minute++)
      costUsd[minute] = billedSeconds * this.#usdPerSecond;
    // What instances that ended early lack to the billed minimum falls into the first minute.
    const due = this.#group.minimumBilledSeconds - this.#minimumBilled;
    this.#minimumBilled += due;
    costUsd[from] += due * this.#usdPerSecond;
    this.billedSeconds += billedSeconds * (to - from) + due;
    if (record.min === record.max) return;
    if (record.desired === record.min) this.pinnedMinutes.atMin += to - from;
    if (record.desired === record.max) this.pinnedMinutes.atMax += to - from;
  }
}

/** The stretches are mostly short: a loop beats `column.fill`. */
function fill(column: Int32Array, value: number, from: number, to: number): void {
  for (let minute = from; minute < to; minute++) column[minute] = value;
}
