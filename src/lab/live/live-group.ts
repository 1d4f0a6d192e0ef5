import { policyCause } from '../../model/activity.ts';
import { applyScheduledAction } from '../../model/apply-scheduled-action.ts';
import type { Assumptions } from '../../model/assumptions.ts';
import { Control } from '../../model/control.ts';
import type { Metric } from '../../model/metric.ts';
import { Cooldown } from '../../model/policies/cooldown.ts';
import type { PolicyForecasts } from '../../model/policies/predictive-scaling/predictive-scaling.ts';
import type { RunningPolicy } from '../../model/policies/running-policy.ts';
import { groupWarmupSeconds, startPolicy } from '../../model/policies/start-policies.ts';
import { nextRun } from '../../model/scheduled-action.ts';
import type { MetricStore } from '../cloudwatch/metric-store.ts';
import { forecastHistory } from './forecast-history.ts';
import { GroupLife } from './group-life.ts';
import type { GroupSettings } from './group-settings.ts';
import type { LiveAlarm } from './live-alarm.ts';
import { MinuteColumns } from './minute-columns.ts';
import { modelPolicy, type PolicySettings } from './policy-settings.ts';
import type { Event, GroupMinute, Resize } from './records.ts';
import type { ScheduleSettings } from './schedule-settings.ts';
import { alarmDefinition, trackedBy, type Watched, watchedBy } from './watched.ts';
import { WatchedMetric } from './watched-metric.ts';

/** What the groups of a lab share. */
export interface LiveWorld {
  readonly store: MetricStore;
  readonly assumptions: Assumptions;
  /** Minutes since the epoch of the minute that policies and alarms know as 0. */
  readonly originMinute: number;
  /** The lab's clock as it stands, epoch seconds. */
  readonly now: () => number;
  /** Told of a scheduled action that will not run again. */
  readonly expired: (group: string, action: string) => void;
}

/** A group on the lab's clock, with the policies and scheduled actions that change it. */
export class LiveGroup {
  readonly life: GroupLife;
  readonly policies = new Map<string, PolicySettings>();
  readonly schedules = new Map<string, ScheduleSettings>();
  readonly #columns = new MinuteColumns();
  readonly #world: LiveWorld;
  readonly #control: Control;
  readonly #cooldown = new Cooldown();
  readonly #working = new Map<string, Working>();
  /** Of each run that is on the clock, the scheduled action as it was then. */
  readonly #planned: ScheduleSettings[] = [];

  /** @param inService instances that are in service from the start */
  constructor(settings: GroupSettings, inService: number, world: LiveWorld) {
    this.#world = world;
    this.life = new GroupLife(settings, inService, world.now(), this.#runScheduled);
    this.#control = new Control(this.life.group, []);
  }

  get settings(): GroupSettings {
    return this.life.settings;
  }

  /** New bounds and defaults; instances follow when the lab is told to let them. */
  alter(settings: GroupSettings): void {
    this.life.settings = settings;
    this.#refreshWarmup();
  }

  /**
   * Changes the bounds or the desired capacity, which do not contradict each other.
   *
   * @param at epoch seconds
   */
  resize({ changes, cause }: Resize, at: number): void {
    const { group } = this.life;
    this.life.change(at, () => {
      group.update(changes, at);
      return { kind: cause, min: group.min, max: group.max };
    });
  }

  /** What must be kept, if anything has changed since it was asked for. */
  takeNews(): GroupState | undefined {
    const news = this.life.takeNews();
    const { AutoScalingGroupName: name } = this.settings;
    return (
      news && {
        kind: 'group-state',
        name,
        at: Math.round(1000 * this.#world.now()),
        ...news,
        cooldown: this.#cooldown.state,
      }
    );
  }

  /** As it was, and with what was still to happen then. */
  restore(was: GroupState): void {
    this.life.restore(was);
    if (was.cooldown !== undefined) this.#cooldown.takeUp(was.cooldown);
  }

  /** Whether a simple policy's cooldown is still running. */
  get isCoolingDown(): boolean {
    this.#control.now = this.#world.now();
    return !this.#cooldown.isOver(this.#control);
  }

  /**
   * Sets one of its policies to work, from the beginning.
   *
   * @param alarms all that trigger it, or that it made for itself
   */
  employ(settings: PolicySettings, alarms: readonly LiveAlarm[]): void {
    this.#start(settings, alarms);
    this.#refreshPolicies();
  }

  deletePolicy(name: string): void {
    this.policies.delete(name);
    this.#working.delete(name);
    this.#refreshPolicies();
  }

  /** Puts the next run of one of its scheduled actions on the clock; one that has none is no more. */
  expect(schedule: ScheduleSettings, from = this.#world.now()): void {
    const at = nextRun(schedule, from);
    const { AutoScalingGroupName, ScheduledActionName } = schedule;
    if (Number.isFinite(at)) this.life.plan(this.#planned.push(schedule) - 1, at);
    else this.#world.expired(AutoScalingGroupName, ScheduledActionName);
  }

  /** What a predictive policy forecast. */
  forecasts(policyName: string): PolicyForecasts | undefined {
    return this.#working.get(policyName)?.running.forecasts?.(this.#world.now());
  }

  /** Ends a minute: its metrics are known now, what is due at its end has not happened yet. */
  endMinute(end: number): GroupMinute {
    this.life.advance(end);
    const minute = end / 60 - 1;
    const ended = this.life.closeMinute(minute);
    this.remember(ended);
    return ended;
  }

  /** A minute of its own that is over. */
  remember(ended: GroupMinute): void {
    const index = ended.minute - this.#world.originMinute;
    if (index >= 0) this.#columns.write(index, ended);
  }

  /**
   * Lets the policies decide at the end of a minute.
   *
   * @param end epoch seconds
   * @param visible index of the newest minute that CloudWatch shows
   */
  decide(end: number, visible: number): void {
    this.life.deliver(end);
    this.#control.look(end / 60 - 1 - this.#world.originMinute, visible);
    for (const { metrics } of this.#working.values())
      for (const metric of metrics) metric.refresh(visible, 1000 * end);
    this.life.begin();
    this.#control.decide(end, (settlement, from) => {
      const to = this.life.group.desired;
      this.life.tell({ at: end, from, to, cause: policyCause(settlement) });
    });
  }

  /** Goes on from what was restored. */
  resume(visible: number): void {
    const now = this.#world.now();
    this.life.resume(now);
    this.remember(this.life.closeMinute(Math.floor(now / 60) - 1));
    this.#control.look(Math.floor(now / 60) - 1 - this.#world.originMinute, visible);
  }

  #start(settings: PolicySettings, alarms: readonly LiveAlarm[]): void {
    const policy = modelPolicy(settings);
    this.#working.delete(settings.PolicyName);
    if (policy === undefined || settings.Enabled === false) return;
    const metrics: WatchedMetric[] = [];
    const { store, originMinute, assumptions } = this.#world;
    const watch = (watched: Watched, periods: number, periodMinutes: number): Metric => {
      const lookback = (periods + assumptions.evaluationRangeExtra) * periodMinutes;
      const metric = new WatchedMetric(watched, store, originMinute, lookback, this.#columns);
      metrics.push(metric);
      return metric;
    };
    const definitions = alarms.map(({ settings: alarm, was }) => ({
      ...alarmDefinition(alarm),
      StateValue: was.state,
      alarm,
    }));
    const running = startPolicy(policy, definitions, {
      metrics: {
        tracked: () =>
          watch(
            trackedBy(settings),
            Math.max(assumptions.highAlarmMinutes, assumptions.lowAlarmMinutes),
            1,
          ),
        watched: ({ alarm, EvaluationPeriods, Period }) =>
          watch(watchedBy(alarm), EvaluationPeriods, Period / 60),
      },
      defaults: () => this.#defaults,
      assumptions,
      forecasting: () => this.#forecasting(settings),
      cooldown: this.#cooldown,
    });
    this.#working.set(settings.PolicyName, { running, metrics });
    if (policy.PolicyType === 'PredictiveScaling') this.#forecastAtOnce(running);
  }

  /** A forecast is made when the policy is created; whoever then asks for it need not wait for the minute to end. */
  #forecastAtOnce(running: RunningPolicy): void {
    const now = this.#world.now();
    const minute = Math.floor(now / 60) - 1 - this.#world.originMinute;
    const lag = Math.ceil(this.#world.assumptions.metricDelaySeconds / 60);
    this.#control.look(minute, minute - lag);
    this.#control.now = now;
    running.desire(this.#control);
  }

  #forecasting({ AutoScalingGroupName, createdAt }: PolicySettings) {
    const { store, originMinute, now } = this.#world;
    const history = forecastHistory(store, () => 1000 * now());
    return {
      history,
      // Nobody knows the future here.
      future: () => history,
      method: { method: 'plimsoll', quantile: undefined } as const,
      groupName: AutoScalingGroupName,
      startMinute: originMinute,
      createdAt: createdAt / 1000,
    };
  }

  get #defaults() {
    const { DefaultInstanceWarmup, DefaultCooldown } = this.settings;
    return { DefaultInstanceWarmup, DefaultCooldown };
  }

  #refreshPolicies(): void {
    // In the order in which they were put, whichever was put again since.
    const running = [...this.policies.keys()].flatMap(
      (name) => this.#working.get(name)?.running ?? [],
    );
    this.#control.employ(running);
    this.#refreshWarmup();
  }

  #refreshWarmup(): void {
    const policies = [...this.policies.values()].flatMap((each) => modelPolicy(each) ?? []);
    this.life.group.warmupSeconds = groupWarmupSeconds(policies, this.#defaults);
  }

  #runScheduled = (id: number, at: number): void => {
    const schedule = this.#planned[id];
    // It may have been deleted, or put anew, since.
    if (this.schedules.get(schedule.ScheduledActionName) !== schedule) return;
    this.life.change(at, () => applyScheduledAction(schedule, this.life.group, at));
    this.expect(schedule, at + 1);
  };
}

type GroupState = Extract<Event, { kind: 'group-state' }>;

interface Working {
  readonly running: RunningPolicy;
  readonly metrics: readonly WatchedMetric[];
}
