import { longestWindow } from '../../model/alarm.ts';
import { GET_METRIC_DATA, type MetricDataLimits } from '../../model/metric-math/limits.ts';
import { validateMetricDataQueries } from '../../model/metric-math/validate.ts';
import { readAction } from '../../scenario/scaling/action.ts';
import { alarmArn } from '../live/names.ts';
import { queriesOf } from '../live/watched.ts';
import { action } from '../operation.ts';
import type { Of } from '../shape/shape.ts';
import { hasStatistic } from './aggregate.ts';
import { ALARM } from './alarm-shapes.ts';
import { invalidRequest, invalidValue, missing, wrongCombination } from './refusals.ts';
import type { CloudWatchWorld } from './world.ts';

type Alarm = Of<typeof ALARM>;

/**
 * PutMetricAlarm: an alarm on a metric or on metric math, looked at each minute. Of its
 * actions those of scaling policies act; others are kept and do nothing.
 *
 * Source: Amazon CloudWatch API reference, PutMetricAlarm.
 */
export const putMetricAlarm = action({
  input: ALARM,
  handle: async (alarm, { change, live }: CloudWatchWorld) => {
    check(alarm);
    await change(() => ({
      kind: 'put-alarm',
      alarm: {
        ...alarm,
        AlarmArn: alarmArn(alarm.AlarmName),
        // Whose it is does not change with what it is.
        ownerPolicyArn: live.alarms.get(alarm.AlarmName)?.settings.ownerPolicyArn,
        AlarmConfigurationUpdatedTimestamp: live.now,
      },
    }));
  },
});

function check(alarm: Alarm): void {
  if (alarm.Threshold === undefined) throw missing('Threshold');
  if (alarm.Metrics === undefined) checkMetric(alarm);
  else checkMath(alarm, alarm.Metrics);
  checkWindow(alarm);
  checkActions(alarm);
}

/** Of a policy that waits for the end of an alarm nobody would hear. */
function checkActions(alarm: Alarm): void {
  for (const name of ['OKActions', 'InsufficientDataActions'] as const) {
    const policy = alarm[name]?.find((action) => isPolicyArn(action));
    if (policy !== undefined)
      throw invalidRequest(
        `${name} has the scaling policy ${policy}, which the lab does not support: give it to AlarmActions.`,
      );
  }
}

function isPolicyArn(text: string): boolean {
  const action = readAction(text);
  return action.triggers === 'policy' && action.arn !== undefined;
}

function checkMetric(alarm: Alarm): void {
  const { Statistic, ExtendedStatistic, Period } = alarm;
  for (const name of ['MetricName', 'Namespace', 'Period'] as const)
    if (alarm[name] === undefined) throw missing(name);
  if (Statistic === undefined && ExtendedStatistic === undefined) throw missing('Statistic');
  if (Statistic !== undefined && ExtendedStatistic !== undefined)
    throw wrongCombination(
      'The parameters Statistic and ExtendedStatistic are mutually exclusive and you have specified both.',
    );
  if (Period === 10 || Period === 20 || Period === 30) throw notInTheLab('Period', Period, '60');
  if (Period === undefined || Period < 60 || Period % 60 !== 0)
    throw invalidValue(
      `The value ${Period} for parameter Period is invalid. Give a multiple of 60.`,
    );
  if (ExtendedStatistic === undefined) return;
  if (!hasStatistic(ExtendedStatistic) || !/^p\d/.test(ExtendedStatistic))
    throw invalidValue(
      `The value ${ExtendedStatistic} for parameter ExtendedStatistic is invalid. The lab has percentiles, such as p95.`,
    );
  if (Period !== 60) throw notInTheLab('Period of a percentile', Period, '60');
}

function checkMath(alarm: Alarm, queries: NonNullable<Alarm['Metrics']>): void {
  const stranger = (
    [
      'MetricName',
      'Namespace',
      'Dimensions',
      'Period',
      'Unit',
      'Statistic',
      'ExtendedStatistic',
    ] as const
  ).find((name) => alarm[name] !== undefined);
  if (stranger !== undefined)
    throw wrongCombination(`The parameters Metrics and ${stranger} are mutually exclusive.`);
  const [problem] = validateMetricDataQueries(queriesOf(queries), ALARM_QUERIES);
  if (problem !== undefined) {
    const place = problem.path.map((key) => (typeof key === 'number' ? `member.${key + 1}` : key));
    throw invalidRequest(`The parameter ${['Metrics', ...place].join('.')} ${problem.says}`);
  }
  if (queries.some(({ AccountId }) => AccountId !== undefined))
    throw invalidRequest('The lab has one account: remove AccountId from Metrics.');
  for (const { MetricStat, Period } of queries) {
    const period = MetricStat?.Period ?? Period ?? 60;
    if (period !== 60) throw notInTheLab('Period of metric math', period, '60');
  }
}

/** Source: Amazon CloudWatch API reference, PutMetricAlarm, Metrics; user guide, no alarm on a SEARCH. */
const ALARM_QUERIES: MetricDataLimits = {
  ...GET_METRIC_DATA,
  most: 20,
  returned: 'one',
  takesSearch: false,
};

/** How far back it looks. */
function checkWindow({ Period = 60, EvaluationPeriods, DatapointsToAlarm = 1 }: Alarm): void {
  if (EvaluationPeriods < 1)
    throw invalidValue(
      `The value ${EvaluationPeriods} for parameter EvaluationPeriods is invalid. Give at least 1.`,
    );
  if (DatapointsToAlarm < 1 || DatapointsToAlarm > EvaluationPeriods)
    throw invalidValue(
      `The value ${DatapointsToAlarm} for parameter DatapointsToAlarm is invalid. Give 1 to EvaluationPeriods, ${EvaluationPeriods}.`,
    );
  const longest = longestWindow(Period);
  if (Period * EvaluationPeriods > longest)
    throw invalidRequest(
      `Metrics cannot be checked across more than ${longest} seconds: Period ${Period} times EvaluationPeriods ${EvaluationPeriods} is more.`,
    );
}

function notInTheLab(what: string, value: number, cure: string) {
  return invalidRequest(`${what} is ${value}, which the lab does not support: give ${cure}.`);
}
