import type {
  AlarmDefinition,
  AlarmStatistic,
  ComparisonOperator,
  TreatMissingData,
} from './policies/policy.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What decides an alarm's state, in minutes and with every default filled in. */
export interface AlarmRule {
  readonly periodMinutes: number;
  readonly statistic: AlarmStatistic;
  /** N: datapoints looked at. */
  readonly evaluationPeriods: number;
  /** M: datapoints of them that must breach. */
  readonly datapointsToAlarm: number;
  /** Datapoints fetched when some of the N are missing; N or more. */
  readonly evaluationRange: number;
  readonly threshold: number;
  readonly comparisonOperator: ComparisonOperator;
  /** The operator, taken apart for the inner loop. */
  readonly breachesAbove: boolean;
  readonly breachesAtThreshold: boolean;
  readonly treatMissingData: TreatMissingData;
}

/** @param extra datapoints fetched beyond EvaluationPeriods when some are missing */
export function alarmRule(alarm: RuledAlarm, extra: number): AlarmRule {
  const { ComparisonOperator } = alarm;
  return {
    periodMinutes: alarm.Period / 60,
    statistic: alarm.Statistic,
    evaluationPeriods: alarm.EvaluationPeriods,
    datapointsToAlarm: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
    evaluationRange: alarm.EvaluationPeriods + extra,
    threshold: alarm.Threshold,
    comparisonOperator: ComparisonOperator,
    breachesAbove: ComparisonOperator.startsWith('GreaterThan'),
    breachesAtThreshold: ComparisonOperator.includes('OrEqualTo'),
    treatMissingData: alarm.TreatMissingData ?? 'missing',
  };
}

/**
 * Seconds that Period times EvaluationPeriods may come to: a day, or a week when its
 * periods are an hour or more. Source: Amazon CloudWatch API reference, PutMetricAlarm.
 */
export function longestWindow(periodSeconds: number): number {
  return periodSeconds >= 3600 ? 7 * 86_400 : 86_400;
}

/** What of an alarm decides its state. */
export type RuledAlarm = Pick<
  AlarmDefinition,
  | 'Period'
  | 'Statistic'
  | 'EvaluationPeriods'
  | 'DatapointsToAlarm'
  | 'Threshold'
  | 'ComparisonOperator'
  | 'TreatMissingData'
>;

/**
 * The state of an M-out-of-N alarm, evaluated as CloudWatch does each minute on a
 * window that slides (a 5-minute alarm looks at minutes 1–5, then at 2–6).
 *
 * Of the datapoints fetched the N newest real ones decide; where there are fewer,
 * missing ones are filled in as TreatMissingData says, as few as possible. With
 * `missing`, an alarm whose real datapoints all breach goes to ALARM once the
 * oldest of them is M periods old, so that a metric that stops cannot hold it back
 * for ever.
 *
 * Source: Amazon CloudWatch user guide, "Configuring how CloudWatch alarms treat
 * missing data" and "Avoiding premature transitions".
 *
 * @param at index of the newest minute that CloudWatch has; a period that begins
 *   before index 0 has no datapoint
 * @param previous what `ignore` falls back on
 */
export function evaluateAlarm(
  rule: AlarmRule,
  points: Datapoints,
  at: number,
  previous: AlarmState,
): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, evaluationRange } = rule;
  let breaching = 0;
  let within = 0;
  let oldestBreach = 0;
  for (let age = 1; age <= evaluationRange; age++) {
    const value = datapoint(rule, points, at - (age - 1) * rule.periodMinutes);
    if (Number.isNaN(value)) continue;
    if (breaches(rule, value)) {
      breaching++;
      oldestBreach = age;
    } else {
      within++;
      if (within > evaluationPeriods - datapointsToAlarm) return 'OK';
    }
    if (breaching + within === evaluationPeriods) break;
  }
  if (breaching >= datapointsToAlarm) return 'ALARM';
  const missing = evaluationPeriods - breaching - within;
  switch (rule.treatMissingData) {
    case 'notBreaching':
      return 'OK';
    case 'breaching':
      return breaching + missing >= datapointsToAlarm ? 'ALARM' : 'OK';
    case 'ignore':
      return within > 0 ? 'OK' : previous;
    case 'missing':
      if (within > 0) return 'OK';
      return oldestBreach >= datapointsToAlarm ? 'ALARM' : 'INSUFFICIENT_DATA';
  }
}

/** What CloudWatch holds of a metric. */
export interface Datapoints {
  /** A value a minute, NaN where there is none. */
  readonly values: Float64Array;
  /** How many samples each value is the mean of; absent where all weigh the same. */
  readonly samples?: Float64Array;
}

/**
 * One datapoint of the alarm's period: the statistic over the minutes that have a
 * value, NaN where none has. An average is that of all samples (CloudWatch: Sum /
 * SampleCount), so a minute with many instances weighs more than one with few.
 *
 * @param at index of the period's last minute
 */
export function datapoint(
  rule: Pick<AlarmRule, 'periodMinutes' | 'statistic'>,
  { values, samples }: Datapoints,
  at: number,
): number {
  const first = at - rule.periodMinutes + 1;
  if (first < 0) return Number.NaN;
  if (rule.periodMinutes === 1) return values[at];
  const isMean = rule.statistic === 'Average';
  let sum = 0;
  let weight = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let minute = first; minute <= at; minute++) {
    const value = values[minute];
    if (Number.isNaN(value)) continue;
    const weighs = isMean && samples !== undefined ? samples[minute] : 1;
    sum += weighs * value;
    weight += weighs;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (weight === 0) return Number.NaN;
  switch (rule.statistic) {
    case 'Average':
      return sum / weight;
    case 'Minimum':
      return least;
    case 'Maximum':
      return most;
    default:
      return sum;
  }
}

/** Whether a datapoint is beyond the alarm's threshold. */
export function breaches(rule: AlarmRule, value: number): boolean {
  const { threshold, breachesAbove, breachesAtThreshold } = rule;
  if (value === threshold) return breachesAtThreshold;
  return value > threshold === breachesAbove;
}
