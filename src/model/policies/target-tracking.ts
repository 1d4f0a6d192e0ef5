import { type AlarmRule, type AlarmState, evaluateAlarm } from '../alarm.ts';
import type { Assumptions } from '../assumptions.ts';
import { evidence } from '../evidence.ts';
import type { Metric, MetricName } from '../metric.ts';
import type { TargetTrackingScalingPolicy } from './policy.ts';
import type { Cause, RunningPolicy, View } from './running-policy.ts';

/** The metric a target tracking policy follows. */
export function trackedMetric(policy: TargetTrackingScalingPolicy): MetricName {
  switch (policy.TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType) {
    case 'ASGAverageCPUUtilization':
      return 'CPUUtilization';
    case 'ALBRequestCountPerTarget':
      return 'RequestCountPerTarget';
  }
}

/**
 * Keeps a metric at its target: its own AlarmHigh raises the capacity in
 * proportion, its AlarmLow lowers it, both rounded up so that it rather has an
 * instance too many than one too few.
 *
 * Source: EC2 Auto Scaling user guide, "Target tracking scaling policies"; what
 * the two alarms look like is not published and comes from the assumptions.
 */
export class TargetTracking implements RunningPolicy {
  readonly name: string;
  readonly warmupSeconds: number;
  readonly scalesInByConsent: boolean;
  readonly #metric: Metric;
  readonly #target: number;
  readonly #high: AlarmRule;
  readonly #low: AlarmRule;
  readonly #restartsAfterScaleIn: boolean;
  #highState: AlarmState = 'INSUFFICIENT_DATA';
  #lowState: AlarmState = 'INSUFFICIENT_DATA';
  /** The AlarmLow looks at no minute before this one. */
  #lowSince = 0;
  #saw: { readonly high: boolean; readonly minute: number } = { high: true, minute: 0 };

  constructor(
    policy: TargetTrackingScalingPolicy,
    metric: Metric,
    warmupSeconds: number,
    assumptions: Assumptions,
  ) {
    const { TargetValue, DisableScaleIn } = policy.TargetTrackingConfiguration;
    this.name = policy.PolicyName;
    this.warmupSeconds = warmupSeconds;
    this.scalesInByConsent = DisableScaleIn !== true;
    this.#metric = metric;
    this.#target = TargetValue;
    this.#high = ownAlarm(
      'GreaterThanThreshold',
      TargetValue,
      assumptions.highAlarmMinutes,
      assumptions,
    );
    this.#low = ownAlarm(
      'LessThanThreshold',
      TargetValue * assumptions.lowAlarmRatio,
      assumptions.lowAlarmMinutes,
      assumptions,
    );
    this.#restartsAfterScaleIn = assumptions.lowAlarmRestartsAfterScaleIn;
  }

  desire(view: View): number {
    const { values } = this.#metric;
    this.#highState = evaluateAlarm(this.#high, values, view.visible, this.#highState);
    if (this.#highState === 'ALARM') {
      const wanted = this.#proportional(view.visible, this.#high);
      return wanted > view.desired ? this.#want(true, wanted, view) : Number.NaN;
    }
    if (!this.scalesInByConsent) return Number.NaN;
    this.#lowState = evaluateAlarm(this.#low, values, view.visible, this.#lowState);
    if (this.#lowState !== 'ALARM' || !this.#lowIsFresh(view)) return Number.NaN;
    const wanted = this.#proportional(view.visible, this.#low);
    return wanted < view.desired ? this.#want(false, wanted, view) : Number.NaN;
  }

  cause(): Cause {
    const { high, minute } = this.#saw;
    const rule = high ? this.#high : this.#low;
    return {
      alarmName: `TargetTracking-${this.name}-Alarm${high ? 'High' : 'Low'}`,
      evidence: evidence(this.#metric, this.#metric.values[minute], minute, rule),
    };
  }

  followed(view: View, from: number, to: number): void {
    if (to < from && this.#restartsAfterScaleIn) this.#lowSince = view.minute + 1;
  }

  #lowIsFresh(view: View): boolean {
    return view.visible - this.#lowSince + 1 >= this.#low.evaluationPeriods || this.#lowSince === 0;
  }

  #want(high: boolean, wanted: number, view: View): number {
    this.#saw = { high, minute: this.#newest(view.visible, high ? this.#high : this.#low) };
    return wanted;
  }

  /** The capacity that would have brought the newest value to the target, in that value's own minute. */
  #proportional(visible: number, rule: AlarmRule): number {
    const minute = this.#newest(visible, rule);
    const { values, capacity } = this.#metric;
    return Math.ceil((capacity[minute] * values[minute]) / this.#target - ROUNDING);
  }

  /** The alarm rings, so one of the minutes it looked at has a value. */
  #newest(visible: number, rule: AlarmRule): number {
    const oldest = visible - rule.evaluationRange;
    let minute = visible;
    while (minute > oldest && Number.isNaN(this.#metric.values[minute])) minute--;
    return minute;
  }
}

/** What arithmetic may add to a whole number of instances. */
const ROUNDING = 1e-9;

function ownAlarm(
  comparisonOperator: AlarmRule['comparisonOperator'],
  threshold: number,
  minutes: number,
  assumptions: Assumptions,
): AlarmRule {
  return {
    periodMinutes: 1,
    statistic: 'Average',
    evaluationPeriods: minutes,
    datapointsToAlarm: minutes,
    evaluationRange: minutes + assumptions.evaluationRangeExtra,
    threshold,
    comparisonOperator,
    treatMissingData: 'missing',
  };
}
