import * as z from 'zod';
import { isMapping } from '../../model/json/mapping.ts';
import type { Path } from '../../model/json/path.ts';
import type { MetricAlarm } from '../../model/policies/policy.ts';
import { type Named, refuseRepeatedNames } from '../reading/names.ts';
import type { Problems } from '../reading/problems.ts';
import { ALARM_LABEL, readAlarm } from './alarm.ts';
import type { Item } from './printed-list.ts';
import type { Scope } from './scope.ts';

/** An alarm and what it triggers. */
export interface NamedAlarm extends Named {
  readonly at: Path;
  /** As the file has them: names or ARNs of policies, and ARNs of anything else. */
  readonly actions: readonly string[];
  /** Undefined when its actions are disabled, or when it was refused. */
  readonly alarm: Omit<MetricAlarm, 'AlarmActions'> | undefined;
}

/** Reads alarms, in the shape that `aws cloudwatch describe-alarms` prints. */
export function readAlarms(items: readonly Item[], scope: Scope, problems: Problems): NamedAlarm[] {
  const alarms = items.flatMap((item) => readNamed(item, scope, problems));
  refuseRepeatedNames(alarms, problems);
  return alarms;
}

/**
 * An alarm whose actions are disabled triggers nothing, and is left out unread. One
 * that is refused keeps its actions, which are checked all the same.
 */
function readNamed({ value, at }: Item, { traffic }: Scope, problems: Problems): NamedAlarm[] {
  const isDisabled = isMapping(value) && value.ActionsEnabled === false;
  const alarm = isDisabled ? undefined : readAlarm(value, at, traffic, problems);
  const label = labelOnly.safeParse(value).data;
  if (label === undefined) return [];
  const { AlarmName: name, AlarmActions: actions } = label;
  return [{ at, name, nameAt: [...at, 'AlarmName'], actions, alarm }];
}

const labelOnly = z.looseObject(ALARM_LABEL);
