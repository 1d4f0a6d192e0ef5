import { HISTORY_HOURS, HORIZON_HOURS, REFRESH_HOURS } from '../../../forecast/cadence.ts';
import type { Assumptions } from '../../assumptions.ts';
import type { ForecastEvidence } from '../../evidence.ts';
import type { RunningPolicy, View } from '../running-policy.ts';
import type { CapacityFit } from './capacity-fit.ts';
import type { PredictiveScalingPolicy } from './configuration.ts';
import type { HourlyMetrics } from './hourly-metrics.ts';
import type { LoadForecaster } from './load-forecaster.ts';
import { raisedMaxSize } from './max-capacity.ts';
import { planCapacity } from './plan-capacity.ts';

/** One forecast: what was planned, and from what. */
export interface CapacityPlan {
  /** Epoch seconds at which it was made. */
  readonly madeAt: number;
  /** Hours since the epoch of the first that is forecast. */
  readonly firstHour: number;
  /** The load metric's hourly sums. */
  readonly load: Float64Array;
  /** Instances, before the group's bounds. */
  readonly capacity: Float64Array;
  readonly fit: CapacityFit;
  /** Hours of the load metric that it was made from. */
  readonly historyHours: number;
  /** Of the hours since the first of them, the share that is known. */
  readonly knownShare: number;
}

/** All that a policy forecast, and what came. */
export interface PolicyForecasts {
  readonly policyName: string;
  readonly mode: 'ForecastOnly' | 'ForecastAndScale';
  /** The newest last; none while the policy waits for history. */
  readonly plans: readonly CapacityPlan[];
  /** What it waited for last: 24 hours of load, or any relation of its three metrics. */
  readonly lacks: 'history' | 'metrics';
  /** Hours since the epoch of the first entry of `load`. */
  readonly firstHour: number;
  /** The load metric's hourly sums since the policy was created; NaN where unknown. */
  readonly load: Float64Array;
}

/**
 * Launches capacity ahead of a forecast load.
 *
 * At creation and every six hours the load of the next 48 hours is forecast from at
 * most the last 14 days of hourly metrics, and turned into a capacity for each hour
 * that keeps the scaling metric at its target. That capacity is held up from
 * SchedulingBufferTime before the hour until the hour ends; it is never scaled in
 * by the forecast itself. With less than 24 hours of history it waits.
 *
 * Source: EC2 Auto Scaling user guide, "How predictive scaling works"; AWS has not
 * published its forecaster, nor the moment from which the next hour holds: a surrogate.
 */
export class PredictiveScaling implements RunningPolicy {
  readonly name: string;
  readonly warmupSeconds = undefined;
  readonly scalesInByConsent = false;
  readonly onlyHoldsUp = true;
  readonly #mode: 'ForecastOnly' | 'ForecastAndScale';
  readonly #plans: CapacityPlan[] = [];
  readonly #metrics: HourlyMetrics;
  readonly #forecaster: LoadForecaster;
  readonly #target: number;
  readonly #bufferSeconds: number;
  /** Percent above the forecast that MaxSize is raised to; undefined: it is honoured. */
  readonly #maxBuffer: number | undefined;
  readonly #startMinute: number;
  readonly #createdAt: number;
  readonly #holds: boolean;
  #nextRefresh: number;
  /** The first hour of a forecast that could not be made. */
  #triedHour: number | undefined;
  #lacks: PolicyForecasts['lacks'] = 'history';
  #current: CapacityPlan | undefined;
  #hour = 0;

  /**
   * @param when `createdAt` in epoch seconds; `startMinute`, minutes since the epoch, of
   *   the minute that it is shown as 0
   */
  constructor(
    policy: PredictiveScalingPolicy,
    metrics: HourlyMetrics,
    forecaster: LoadForecaster,
    { startMinute, createdAt }: { readonly startMinute: number; readonly createdAt: number },
    { forecastHoldsUp }: Pick<Assumptions, 'forecastHoldsUp'>,
  ) {
    const configuration = policy.PredictiveScalingConfiguration;
    this.name = policy.PolicyName;
    this.#mode = configuration.Mode ?? 'ForecastOnly';
    this.#metrics = metrics;
    this.#forecaster = forecaster;
    this.#target = configuration.MetricSpecifications[0].TargetValue;
    this.#bufferSeconds = configuration.SchedulingBufferTime ?? DEFAULT_BUFFER_SECONDS;
    this.#maxBuffer =
      configuration.MaxCapacityBreachBehavior === 'IncreaseMaxCapacity'
        ? (configuration.MaxCapacityBuffer ?? 0)
        : undefined;
    this.#startMinute = startMinute;
    this.#createdAt = createdAt;
    this.#holds = forecastHoldsUp;
    this.#nextRefresh = createdAt;
  }

  desire({ now, visible }: View): number {
    if (now >= this.#nextRefresh) this.#refresh(now, visible);
    if (this.#mode === 'ForecastOnly' || this.#current === undefined) return Number.NaN;
    const hour = this.#largestHour(now);
    if (hour === this.#hour && !this.#holds) return Number.NaN;
    this.#hour = hour;
    return this.#planned(hour);
  }

  maxSize(): number {
    if (this.#maxBuffer === undefined) return 0;
    return raisedMaxSize(this.#planned(this.#hour), this.#maxBuffer);
  }

  evidence(): ForecastEvidence {
    const plan = this.#current;
    if (plan === undefined) throw new Error(`policy ${this.name} has forecast nothing yet`);
    const load = plan.load[this.#hour - plan.firstHour];
    const capacity = this.#planned(this.#hour);
    return { kind: 'forecast', hour: this.#hour * HOUR, load, capacity };
  }

  forecasts(until: number): PolicyForecasts {
    const firstHour = Math.floor(this.#createdAt / HOUR);
    const hours = Math.floor(until / HOUR) - firstHour;
    return {
      policyName: this.name,
      mode: this.#mode,
      plans: this.#plans,
      lacks: this.#lacks,
      firstHour,
      load: this.#metrics.load(firstHour, hours),
    };
  }

  /** The hour under way, or the next one once its buffer has begun, where that needs more. */
  #largestHour(now: number): number {
    const underWay = Math.floor(now / HOUR);
    const next = Math.floor((now + this.#bufferSeconds) / HOUR);
    return this.#planned(next) > this.#planned(underWay) ? next : underWay;
  }

  /** The capacity for an hour; 0 where none is planned. */
  #planned(hour: number): number {
    const plan = this.#current;
    return plan?.capacity[hour - plan.firstHour] ?? 0;
  }

  #refresh(now: number, visible: number): void {
    // The hours whose metrics CloudWatch has in full.
    const firstHour = Math.floor((this.#startMinute + visible + 1) / 60);
    if (firstHour === this.#triedHour) return;
    this.#triedHour = firstHour;
    const from = firstHour - HISTORY_HOURS;
    const learned = {
      load: this.#metrics.load(from, HISTORY_HOURS),
      scaling: this.#metrics.scaling(from, HISTORY_HOURS),
      capacity: this.#metrics.capacity(from, HISTORY_HOURS),
    };
    // The hour under way counts too, and the newest complete one may not be visible yet.
    const hours = Math.floor(now / HOUR) - firstHour + HORIZON_HOURS;
    const outlook = planCapacity(learned, this.#target, this.#forecaster, { firstHour, hours });
    if (outlook.lacks !== undefined) {
      // It looks again when there is an hour more.
      this.#lacks = outlook.lacks;
      return;
    }
    this.#triedHour = undefined;
    while (this.#nextRefresh <= now) this.#nextRefresh += REFRESH_HOURS * HOUR;
    const { load, capacity, fit, historyHours, knownShare } = outlook;
    this.#current = { madeAt: now, firstHour, load, capacity, fit, historyHours, knownShare };
    this.#plans.push(this.#current);
  }
}

const HOUR = 3600;
const DEFAULT_BUFFER_SECONDS = 300;
