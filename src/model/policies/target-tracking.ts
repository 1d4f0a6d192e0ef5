import type { Assumptions } from '../assumptions.ts';
import { type Evidence, evidence } from '../evidence.ts';
import { type Metric, type MetricName, newestPeriodEnd } from '../metric.ts';
import { type WatchedAlarm, watchAlarm } from '../watched-alarm.ts';
import type {
  AlarmDefinition,
  PredefinedMetricSpecification,
  TargetTrackingScalingPolicy,
} from './policy.ts';
import type { RunningPolicy, View } from './running-policy.ts';
import { type TrackingAlarm, trackingAlarms } from './tracking-alarms.ts';

/** The metric a target tracking policy follows. */
export function trackedMetric({
  TargetTrackingConfiguration,
}: TargetTrackingScalingPolicy): MetricName {
  const { PredefinedMetricSpecification, CustomizedMetricSpecification } =
    TargetTrackingConfiguration;
  if (PredefinedMetricSpecification !== undefined)
    return PREDEFINED[PredefinedMetricSpecification.PredefinedMetricType];
  return CustomizedMetricSpecification?.MetricName ?? 'CPUUtilization';
}

/** What AWS's predefined metrics of target tracking are called in CloudWatch. */
export const PREDEFINED = {
  ASGAverageCPUUtilization: 'CPUUtilization',
  ASGAverageNetworkIn: 'NetworkIn',
  ASGAverageNetworkOut: 'NetworkOut',
  ALBRequestCountPerTarget: 'RequestCountPerTarget',
} as const satisfies Record<PredefinedMetricSpecification['PredefinedMetricType'], MetricName>;

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
  readonly scalesInByConsent: boolean;
  readonly #metric: Metric;
  readonly #warmupSeconds: () => number;
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
    policy: TargetTrackingScalingPolicy<unknown>,
    alarms: readonly AlarmDefinition[],
    metric: Metric,
    warmupSeconds: () => number,
    assumptions: Assumptions,
  ) {
    const { TargetValue, DisableScaleIn } = policy.TargetTrackingConfiguration;
    const own = trackingAlarms(policy, assumptions);
    const watch = (alarm: Parameters<typeof watchAlarm>[0]) =>
      watchAlarm(alarm, metric, assumptions.evaluationRangeExtra);
    const known = (direction: string) =>
      alarms.find(({ ComparisonOperator }) => ComparisonOperator.startsWith(direction));
    const named = (alarm: TrackingAlarm) => ({
      ...alarm,
      AlarmName: `TargetTracking-${policy.PolicyName}-Alarm${alarm.direction}`,
    });
    this.name = policy.PolicyName;
    this.#warmupSeconds = warmupSeconds;
    this.scalesInByConsent = DisableScaleIn !== true;
    this.#metric = metric;
    this.#target = TargetValue;
    this.#high = watch(known('GreaterThan') ?? named(own.high));
    this.#low = watch(known('LessThan') ?? named(own.low));
    this.#rang = this.#high;
    this.#restartsAfterScaleIn = assumptions.lowAlarmRestartsAfterScaleIn;
  }

  get warmupSeconds(): number {
    return this.#warmupSeconds();
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
