import {
  type AlarmRule,
  type AlarmState,
  alarmRule,
  breaches,
  evaluateAlarm,
  type RuledAlarm,
} from './alarm.ts';
import type { Metric } from './metric.ts';
import type { AlarmDefinition } from './policies/policy.ts';

/** @param extra datapoints fetched beyond EvaluationPeriods when some are missing */
export function watchAlarm(
  alarm: RuledAlarm & Pick<AlarmDefinition, 'AlarmName' | 'StateValue'>,
  metric: Metric,
  extra: number,
): WatchedAlarm {
  const watched = new WatchedAlarm(alarm.AlarmName, alarmRule(alarm, extra), metric);
  watched.state = alarm.StateValue ?? watched.state;
  return watched;
}

/**
 * An alarm that is looked at minute after minute.
 *
 * It says what `evaluateAlarm` says. Where all N datapoints must breach, a count of
 * the newest that do so without a break answers nearly always; only where data is
 * missing is the whole window looked at.
 */
export class WatchedAlarm {
  readonly name: string;
  readonly rule: AlarmRule;
  readonly metric: Metric;
  state: AlarmState = 'INSUFFICIENT_DATA';
  readonly #countable: boolean;
  #last = -1;
  #breaching = 0;
  /** Whether the datapoint before the breaching ones is there, and within the threshold. */
  #bounded = false;

  constructor(name: string, rule: AlarmRule, metric: Metric) {
    this.name = name;
    this.rule = rule;
    this.metric = metric;
    this.#countable = rule.periodMinutes === 1 && rule.datapointsToAlarm === rule.evaluationPeriods;
  }

  /** @param at index of the newest minute that CloudWatch has */
  observe(at: number): AlarmState {
    const state = this.#countable && at >= 0 ? this.#count(at) : this.#evaluate(at);
    this.state = state;
    return state;
  }

  #count(at: number): AlarmState {
    if (at !== this.#last + 1) this.#forget();
    this.#last = at;
    const value = this.metric.values[at];
    if (Number.isNaN(value)) {
      this.#forget();
      return this.#evaluate(at);
    }
    if (!breaches(this.rule, value)) {
      this.#breaching = 0;
      this.#bounded = true;
      return 'OK';
    }
    this.#breaching++;
    if (this.#breaching >= this.rule.evaluationPeriods) return 'ALARM';
    return this.#bounded ? 'OK' : this.#evaluate(at);
  }

  #forget(): void {
    this.#breaching = 0;
    this.#bounded = false;
  }

  #evaluate(at: number): AlarmState {
    return evaluateAlarm(this.rule, this.metric, at, this.state);
  }
}
