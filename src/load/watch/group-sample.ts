import { toThousandths } from '../to-thousandths.ts';
import type {
  BalancerMinute,
  GroupActivity,
  GroupAlarm,
  GroupCounts,
  GroupLook,
} from './group-source.ts';

/**
 * A line of a recording: what one poll found of the watched group. Activities, alarms
 * and minutes are in the line that first tells them, and again when they have changed.
 */
export interface GroupSample extends GroupCounts {
  /** The group's name. */
  readonly group: string;
  /** Seconds since the run's start at which the poll began. */
  readonly at: number;
  /** And when it was answered. */
  readonly until: number;
  /** null where the poll could not tell. */
  readonly activities: readonly GroupActivity[] | null;
  readonly alarms: readonly GroupAlarm[] | null;
  readonly balancer: readonly BalancerMinute[];
  /** Calls that failed. */
  readonly failed: readonly string[];
}

/** Makes samples of looks: what is known already is not told again. */
export class GroupSamples {
  readonly #group: string;
  readonly #activities = new Known<GroupActivity>(({ ActivityId }) => ActivityId);
  readonly #alarms = new Known<GroupAlarm>(({ AlarmName }) => AlarmName);
  readonly #minutes = new Known<BalancerMinute>(({ Timestamp }) => Timestamp);
  #hasActivities = false;

  constructor(group: string) {
    this.#group = group;
  }

  /**
   * @param at seconds since the run's start
   * @param until seconds since the run's start
   */
  sample(look: GroupLook, at: number, until: number): GroupSample {
    const { desired, inService, pending, terminating, healthy, failures } = look;
    return {
      group: this.#group,
      at: toThousandths(at),
      until: toThousandths(until),
      desired,
      inService,
      pending,
      terminating,
      healthy,
      activities: this.#newActivities(look.activities),
      alarms: look.alarms && this.#alarms.news(look.alarms),
      balancer: this.#minutes.news(look.balancer ?? []),
      failed: failures.map(({ call }) => call),
    };
  }

  /** What had begun when the run did is of no interest, whatever the clocks say. */
  #newActivities(activities: GroupLook['activities']): GroupSample['activities'] {
    if (activities === null) return null;
    if (this.#hasActivities) return this.#activities.news(activities);
    this.#hasActivities = true;
    this.#activities.ignore(activities);
    return [];
  }
}

/** What has been told of each thing. */
class Known<Thing> {
  readonly #nameOf: (thing: Thing) => string;
  readonly #told = new Map<string, string>();
  readonly #ignored = new Set<string>();

  constructor(nameOf: (thing: Thing) => string) {
    this.#nameOf = nameOf;
  }

  news(things: readonly Thing[]): readonly Thing[] {
    return things.filter((thing) => {
      const name = this.#nameOf(thing);
      const text = JSON.stringify(thing);
      if (this.#ignored.has(name) || this.#told.get(name) === text) return false;
      this.#told.set(name, text);
      return true;
    });
  }

  ignore(things: readonly Thing[]): void {
    for (const thing of things) this.#ignored.add(this.#nameOf(thing));
  }
}
