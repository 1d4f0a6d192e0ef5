import * as z from 'zod';
import type { MetricAlarm } from '../../model/policies/policy.ts';
import { check } from '../reading/check.ts';
import { list } from '../reading/fields.ts';
import { isMapping } from '../reading/mapping.ts';
import { type Named, refuseRepeatedNames } from '../reading/names.ts';
import type { Path } from '../reading/path.ts';
import type { Problems } from '../reading/problems.ts';
import { notYetAs } from '../reading/refusals.ts';
import { ALARM_LABEL, readAlarm } from './alarm.ts';

/** An alarm and what it triggers. */
export interface NamedAlarm extends Named {
  readonly at: Path;
  /** As the file has them: names or ARNs of policies, and ARNs of anything else. */
  readonly actions: readonly string[];
  /** Undefined when its actions are disabled, or when it was refused. */
  readonly alarm: Omit<MetricAlarm, 'AlarmActions'> | undefined;
}

/** Reads a strategy's `alarms`, in the shape that `aws cloudwatch describe-alarms` prints. */
export function readAlarms(value: unknown, at: Path, problems: Problems): NamedAlarm[] {
  if (value === undefined) return [];
  const items = check(alarmList, value, at, problems) ?? [];
  const alarms = items.flatMap((item, index) => readNamed(item, [...at, index], problems));
  refuseRepeatedNames(alarms, problems);
  return alarms;
}

const alarmList = notYetAs(['file'], list('alarms'), 'give a list of alarms');

/**
 * An alarm whose actions are disabled triggers nothing, and is left out unread. One
 * that is refused keeps its actions, which are checked all the same.
 */
function readNamed(value: unknown, at: Path, problems: Problems): NamedAlarm[] {
  const isDisabled = isMapping(value) && value.ActionsEnabled === false;
  const alarm = isDisabled ? undefined : readAlarm(value, at, problems);
  const label = labelOnly.safeParse(value).data;
  if (label === undefined) return [];
  const { AlarmName: name, AlarmActions: actions } = label;
  return [{ at, name, nameAt: [...at, 'AlarmName'], actions, alarm }];
}

const labelOnly = z.looseObject(ALARM_LABEL);
