import { type Assumptions, DEFAULT_ASSUMPTIONS } from '../../model/assumptions.ts';
import type { MetricStore } from '../cloudwatch/metric-store.ts';
import type { AlarmSettings } from './alarm-settings.ts';
import { groupMetrics } from './group-metrics.ts';
import type { GroupSettings } from './group-settings.ts';
import { LiveAlarm } from './live-alarm.ts';
import { LiveGroup, type LiveWorld } from './live-group.ts';
import type { PolicySettings } from './policy-settings.ts';
import type { DatedSetting, LiveRecord, Resize, Setting } from './records.ts';

/** What a lab that starts hands to its groups and alarms. */
export interface LiveOptions {
  readonly store: MetricStore;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly assumptions?: Assumptions;
  /** Told what has happened, to be kept; resolves when it is. */
  readonly onRecord: (record: LiveRecord) => Promise<void>;
}

/**
 * The groups and alarms of a lab, on its clock: told the time, they do what they would
 * have done by then, minute by minute, with the simulator's own rules.
 */
export class Live {
  readonly groups = new Map<string, LiveGroup>();
  readonly alarms = new Map<string, LiveAlarm>();
  readonly #store: MetricStore;
  readonly #assumptions: Assumptions;
  readonly #onRecord: LiveOptions['onRecord'];
  readonly #originMinute: number;
  readonly #lag: number;
  readonly #world: LiveWorld;
  #clock: () => number;
  /** Epoch seconds up to which everything has happened. */
  #now: number;
  #isReplaying = true;
  /** While something that was asked for is being kept: no time passes. */
  #isPaused = false;
  /** By group: what was asked for last, of which no log says what came of it. */
  readonly #unfinished = new Map<string, { readonly resize: Resize; readonly at: number }>();
  /** Scheduled actions that are no more, not told yet. */
  #expired: Extract<Setting, { kind: 'delete-schedule' }>[] = [];

  /** It knows what `replay` is told, until it is told to `resume`. */
  constructor({ store, now, assumptions = DEFAULT_ASSUMPTIONS, onRecord }: LiveOptions) {
    this.#store = store;
    this.#assumptions = assumptions;
    this.#onRecord = onRecord;
    this.#clock = () => now;
    this.#now = now / 1000;
    const lookback = LOOKBACK_DAYS + assumptions.evaluationRangeExtra;
    this.#originMinute = Math.floor(this.#now / 60) - 1440 * lookback;
    this.#lag = Math.ceil(assumptions.metricDelaySeconds / 60);
    this.#world = {
      store,
      assumptions,
      originMinute: this.#originMinute,
      now: () => this.#now,
      expired: (group, name) => {
        this.groups.get(group)?.schedules.delete(name);
        this.#expired.push({ kind: 'delete-schedule', group, name });
      },
    };
  }

  /** Epoch milliseconds up to which everything has happened. */
  get now(): number {
    return Math.round(1000 * this.#now);
  }

  /**
   * Has what somebody asks for kept, and lets it come to be as of now: until it has, no
   * time passes here. So what comes of it is the same when the log is read.
   *
   * @param keep resolves when it is safe
   */
  async set(setting: Setting, keep: (setting: DatedSetting) => Promise<void>): Promise<void> {
    this.#isPaused = true;
    try {
      await keep({ ...setting, at: this.now });
      this.#apply(setting);
      this.tellNews();
    } finally {
      this.#isPaused = false;
    }
    this.advance();
  }

  #apply(setting: DatedSetting): void {
    switch (setting.kind) {
      case 'put-group': {
        const { group, inService = 0, resize } = setting;
        this.#putGroup(group, inService);
        if (resize !== undefined) this.#resize(group.AutoScalingGroupName, resize, setting.at);
        return;
      }
      case 'resize-group':
        this.#resize(setting.name, setting.resize, setting.at);
        return;
      case 'delete-group': {
        const { policies } = this.groups.get(setting.name) ?? {};
        this.#unfinished.delete(setting.name);
        for (const { PolicyARN } of policies?.values() ?? []) this.#forgetAlarmsOf(PolicyARN, []);
        this.groups.delete(setting.name);
        return;
      }
      case 'put-policy': {
        const { policy, alarms } = setting;
        this.#forgetAlarmsOf(policy.PolicyARN, alarms);
        for (const alarm of alarms) this.#putAlarm(alarm);
        const group = this.groups.get(policy.AutoScalingGroupName);
        group?.policies.set(policy.PolicyName, policy);
        this.#employ(group, policy);
        return;
      }
      case 'delete-policy': {
        const group = this.groups.get(setting.group);
        const policy = group?.policies.get(setting.name);
        if (policy !== undefined) this.#forgetAlarmsOf(policy.PolicyARN, []);
        group?.deletePolicy(setting.name);
        return;
      }
      case 'put-schedule': {
        const { schedule } = setting;
        const group = this.groups.get(schedule.AutoScalingGroupName);
        group?.schedules.set(schedule.ScheduledActionName, schedule);
        if (!this.#isReplaying) group?.expect(schedule);
        return;
      }
      case 'delete-schedule':
        this.groups.get(setting.group)?.schedules.delete(setting.name);
        return;
      case 'put-alarm': {
        const before = this.alarms.get(setting.alarm.AlarmName)?.settings.AlarmActions ?? [];
        this.#putAlarm(setting.alarm);
        this.#restartPolicies([...before, ...(setting.alarm.AlarmActions ?? [])]);
        return;
      }
      case 'delete-alarms': {
        const actions = setting.names.flatMap(
          (name) => this.alarms.get(name)?.settings.AlarmActions ?? [],
        );
        for (const name of setting.names) this.alarms.delete(name);
        this.#restartPolicies(actions);
      }
    }
  }

  /**
   * What was kept comes to be again; only until it is told to resume.
   *
   * @returns epoch milliseconds at which it happened, as far as the record says
   */
  replay(record: LiveRecord): number {
    switch (record.kind) {
      case 'group-state':
        this.#unfinished.delete(record.name);
        this.groups.get(record.name)?.restore(record);
        return record.at ?? Number.NEGATIVE_INFINITY;
      case 'group-minute':
        this.groups.get(record.name)?.remember(record);
        for (const put of groupMetrics(record.name, record)) this.#store.put(put);
        return 60_000 * (record.minute + 1);
      case 'alarm-state':
        this.alarms.get(record.name)?.recall(record.was);
        return record.was.since;
      default:
        this.#apply(record);
        return record.at ?? Number.NEGATIVE_INFINITY;
    }
  }

  /**
   * Everything that was kept is known; from here on time passes.
   *
   * @param clock the lab's, epoch milliseconds
   */
  resume(clock: () => number): void {
    this.#isReplaying = false;
    this.#clock = clock;
    this.#now = clock() / 1000;
    const visible = Math.floor(this.#now / 60) - 1 - this.#originMinute - this.#lag;
    for (const [name, { resize, at }] of this.#unfinished)
      this.groups.get(name)?.resize(resize, at);
    this.#unfinished.clear();
    for (const group of this.groups.values()) {
      group.resume(visible);
      for (const policy of group.policies.values()) this.#employ(group, policy);
      for (const schedule of group.schedules.values()) group.expect(schedule);
    }
    this.tellNews();
  }

  /** Lets happen what is due by now; a clock that has gone back changes nothing. */
  advance(): void {
    if (this.#isPaused) return;
    const seconds = this.#clock() / 1000;
    for (let end = 60 * (Math.floor(this.#now / 60) + 1); end <= seconds; end += 60) {
      this.#now = end;
      this.#endMinute(end);
    }
    this.#now = Math.max(this.#now, seconds);
    for (const { life } of this.groups.values()) {
      life.advance(this.#now);
      life.deliver(this.#now);
    }
    this.tellNews();
  }

  /**
   * Tells what has become of the groups, to be kept; again, where it could not be. What
   * a scheduled action did is told before that it is no more.
   */
  tellNews(): void {
    for (const group of this.groups.values()) {
      const news = group.takeNews();
      if (news !== undefined) this.#onRecord(news).catch(() => group.life.retell(news));
    }
    for (const expired of this.#expired) this.#onRecord(expired);
    this.#expired = [];
  }

  /** Metrics first, then the alarms that watch them, then the policies. */
  #endMinute(end: number): void {
    const visible = end / 60 - 1 - this.#originMinute - this.#lag;
    const minutes = [...this.groups].map(([name, group]) => [name, group.endMinute(end)] as const);
    this.tellNews();
    for (const [name, minute] of minutes) {
      for (const put of groupMetrics(name, minute)) this.#store.put(put);
      this.#onRecord({ kind: 'group-minute', name, ...minute });
    }
    for (const [name, alarm] of this.alarms) {
      if (alarm.observe(visible, 1000 * end))
        this.#onRecord({ kind: 'alarm-state', name, was: alarm.was });
    }
    for (const group of this.groups.values()) group.decide(end, visible);
    this.tellNews();
  }

  #resize(name: string, resize: Resize, at = this.now): void {
    if (this.#isReplaying) this.#unfinished.set(name, { resize, at: at / 1000 });
    else this.groups.get(name)?.resize(resize, this.#now);
  }

  #putGroup(settings: GroupSettings, inService: number): void {
    const name = settings.AutoScalingGroupName;
    const group = this.groups.get(name);
    if (group === undefined) this.groups.set(name, new LiveGroup(settings, inService, this.#world));
    else group.alter(settings);
  }

  #putAlarm(settings: AlarmSettings): void {
    const { was } = this.alarms.get(settings.AlarmName) ?? {};
    const alarm = new LiveAlarm(settings, was, this.#store, this.#originMinute, this.#assumptions);
    this.alarms.set(settings.AlarmName, alarm);
  }

  /** Those that trigger a policy; of one that tracks a target, those that it made for itself alone. */
  #alarmsOf({ PolicyARN, PolicyType }: PolicySettings): LiveAlarm[] {
    const isTracking = PolicyType === 'TargetTrackingScaling';
    return [...this.alarms.values()].filter(
      ({ settings: alarm }) =>
        alarm.ActionsEnabled !== false &&
        alarm.AlarmActions?.includes(PolicyARN) === true &&
        (!isTracking || alarm.ownerPolicyArn === PolicyARN),
    );
  }

  /** A policy's own alarms go with it; those that others made for it stay. */
  #forgetAlarmsOf(policyArn: string, but: readonly AlarmSettings[]): void {
    for (const [name, { settings }] of this.alarms) {
      if (settings.ownerPolicyArn === policyArn && !but.some(({ AlarmName }) => AlarmName === name))
        this.alarms.delete(name);
    }
  }

  #restartPolicies(arns: readonly string[]): void {
    for (const group of this.groups.values())
      for (const policy of group.policies.values())
        if (arns.includes(policy.PolicyARN)) this.#employ(group, policy);
  }

  #employ(group: LiveGroup | undefined, policy: PolicySettings): void {
    if (!this.#isReplaying) group?.employ(policy, this.#alarmsOf(policy));
  }
}

/**
 * How far back an alarm may look when the lab has just started: a week, CloudWatch's
 * limit, and where data is missing some periods more; those of more than a day it may not see.
 */
const LOOKBACK_DAYS = 7;
