import { alarmRule, type RuledAlarm } from '../alarm.ts';
import type { Assumptions } from '../assumptions.ts';
import type { Evidence } from '../evidence.ts';
import type { Metric, MetricName } from '../metric.ts';
import { WatchedAlarm } from '../watched-alarm.ts';
import type { TargetTrackingScalingPolicy } from './policy.ts';
import type { RunningPolicy, View } from './running-policy.ts';

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
  readonly #high: WatchedAlarm;
  readonly #low: WatchedAlarm;
  readonly #restartsAfterScaleIn: boolean;
  /** The AlarmLow may ring again once it has seen its minutes from this one on. */
  #lowSince = Number.NEGATIVE_INFINITY;
  #rang: WatchedAlarm;
  #sawMinute = 0;

  constructor(
    policy: TargetTrackingScalingPolicy,
    metric: Metric,
    warmupSeconds: number,
    assumptions: Assumptions,
  ) {
    const { TargetValue, DisableScaleIn } = policy.TargetTrackingConfiguration;
    const { highAlarmMinutes, lowAlarmMinutes, lowAlarmRatio } = assumptions;
    const ownAlarm = (name: string, alarm: OwnAlarm) => {
      const rule = alarmRule(
        { Period: 60, Statistic: 'Average', ...alarm },
        assumptions.evaluationRangeExtra,
      );
      return new WatchedAlarm(`TargetTracking-${policy.PolicyName}-${name}`, rule, metric);
    };
    this.name = policy.PolicyName;
    this.warmupSeconds = warmupSeconds;
    this.scalesInByConsent = DisableScaleIn !== true;
    this.#metric = metric;
    this.#target = TargetValue;
    this.#high = ownAlarm('AlarmHigh', {
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: TargetValue,
      EvaluationPeriods: highAlarmMinutes,
    });
    this.#low = ownAlarm('AlarmLow', {
      ComparisonOperator: 'LessThanThreshold',
      Threshold: TargetValue * lowAlarmRatio,
      EvaluationPeriods: lowAlarmMinutes,
    });
    this.#rang = this.#high;
    this.#restartsAfterScaleIn = assumptions.lowAlarmRestartsAfterScaleIn;
  }

  desire({ visible, desired }: View): number {
    if (this.#high.observe(visible) === 'ALARM') {
      const wanted = this.#proportional(this.#high, visible);
      return wanted > desired ? wanted : Number.NaN;
    }
    if (!this.scalesInByConsent || this.#low.observe(visible) !== 'ALARM') return Number.NaN;
    if (visible < this.#lowSince + this.#low.rule.evaluationPeriods - 1) return Number.NaN;
    const wanted = this.#proportional(this.#low, visible);
    return wanted < desired ? wanted : Number.NaN;
  }

  evidence(): Evidence {
    const { name, rule, metric } = this.#rang;
    return { alarmName: name, rule, metric, minute: this.#sawMinute };
  }

  followed({ minute }: View, from: number, to: number): void {
    if (to < from && this.#restartsAfterScaleIn) this.#lowSince = minute + 1;
  }

  /**
   * The capacity that would have brought the newest value to the target, in that
   * value's own minute. The alarm rings, so one of the minutes it looked at has a value.
   */
  #proportional(alarm: WatchedAlarm, visible: number): number {
    const { values, capacity } = this.#metric;
    const oldest = visible - alarm.rule.evaluationRange;
    let minute = visible;
    while (minute > oldest && Number.isNaN(values[minute])) minute--;
    this.#rang = alarm;
    this.#sawMinute = minute;
    return Math.ceil((capacity[minute] * values[minute]) / this.#target - ROUNDING);
  }
}

type OwnAlarm = Pick<RuledAlarm, 'ComparisonOperator' | 'Threshold' | 'EvaluationPeriods'>;

/** What arithmetic may add to a whole number of instances. */
const ROUNDING = 1e-9;
