import { randomUUID } from 'node:crypto';
import { seededRandom } from '../../curve/random.ts';
import type { Activity, Cause } from '../../model/activity.ts';
import { drawSeconds } from '../../model/duration.ts';
import { AutoScalingGroup, type GroupHost, type Happening } from '../../model/group.ts';
import { type Due as ClockDue, VirtualClock } from '../../model/virtual-clock.ts';
import { activitiesOf, type GroupActivity } from './activities.ts';
import type { GroupSettings } from './group-settings.ts';
import { instanceId, zoneOf } from './names.ts';
import type { Due, Event, GroupMinute } from './records.ts';

/** What must be kept of a group: what it is now, and the activities that began or ended. */
export type GroupNews = Pick<
  Extract<Event, { kind: 'group-state' }>,
  'state' | 'due' | 'activities'
>;

/**
 * A group of stand-ins for instances: they are launched, come into service, pass their
 * health check, warm up and drain, each when it is time, and do nothing else.
 *
 * Its clock is moved by `advance`, to times in epoch seconds that never go back.
 */
export class GroupLife implements GroupHost {
  settings: GroupSettings;
  readonly group: AutoScalingGroup;
  /** By ActivityId, in the order in which they began. */
  readonly activities = new Map<string, GroupActivity>();
  /** What is to be kept of activities that began or ended; undefined while nothing has changed. */
  #news: Map<string, GroupActivity> | undefined;
  #clock = new VirtualClock();
  readonly #planned: (id: number, at: number) => void;
  readonly #random = seededRandom(1);
  #due: Due[] = [];
  /** Of instances that come or go, the activity that says so. */
  readonly #activityOf = new Map<number, string>();
  #launched: number[] = [];
  #terminated: number[] = [];
  #at: number;
  #warmSeconds = 0;
  #healthySeconds = 0;
  #seconds = 0;

  /**
   * @param inService instances that are in service, healthy and warm from the start
   * @param planned told when a planned change is due
   */
  constructor(
    settings: GroupSettings,
    inService: number,
    now: number,
    planned: (id: number, at: number) => void,
  ) {
    const { MinSize: min, MaxSize: max, timing, DefaultInstanceWarmup = 0 } = settings;
    this.settings = settings;
    this.#planned = planned;
    this.#at = now;
    const { drainSeconds } = timing;
    const options = { min, max, drainSeconds, warmupSeconds: DefaultInstanceWarmup };
    this.group = new AutoScalingGroup({ ...options, desired: inService }, this, now);
  }

  /** As it was, and with what was still to happen then. */
  restore({ state, due, activities }: GroupNews): void {
    this.group.takeUp(state);
    this.#due = [...due];
    for (const activity of activities) this.#note(activity);
    this.#news = undefined;
    this.#activityOf.clear();
    for (const { ActivityId, instanceNumber, EndTime } of this.activities.values()) {
      if (instanceNumber !== undefined && EndTime === undefined)
        this.#activityOf.set(instanceNumber, ActivityId);
    }
  }

  /** Takes up the life that was restored; what came due meanwhile happens now. */
  resume(now: number): void {
    this.#clock = new VirtualClock();
    for (const { at, what, id } of this.#due) this.#clock.add(at, what, id);
    this.#clock.deliver(now, this.#happen);
    this.#at = now;
  }

  /** Changes the group now, and tells the activities that come of it. */
  change(at: number, act: () => Cause): void {
    const from = this.group.desired;
    this.begin();
    const cause = act();
    this.tell({ at, from, to: this.group.desired, cause });
  }

  /** From here on instances that are launched or terminated belong to the change that is told next. */
  begin(): void {
    this.#launched = [];
    this.#terminated = [];
  }

  tell(change: Activity): void {
    const launched = this.#launched;
    const terminated = this.#terminated;
    this.#news ??= new Map();
    const involved = (id: number) => ({ number: id, instance: this.idOf(id), zone: zoneOf(id) });
    const all = activitiesOf(
      this.settings.AutoScalingGroupName,
      change,
      { launched: launched.map(involved), terminated: terminated.map(involved) },
      randomUUID,
    );
    for (const activity of all) this.#note(activity);
    if (change.cause.kind === 'refused') return;
    const present = new Set(this.group.instances.map(({ id }) => id));
    for (const [index, id] of [...launched, ...terminated].entries()) {
      const before = this.#activityOf.get(id);
      if (before !== undefined) this.#end(before, change.at, 'Cancelled');
      this.#activityOf.set(id, all[index].ActivityId);
      // One that was still pending is gone at once.
      if (!present.has(id)) this.#ended(id, change.at);
    }
    this.begin();
  }

  /** Lets happen what is due, up to a moment; what is due at the end of a minute waits for `deliver`. */
  advance(to: number): void {
    while (this.#at < to) {
      this.deliver(this.#at);
      const until = Math.min(to, this.#clock.next);
      const seconds = until - this.#at;
      const { inService, warming, healthy } = this.group;
      this.#warmSeconds += (inService - warming) * seconds;
      this.#healthySeconds += healthy * seconds;
      this.#seconds += seconds;
      this.#at = until;
    }
  }

  deliver(at: number): void {
    if (this.#clock.next <= at) this.#clock.deliver(at, this.#happen);
  }

  /** What the group was in the minute that has just ended. */
  closeMinute(minute: number): GroupMinute {
    const { min, max, desired, pending, inService, draining } = this.group;
    const mean = (sum: number, now: number) => (this.#seconds > 0 ? sum / this.#seconds : now);
    const warm = mean(this.#warmSeconds, inService - this.group.warming);
    const healthy = mean(this.#healthySeconds, this.group.healthy);
    this.#warmSeconds = 0;
    this.#healthySeconds = 0;
    this.#seconds = 0;
    return { minute, min, max, desired, pending, inService, terminating: draining, warm, healthy };
  }

  /** Puts a planned change on the clock. */
  plan(id: number, at: number): void {
    if (Number.isFinite(at)) this.#clock.add(at, 'planned-change', id);
  }

  /** What must be kept, if anything has changed since it was asked for. */
  takeNews(): GroupNews | undefined {
    if (this.#news === undefined) return undefined;
    const activities = [...this.#news.values()];
    this.#news = undefined;
    return { state: this.group.state, due: this.#due, activities };
  }

  /** Has news told again that could not be kept. */
  retell({ activities }: GroupNews): void {
    const lost = activities.map((activity) => [activity.ActivityId, activity] as const);
    this.#news = new Map([...lost, ...(this.#news ?? [])]);
  }

  idOf(id: number): string {
    const { AutoScalingGroupName, CreatedTime } = this.settings;
    return instanceId(AutoScalingGroupName, CreatedTime, id);
  }

  launch(id: number, now: number): void {
    this.#launched.push(id);
    this.after(
      drawSeconds(this.settings.timing.launchSeconds, this.#random),
      'in-service',
      id,
      now,
    );
  }

  boot(id: number, now: number): void {
    this.after(drawSeconds(this.settings.timing.bootSeconds, this.#random), 'healthy', id, now);
  }

  terminating(id: number): void {
    this.#terminated.push(id);
  }

  after(seconds: number, what: Happening, id: number, now: number): void {
    this.#due.push({ at: now + seconds, what, id });
    this.#clock.add(now + seconds, what, id);
  }

  #happen = (what: ClockDue, id: number, at: number): void => {
    if (what === 'planned-change') {
      this.#planned(id, at);
      return;
    }
    this.#news ??= new Map();
    this.#due = this.#due.filter((due) => due.id !== id || due.what !== what || due.at !== at);
    this.group.happen(what, id, at);
    if (what === 'in-service' || what === 'drained') this.#ended(id, at);
  };

  /** An instance has come or gone, as its activity said. */
  #ended(id: number, at: number): void {
    const activity = this.#activityOf.get(id);
    if (activity !== undefined) this.#end(activity, at, 'Successful');
    this.#activityOf.delete(id);
  }

  #end(activityId: string, at: number, StatusCode: 'Successful' | 'Cancelled'): void {
    const activity = this.activities.get(activityId);
    if (activity !== undefined)
      this.#note({ ...activity, StatusCode, EndTime: 1000 * at, Progress: 100 });
  }

  #note(activity: GroupActivity): void {
    this.activities.set(activity.ActivityId, activity);
    this.#news?.set(activity.ActivityId, activity);
  }
}
