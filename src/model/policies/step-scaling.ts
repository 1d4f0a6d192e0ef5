import { type AlarmRule, type AlarmState, alarmRule, datapoint, evaluateAlarm } from '../alarm.ts';
import { evidence } from '../evidence.ts';
import type { Metric } from '../metric.ts';
import type { MetricAlarm, StepScalingPolicy } from './policy.ts';
import type { Cause, RunningPolicy, View } from './running-policy.ts';
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
  readonly #watches: Watch[];
  #saw: { readonly watch: Watch; readonly minute: number } | undefined;

  constructor(
    policy: StepScalingPolicy,
    triggers: readonly Trigger[],
    warmupSeconds: number,
    evaluationRangeExtra: number,
  ) {
    this.name = policy.PolicyName;
    this.warmupSeconds = warmupSeconds;
    this.#policy = policy;
    this.#watches = triggers.map(({ alarm, metric }) => ({
      name: alarm.AlarmName,
      rule: alarmRule(alarm, evaluationRangeExtra),
      metric,
      state: 'INSUFFICIENT_DATA',
    }));
  }

  desire(view: View): number {
    let desire = Number.NaN;
    for (const watch of this.#watches) {
      watch.state = evaluateAlarm(watch.rule, watch.metric.values, view.visible, watch.state);
      if (watch.state !== 'ALARM') continue;
      const wanted = this.#adjusted(watch, view);
      if (Number.isNaN(wanted) || wanted <= desire) continue;
      desire = wanted;
      this.#saw = { watch, minute: newest(watch, view.visible) };
    }
    return desire;
  }

  cause(): Cause {
    if (this.#saw === undefined) throw new Error(`policy ${this.name} has not wanted anything yet`);
    const { watch, minute } = this.#saw;
    const value = datapoint(watch.rule, watch.metric.values, minute);
    return {
      alarmName: watch.name,
      evidence: evidence(watch.metric, value, minute, watch.rule),
    };
  }

  /** NaN where the adjustment leads nowhere: no step fits, or the group is already there. */
  #adjusted({ rule, metric }: Watch, view: View): number {
    const minute = newest({ rule, metric }, view.visible);
    const capacity = Math.round(metric.capacity[minute]);
    const value = datapoint(rule, metric.values, minute);
    const wanted = stepAdjustment(this.#policy, capacity, value, rule.threshold);
    const raises = wanted > capacity && wanted > view.desired;
    const lowers = wanted < capacity && wanted < view.desired;
    return raises || lowers ? wanted : Number.NaN;
  }
}

interface Watch {
  readonly name: string;
  readonly rule: AlarmRule;
  readonly metric: Metric;
  state: AlarmState;
}

/** The last minute of the newest period that has a value; a ringing alarm may have been filled in, then it is the newest. */
function newest({ rule, metric }: Pick<Watch, 'rule' | 'metric'>, visible: number): number {
  const oldest = Math.max(0, visible - rule.evaluationRange * rule.periodMinutes);
  for (let minute = visible; minute > oldest; minute -= rule.periodMinutes) {
    if (!Number.isNaN(datapoint(rule, metric.values, minute))) return minute;
  }
  return visible;
}
