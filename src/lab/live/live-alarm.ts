import { type AlarmRule, breaches, datapoint } from '../../model/alarm.ts';
import type { Assumptions } from '../../model/assumptions.ts';
import { type WatchedAlarm, watchAlarm } from '../../model/watched-alarm.ts';
import type { MetricStore } from '../cloudwatch/metric-store.ts';
import type { AlarmSettings } from './alarm-settings.ts';
import { MinuteColumns } from './minute-columns.ts';
import type { StateOfAlarm } from './records.ts';
import { alarmDefinition, watchedBy } from './watched.ts';
import { WatchedMetric } from './watched-metric.ts';

/** An alarm that is looked at each minute, whether it triggers anything or not. */
export class LiveAlarm {
  readonly settings: AlarmSettings;
  was: StateOfAlarm;
  readonly #metric: WatchedMetric;
  readonly #alarm: WatchedAlarm;

  /** @param was what it was before it was put again */
  constructor(
    settings: AlarmSettings,
    was: StateOfAlarm | undefined,
    store: MetricStore,
    originMinute: number,
    { evaluationRangeExtra }: Pick<Assumptions, 'evaluationRangeExtra'>,
  ) {
    this.settings = settings;
    this.was = was ?? {
      state: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      since: settings.AlarmConfigurationUpdatedTimestamp,
    };
    const definition = { ...alarmDefinition(settings), StateValue: this.was.state };
    const lookback = ((settings.EvaluationPeriods + evaluationRangeExtra) * definition.Period) / 60;
    const group = new MinuteColumns();
    this.#metric = new WatchedMetric(watchedBy(settings), store, originMinute, lookback, group);
    this.#alarm = watchAlarm(definition, this.#metric, evaluationRangeExtra);
  }

  /** As it was. */
  recall(was: StateOfAlarm): void {
    this.was = was;
    this.#alarm.state = was.state;
  }

  /**
   * @param visible index of the newest minute that CloudWatch has
   * @param now epoch milliseconds
   * @returns whether its state changed
   */
  observe(visible: number, now: number): boolean {
    this.#metric.refresh(visible, now);
    const state = this.#alarm.observe(visible);
    if (state === this.was.state) return false;
    this.was = { state, reason: reasonFor(this.#alarm, visible), since: now };
    return true;
  }
}

/** In the manner of CloudWatch's own. */
function reasonFor({ state, rule, metric }: WatchedAlarm, visible: number): string {
  const { evaluationPeriods: count, periodMinutes, threshold } = rule;
  const last = Array.from({ length: count }, (_, age) =>
    datapoint(rule, metric, visible - age * periodMinutes),
  ).reverse();
  const known = last.filter((value) => !Number.isNaN(value));
  if (state === 'INSUFFICIENT_DATA')
    return `Insufficient Data: ${count - known.length} of the last ${count} datapoints are missing.`;
  const isAlarm = state === 'ALARM';
  const telling = known.filter((value) => breaches(rule, value) === isAlarm);
  const were = `${telling.length === 1 ? 'was' : 'were'} ${isAlarm ? '' : 'not '}${COMPARED[rule.comparisonOperator]}`;
  return `Threshold Crossed: ${telling.length} out of the last ${count} datapoints [${telling.slice(-MOST_SHOWN).join(', ')}] ${were} the threshold (${threshold}).`;
}

const MOST_SHOWN = 5;

const COMPARED: Readonly<Record<AlarmRule['comparisonOperator'], string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};
