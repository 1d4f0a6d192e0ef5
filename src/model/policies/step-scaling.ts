import { type AlarmRule, datapoint } from '../alarm.ts';
import { type Evidence, evidence } from '../evidence.ts';
import type { Metric } from '../metric.ts';
import { type WatchedAlarm, watchAlarm } from '../watched-alarm.ts';
import type { StepScalingPolicy } from './policy.ts';
import type { RunningPolicy, View } from './running-policy.ts';
import { stepAdjustment } from './step-adjustment.ts';
import { newestMinute, type Trigger } from './trigger.ts';

/**
 * Adjusts the capacity by how far the metric is beyond its alarm's threshold, for
 * as long as the alarm rings.
 *
 * The adjustment starts from the instances that had warmed up by the end of the
 * metric's own period. Instances still warming count as part of what it asks for,
 * so several breaches inside one step give one activity.
 *
 * Source: EC2 Auto Scaling user guide, "Step and simple scaling policies".
 */
export class StepScaling implements RunningPolicy {
  readonly name: string;
  readonly scalesInByConsent = false;
  readonly #policy: StepScalingPolicy;
  readonly #warmupSeconds: () => number;
  readonly #alarms: readonly WatchedAlarm[];
  #evidence: Evidence | undefined;

  constructor(
    policy: StepScalingPolicy,
    triggers: readonly Trigger[],
    warmupSeconds: () => number,
    evaluationRangeExtra: number,
  ) {
    this.name = policy.PolicyName;
    this.#warmupSeconds = warmupSeconds;
    this.#policy = policy;
    this.#alarms = triggers.map(({ alarm, metric }) =>
      watchAlarm(alarm, metric, evaluationRangeExtra),
    );
  }

  get warmupSeconds(): number {
    return this.#warmupSeconds();
  }

  desire(view: View): number {
    let desire = Number.NaN;
    for (const alarm of this.#alarms) {
      if (alarm.observe(view.visible) !== 'ALARM') continue;
      const minute = newestMinute(alarm, view.visible);
      if (minute < 0) continue;
      const value = this.#aggregate(alarm, view.visible);
      const capacity = this.#base(alarm, minute, view);
      const wanted = this.#adjusted(alarm, capacity, value);
      const leads = wanted > capacity ? wanted > view.desired : wanted < view.desired;
      if (wanted === capacity || !leads || wanted <= desire) continue;
      desire = wanted;
      this.#evidence = evidence(alarm, value, capacity);
    }
    return desire;
  }

  evidence(): Evidence {
    if (this.#evidence === undefined) throw new Error(`policy ${this.name} has wanted nothing yet`);
    return this.#evidence;
  }

  /**
   * The instances that an adjustment starts from: those that had warmed up by the end
   * of the metric's period. Scaling in, those that have warmed up since count as well,
   * or a step of one would take all of them away.
   */
  #base(
    { rule, metric }: WatchedAlarm,
    minute: number,
    { now, minute: last, group }: View,
  ): number {
    const end = now - 60 * (last - minute);
    const then = metric.inService[minute] - group.warmingBefore(end, this.warmupSeconds);
    return rule.breachesAbove ? then : Math.max(then, group.warmedUp(now, this.warmupSeconds));
  }

  #adjusted({ rule }: WatchedAlarm, capacity: number, value: number): number {
    return stepAdjustment(this.#policy, capacity, value, {
      Threshold: rule.threshold,
      ComparisonOperator: rule.comparisonOperator,
    });
  }

  /** MetricAggregationType over the newest real datapoints that the alarm looked at; NaN where there is none. */
  #aggregate({ rule, metric }: WatchedAlarm, visible: number): number {
    const values = newestValues(rule, metric, visible);
    if (values.length === 0) return Number.NaN;
    switch (this.#policy.MetricAggregationType) {
      case 'Minimum':
        return Math.min(...values);
      case 'Maximum':
        return Math.max(...values);
      default:
        return values.reduce((sum, value) => sum + value, 0) / values.length;
    }
  }
}

function newestValues(rule: AlarmRule, metric: Metric, visible: number): number[] {
  const values: number[] = [];
  for (let age = 0; age < rule.evaluationRange && values.length < rule.evaluationPeriods; age++) {
    const value = datapoint(rule, metric, visible - age * rule.periodMinutes);
    if (!Number.isNaN(value)) values.push(value);
  }
  return values;
}
