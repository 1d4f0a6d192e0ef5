import * as z from 'zod';
import { longestWindow } from '../../model/alarm.ts';
import type { Path } from '../../model/json/path.ts';
import type { MetricAlarm } from '../../model/policies/policy.ts';
import { check } from '../reading/check.ts';
import { boolean, choice, number, text } from '../reading/fields.ts';
import type { Problems } from '../reading/problems.ts';
import { ignored, notYet, refuse } from '../reading/refusals.ts';
import { readAction } from './action.ts';
import { readAlarmMetric } from './alarm-metric.ts';
import { refuseSilentNetwork, type Traffic } from './network-metric.ts';

/** What an alarm is known by, and what it triggers. */
export const ALARM_LABEL = {
  AlarmName: text(),
  AlarmActions: z.array(text(), { error: 'a list of policy names or ARNs' }).default([]),
};

/** Reads an alarm, but for what it triggers. */
export function readAlarm(
  value: unknown,
  at: Path,
  traffic: Traffic | undefined,
  problems: Problems,
): Omit<MetricAlarm, 'AlarmActions'> | undefined {
  if (check(notBuilt, value, at, problems) === undefined) return undefined;
  const problemsBefore = problems.count;
  const read = check(shape, value, at, problems);
  if (read === undefined) return undefined;
  refuseWindow(read, at, problems);
  const isStatisticMissing = (read.Statistic ?? read.ExtendedStatistic) === undefined;
  // Misspelling a key and missing it are one mistake.
  if (isStatisticMissing && problems.count > problemsBefore) return undefined;
  const metric = readAlarmMetric(read, at, problems);
  if (metric === undefined) return undefined;
  const { MetricName } = metric;
  refuseSilentNetwork(MetricName, [...at, 'MetricName'], MetricName, traffic, problems);
  return {
    AlarmName: read.AlarmName,
    Namespace: metric.Namespace,
    MetricName,
    Statistic: metric.Statistic,
    Period: read.Period,
    EvaluationPeriods: read.EvaluationPeriods,
    DatapointsToAlarm: read.DatapointsToAlarm,
    Threshold: read.Threshold,
    ComparisonOperator: read.ComparisonOperator,
    TreatMissingData: read.TreatMissingData,
  };
}

/** Kinds of alarm that have these keys in place of others, and so are refused before those are missed. */
const notBuilt = z.looseObject(
  {
    Metrics: notYet('give Namespace, MetricName and Statistic'),
    ThresholdMetricId: notYet('give Threshold'),
  },
  { error: 'a mapping with AlarmName, MetricName, Threshold and AlarmActions' },
);

const shape = z.looseObject({
  ...ALARM_LABEL,
  Namespace: text(),
  MetricName: text(),
  Statistic: choice(['Average', 'Sum'], ['Minimum', 'Maximum', 'SampleCount']).optional(),
  ExtendedStatistic: text().optional(),
  Unit: text().optional(),
  Dimensions: dimensions(),
  Period: period(),
  EvaluationPeriods: number({ whole: true, atLeast: 1 }),
  DatapointsToAlarm: number({ whole: true, atLeast: 1 }).optional(),
  Threshold: number(),
  ComparisonOperator: choice(
    [
      'GreaterThanThreshold',
      'GreaterThanOrEqualToThreshold',
      'LessThanThreshold',
      'LessThanOrEqualToThreshold',
    ],
    [
      'GreaterThanUpperThreshold',
      'LessThanLowerThreshold',
      'LessThanLowerOrGreaterThanUpperThreshold',
    ],
  ),
  TreatMissingData: choice(['missing', 'ignore', 'breaching', 'notBreaching']).optional(),
  ActionsEnabled: boolean().optional(),
  OKActions: otherActions(),
  InsufficientDataActions: otherActions(),
  AlarmArn: ignored(),
  AlarmDescription: ignored(),
  AlarmConfigurationUpdatedTimestamp: ignored(),
  EvaluateLowSampleCountPercentile: ignored(),
  EvaluationState: ignored(),
  StateReason: ignored(),
  StateReasonData: ignored(),
  StateTransitionedTimestamp: ignored(),
  StateUpdatedTimestamp: ignored(),
  StateValue: ignored(),
});

/** Their names narrow a metric; there is but one group and one load balancer here, whatever they are called. */
export function dimensions() {
  const dimension = z.looseObject(
    { Name: text(), Value: ignored() },
    { error: 'a mapping with Name' },
  );
  return z.array(dimension, { error: 'a list of dimensions' }).optional();
}

/** Seconds: whole minutes, as CloudWatch's standard resolution has them. */
function period() {
  return number({ whole: true, atLeast: 1 }).superRefine((seconds, context) => {
    if (seconds % 60 === 0) return;
    if (HIGH_RESOLUTION.includes(seconds)) {
      const says = `${seconds} is not supported yet: give 60 or a multiple of it`;
      refuse(context, says, 'not-supported');
    } else refuse(context, `is ${seconds}: give 60 or a multiple of it`);
  });
}

/** Actions on leaving ALARM: they may notify anybody, but scale nothing yet. */
function otherActions() {
  const action = text().superRefine((value, context) => {
    if (readAction(value).triggers !== 'policy') return;
    refuse(context, 'is not supported yet for a policy: give it to AlarmActions', 'not-supported');
  });
  return z.array(action, { error: 'a list of ARNs' }).optional();
}

/** Reports an alarm that looks back further than AWS lets it. */
function refuseWindow(
  alarm: Pick<MetricAlarm, 'Period' | 'EvaluationPeriods' | 'DatapointsToAlarm'>,
  at: Path,
  problems: Problems,
): void {
  const { Period, EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods } = alarm;
  if (DatapointsToAlarm > EvaluationPeriods) {
    const line = problems.line([...at, 'EvaluationPeriods'], at);
    const says = `is ${DatapointsToAlarm}, above EvaluationPeriods ${EvaluationPeriods} (${line}): give at most that`;
    problems.of([...at, 'DatapointsToAlarm'], says);
  }
  const longest = longestWindow(Period);
  if (Period * EvaluationPeriods > longest) {
    const says = `is ${EvaluationPeriods}, with Period ${Period} more than the ${longest} s that AWS lets an alarm look back: give at most ${Math.floor(longest / Period)}`;
    problems.of([...at, 'EvaluationPeriods'], says);
  }
}

const HIGH_RESOLUTION = [10, 20, 30];
