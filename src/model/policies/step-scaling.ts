import { alarmRule, datapoint } from '../alarm.ts';
import type { Evidence } from '../evidence.ts';
import type { Metric } from '../metric.ts';
import { WatchedAlarm } from '../watched-alarm.ts';
import type { MetricAlarm, StepScalingPolicy } from './policy.ts';
import type { RunningPolicy, View } from './running-policy.ts';
import { stepAdjustment } from './step-adjustment.ts';

/** An alarm of the user's that triggers a policy, with the metric it watches. */
export interface Trigger {
  readonly alarm: MetricAlarm;
  readonly metric: Metric;
}

/**
 * Adjusts the capacity by how far the metric is beyond its alarm's threshold, for
 * as long as the alarm rings.
 *
 * The adjustment starts from the instances that the metric was measured on: those
 * that have warmed up. Instances still warming count as part of what it asks for,
 * so several breaches inside one step give one activity.
 *
 * Source: EC2 Auto Scaling user guide, "Step and simple scaling policies".
 */
export class StepScaling implements RunningPolicy {
  readonly name: string;
  readonly warmupSeconds: number;
  readonly scalesInByConsent = false;
  readonly #policy: StepScalingPolicy;
  readonly #alarms: readonly WatchedAlarm[];
  #evidence: Evidence | undefined;

  constructor(
    policy: StepScalingPolicy,
    triggers: readonly Trigger[],
    warmupSeconds: number,
    evaluationRangeExtra: number,
  ) {
    this.name = policy.PolicyName;
    this.warmupSeconds = warmupSeconds;
    this.#policy = policy;
    this.#alarms = triggers.map(
      ({ alarm, metric }) =>
        new WatchedAlarm(alarm.AlarmName, alarmRule(alarm, evaluationRangeExtra), metric),
    );
  }

  desire({ visible, desired }: View): number {
    let desire = Number.NaN;
    for (const alarm of this.#alarms) {
      if (alarm.observe(visible) !== 'ALARM') continue;
      const minute = newestMinute(alarm, visible);
      const wanted = this.#adjusted(alarm, minute, desired);
      if (Number.isNaN(wanted) || wanted <= desire) continue;
      desire = wanted;
      const { name, rule, metric } = alarm;
      this.#evidence = { alarmName: name, rule, metric, minute };
    }
    return desire;
  }

  evidence(): Evidence {
    if (this.#evidence === undefined) throw new Error(`policy ${this.name} has wanted nothing yet`);
    return this.#evidence;
  }

  /** NaN where the adjustment leads nowhere: no step fits, or the group is already there. */
  #adjusted({ rule, metric }: WatchedAlarm, minute: number, desired: number): number {
    const capacity = Math.round(metric.capacity[minute]);
    const value = datapoint(rule, metric.values, minute);
    const wanted = stepAdjustment(this.#policy, capacity, value, rule.threshold);
    const raises = wanted > capacity && wanted > desired;
    const lowers = wanted < capacity && wanted < desired;
    return raises || lowers ? wanted : Number.NaN;
  }
}

/**
 * The last minute of the newest period that has a value. A ringing alarm may have
 * been filled in throughout; then it is the newest, whose value fits no step.
 */
function newestMinute({ rule, metric }: WatchedAlarm, visible: number): number {
  const oldest = Math.max(0, visible - rule.evaluationRange * rule.periodMinutes);
  for (let minute = visible; minute > oldest; minute -= rule.periodMinutes) {
    if (!Number.isNaN(datapoint(rule, metric.values, minute))) return minute;
  }
  return visible;
}
