import { alarmRule, type RuledAlarm } from '../alarm.ts';
import type { Assumptions } from '../assumptions.ts';
import { type Evidence, evidence } from '../evidence.ts';
import { type Metric, type MetricName, newestPeriodEnd } from '../metric.ts';
import { WatchedAlarm } from '../watched-alarm.ts';
import type { MetricAlarm, TargetTrackingScalingPolicy } from './policy.ts';
import type { RunningPolicy, View } from './running-policy.ts';

/** The metric a target tracking policy follows. */
export function trackedMetric({
  TargetTrackingConfiguration,
}: TargetTrackingScalingPolicy): MetricName {
  const { PredefinedMetricSpecification, CustomizedMetricSpecification } =
    TargetTrackingConfiguration;
  switch (PredefinedMetricSpecification?.PredefinedMetricType) {
    case 'ASGAverageCPUUtilization':
      return 'CPUUtilization';
    case 'ASGAverageNetworkIn':
      return 'NetworkIn';
    case 'ASGAverageNetworkOut':
      return 'NetworkOut';
    case 'ALBRequestCountPerTarget':
      return 'RequestCountPerTarget';
    case undefined:
      return CustomizedMetricSpecification?.MetricName ?? 'CPUUtilization';
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

  /** @param alarms the policy's own, where they are known from a real group */
  constructor(
    policy: TargetTrackingScalingPolicy,
    alarms: readonly MetricAlarm[],
    metric: Metric,
    warmupSeconds: number,
    assumptions: Assumptions,
  ) {
    const { TargetValue, DisableScaleIn } = policy.TargetTrackingConfiguration;
    const { highAlarmMinutes, lowAlarmMinutes, lowAlarmRatio, evaluationRangeExtra } = assumptions;
    const watch = (alarm: RuledAlarm & { readonly AlarmName: string }) =>
      new WatchedAlarm(alarm.AlarmName, alarmRule(alarm, evaluationRangeExtra), metric);
    const known = (direction: string) =>
      alarms.find(({ ComparisonOperator }) => ComparisonOperator.startsWith(direction));
    this.name = policy.PolicyName;
    this.warmupSeconds = warmupSeconds;
    this.scalesInByConsent = DisableScaleIn !== true;
    this.#metric = metric;
    this.#target = TargetValue;
    this.#high = watch(
      known('GreaterThan') ?? {
        AlarmName: `TargetTracking-${policy.PolicyName}-AlarmHigh`,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: TargetValue,
        EvaluationPeriods: highAlarmMinutes,
        Period: 60,
        Statistic: 'Average',
      },
    );
    this.#low = watch(
      known('LessThan') ?? {
        AlarmName: `TargetTracking-${policy.PolicyName}-AlarmLow`,
        ComparisonOperator: 'LessThanThreshold',
        Threshold: TargetValue * lowAlarmRatio,
        EvaluationPeriods: lowAlarmMinutes,
        Period: 60,
        Statistic: 'Average',
      },
    );
    this.#rang = this.#high;
    this.#restartsAfterScaleIn = assumptions.lowAlarmRestartsAfterScaleIn;
  }

  desire({ visible, desired }: View): number {
    if (this.#high.observe(visible) === 'ALARM') {
      const wanted = this.#proportional(this.#high, visible);
      return wanted > desired ? wanted : Number.NaN;
    }
    if (!this.scalesInByConsent || this.#low.observe(visible) !== 'ALARM') return Number.NaN;
    const { evaluationPeriods, periodMinutes } = this.#low.rule;
    if (visible < this.#lowSince + evaluationPeriods * periodMinutes - 1) return Number.NaN;
    const wanted = this.#proportional(this.#low, visible);
    return wanted < desired ? wanted : Number.NaN;
  }

  evidence(): Evidence {
    const instances = Math.round(this.#metric.capacity[this.#sawMinute]);
    return evidence(this.#rang, this.#metric.values[this.#sawMinute], instances);
  }

  followed({ minute }: View, from: number, to: number): void {
    if (to < from && this.#restartsAfterScaleIn) this.#lowSince = minute + 1;
  }

  /**
   * The capacity that would have brought the newest value to the target, in that
   * value's own minute. The alarm rings, so one of the minutes it looked at has a value.
   */
  #proportional(alarm: WatchedAlarm, visible: number): number {
    const metric = this.#metric;
    const { evaluationRange, periodMinutes } = alarm.rule;
    const end = newestPeriodEnd(metric, visible, visible - evaluationRange * periodMinutes + 1);
    const minute = end - metric.periodMinutes + 1;
    this.#rang = alarm;
    this.#sawMinute = minute;
    // Scaling in, every target that carried the load counts, warmed up or not; scaling
    // out, only those that the metric is of.
    const capacity =
      alarm === this.#low
        ? Math.max(metric.capacity[minute], metric.serving[minute])
        : metric.capacity[minute];
    const wanted = (capacity * metric.values[minute]) / this.#target;
    return Math.ceil(wanted - ROUNDING);
  }
}

/** What arithmetic may add to a whole number of instances. */
const ROUNDING = 1e-9;
