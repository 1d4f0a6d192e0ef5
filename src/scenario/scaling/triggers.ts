import { nearest } from '../../curve/nearest.ts';
import { shown } from '../../curve/shown.ts';
import { isMapping } from '../../model/json/mapping.ts';
import type { Path } from '../../model/json/path.ts';
import type { MetricAlarm } from '../../model/policies/policy.ts';
import type { Problems } from '../reading/problems.ts';
import { type Action, readAction } from './action.ts';
import { type NamedAlarm, readAlarms } from './alarms.ts';
import { type OwnAlarm, refuseStrayAlarms } from './own-alarms.ts';
import type { NamedPolicy } from './policies.ts';
import { type Item, type PrintedKind, type PrintedList, readPrintedList } from './printed-list.ts';
import type { Scope } from './scope.ts';

/**
 * Reads a strategy's `alarms` and keeps those that trigger a policy, their actions
 * reduced to the PolicyNames they trigger: what else an action does scales nothing.
 * Of what `aws cloudwatch describe-alarms` printed, which is about all that an
 * account has, only the alarms of these policies are read.
 *
 * Reports an action that names no policy, a step or simple scaling policy that
 * waits for no alarm, since it would never act, and alarms that target tracking
 * would not have made. An alarm or policy that is disabled counts as there.
 */
export function readTriggers(
  value: unknown,
  at: Path,
  policies: readonly NamedPolicy[],
  scope: Scope,
  problems: Problems,
): MetricAlarm[] {
  const problemsBefore = problems.count;
  const list =
    value === undefined ? undefined : readPrintedList(value, at, ALARMS, scope.files, problems);
  const links = list === undefined ? [] : readLinks(list, policies, scope, problems);
  refuseStrayAlarms(links.flatMap(ownAlarms), problems);
  // A policy whose alarm was refused, or misses its name, is not a second mistake.
  if (problems.count === problemsBefore) refuseIdle(policies, links, problems);
  return links.flatMap(({ alarm: { alarm }, targets }) => {
    const names = new Set(targets.flatMap(({ policy }) => policy?.PolicyName ?? []));
    return alarm !== undefined && names.size > 0 ? [{ ...alarm, AlarmActions: [...names] }] : [];
  });
}

const ALARMS: PrintedKind = {
  things: 'alarms',
  command: 'cloudwatch describe-alarms',
  key: 'MetricAlarms',
};

/** An alarm and the policies that it triggers. */
interface Link {
  readonly alarm: NamedAlarm;
  readonly targets: readonly NamedPolicy[];
}

function readLinks(
  list: PrintedList,
  policies: readonly NamedPolicy[],
  scope: Scope,
  problems: Problems,
): Link[] {
  const group = list.group?.name ?? scope.groupName;
  const find = (action: Action) =>
    list.isPrinted && isOfAnother(group, action) ? undefined : policyOf(action, policies);
  const items = list.items.filter((item) =>
    list.isPrinted ? concerns(item, find) : !isElsewhere(item),
  );
  return readAlarms(items, scope, problems).map((alarm) => ({
    alarm,
    targets: alarm.actions.flatMap((text, index) => {
      const action = readAction(text);
      const found = find(action);
      if (found === undefined && action.triggers === 'policy' && !list.isPrinted) {
        refuseNameless(action, [...alarm.at, 'AlarmActions', index], policies, problems);
      }
      return found ?? [];
    }),
  }));
}

/** Whether any action of an alarm triggers a policy, on whichever change of state. */
function concerns(item: Item, find: (action: Action) => NamedPolicy | undefined): boolean {
  if (!isMapping(item.value)) return true;
  return actionsOf(item).some((action) => find(action) !== undefined);
}

/** Whether an alarm has actions, and none of them is a scaling policy: it is about something else. */
function isElsewhere(item: Item): boolean {
  const actions = actionsOf(item);
  return actions.length > 0 && actions.every(({ triggers }) => triggers === 'other');
}

function actionsOf({ value }: Item): Action[] {
  if (!isMapping(value)) return [];
  return [value.AlarmActions, value.OKActions, value.InsufficientDataActions]
    .flatMap((actions) => (Array.isArray(actions) ? actions : []))
    .flatMap((action) => (typeof action === 'string' ? [readAction(action)] : []));
}

function isOfAnother(group: string | undefined, action: Action): boolean {
  if (action.triggers !== 'policy' || action.group === undefined) return false;
  return group !== undefined && action.group !== group;
}

/** By the whole ARN; by the name alone where the action or the policy has no ARN. */
function policyOf(action: Action, policies: readonly NamedPolicy[]): NamedPolicy | undefined {
  if (action.triggers !== 'policy') return undefined;
  return (
    policies.find(({ arn }) => arn !== undefined && arn === action.arn) ??
    policies.find(
      ({ arn, name }) => name === action.name && (arn === undefined || action.arn === undefined),
    )
  );
}

function refuseNameless(
  { name }: { readonly name: string },
  at: Path,
  policies: readonly NamedPolicy[],
  problems: Problems,
): void {
  const namesake = policies.find((policy) => policy.name === name);
  if (namesake !== undefined) {
    const line = problems.line([...namesake.at, 'PolicyARN'], at);
    problems.of(
      at,
      `is not the PolicyARN of ${shown(name)} (${line}): correct it, or give the name`,
    );
    return;
  }
  const names = policies.map((policy) => policy.name);
  const meant = nearest(name, names);
  const hint = meant === undefined ? '' : ` (did you mean ${shown(meant)}?)`;
  const known = names.length > 0 ? `one of ${names.join(', ')}` : 'a policy of this strategy';
  problems.of(at, `${shown(name)} names no policy here${hint}: give ${known}`);
}

function ownAlarms({ alarm: { alarm, at }, targets }: Link): OwnAlarm[] {
  if (alarm === undefined) return [];
  return targets.flatMap(({ policy }) =>
    policy?.PolicyType === 'TargetTrackingScaling' ? [{ alarm, at, policy }] : [],
  );
}

function refuseIdle(
  policies: readonly NamedPolicy[],
  links: readonly Link[],
  problems: Problems,
): void {
  const triggered = new Set(links.flatMap(({ targets }) => targets));
  for (const entry of policies) {
    const { policy } = entry;
    if (policy === undefined || policy.PolicyType === 'TargetTrackingScaling') continue;
    if (policy.PolicyType === 'PredictiveScaling') {
      if (!triggered.has(entry)) continue;
      const says = `${shown(entry.name)} is predictive: it acts on its forecast, and no alarm may name it`;
      problems.of(entry.nameAt, says);
      continue;
    }
    if (triggered.has(entry)) continue;
    const says = `${shown(entry.name)} is triggered by no alarm: add one whose AlarmActions name it`;
    problems.of(entry.nameAt, says);
  }
}
