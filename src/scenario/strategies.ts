import * as z from 'zod';
import { isMapping } from '../model/json/mapping.ts';
import type { Path } from '../model/json/path.ts';
import type { Strategy } from '../simulate/plan.ts';
import { readForecaster } from './forecaster.ts';
import { type GroupSettings, mergeGroup, readGroupChanges } from './group.ts';
import { readManualChanges } from './manual-changes.ts';
import { check } from './reading/check.ts';
import { text } from './reading/fields.ts';
import { type Named, refuseRepeatedNames } from './reading/names.ts';
import type { Problems } from './reading/problems.ts';
import { refuseImpossibleActions } from './scaling/impossible-actions.ts';
import { type NamedPolicy, readPolicies } from './scaling/policies.ts';
import { readScheduledActions } from './scaling/scheduled-actions.ts';
import type { Scope } from './scaling/scope.ts';
import { readTriggers } from './scaling/triggers.ts';

/**
 * Reads `strategies`, one at least, each with its changes to the scenario's group.
 * One without policies keeps the capacity it starts with.
 *
 * @param group undefined when it was refused; strategies are then read, but not made
 */
export function readStrategies(
  value: unknown,
  at: Path,
  group: GroupSettings | undefined,
  surroundings: Surroundings,
  problems: Problems,
): Strategy[] {
  const items = check(strategyList, value, at, problems) ?? [];
  const found = items.map((item, index) =>
    readStrategy(item, [...at, index], group, surroundings, problems),
  );
  refuseRepeatedNames(
    found.flatMap(({ named }) => named ?? []),
    problems,
  );
  return found.flatMap(({ strategy }) => strategy ?? []);
}

/** What strategies are read against, whatever their group. */
export type Surroundings = Omit<Scope, 'groupName'>;

const A_LIST = 'a list of strategies, at least one';
const strategyList = z.array(z.unknown(), { error: A_LIST }).min(1, { error: A_LIST });

const section = z.unknown().optional();
const shape = z.object(
  {
    name: text(),
    group: section,
    policies: section,
    alarms: section,
    scheduledActions: section,
    manualChanges: section,
    forecaster: section,
  },
  { error: 'a mapping with at least a name' },
);

interface Found {
  readonly named: Named | undefined;
  readonly strategy: Strategy | undefined;
}

function readStrategy(
  value: unknown,
  at: Path,
  scenarioGroup: GroupSettings | undefined,
  surroundings: Surroundings,
  problems: Problems,
): Found {
  const read = check(shape, value, at, problems);
  // What is wrong with the strategy itself does not keep its sections from being read.
  const sections = isMapping(value) ? value : {};
  const place = (key: string) => [...at, key];
  const { files, evaluated } = surroundings;
  const hasOwn = sections.group !== undefined;
  const own = hasOwn
    ? readGroupChanges(sections.group, place('group'), files, problems)
    : undefined;
  const isSound = scenarioGroup !== undefined && (own !== undefined || !hasOwn);
  const group = isSound ? mergeGroup(scenarioGroup, own, problems) : undefined;

  const scope = { ...surroundings, groupName: own?.name ?? scenarioGroup?.name };
  const { scheduledActions: actions, manualChanges: changes } = sections;
  const policies = readPolicies(sections.policies, place('policies'), scope, problems);
  const alarms = readTriggers(sections.alarms, place('alarms'), policies, scope, problems);
  const scheduledActions = readScheduledActions(
    actions,
    place('scheduledActions'),
    scope,
    problems,
  );
  if (group) refuseImpossibleActions(scheduledActions, group, place('scheduledActions'), problems);
  const changesAt = place('manualChanges');
  const manualChanges = readManualChanges(changes, changesAt, group, evaluated, problems);
  const forecaster = readForecaster(sections.forecaster, place('forecaster'), problems);
  if (sections.forecaster !== undefined && policies.every(isOfAnotherType))
    problems.of(
      place('forecaster'),
      'has no predictive scaling policy to forecast for: leave it out',
    );
  if (read === undefined) return { named: undefined, strategy: undefined };
  const { name } = read;
  return {
    named: { name, nameAt: [...at, 'name'] },
    strategy: group && {
      name,
      groupName: scope.groupName,
      group,
      policies: policies.flatMap(({ policy }) => policy ?? []),
      alarms,
      scheduledActions,
      manualChanges,
      forecaster,
    },
  };
}

/** One that was refused may have been any. */
function isOfAnotherType({ policy }: NamedPolicy): boolean {
  return policy !== undefined && policy.PolicyType !== 'PredictiveScaling';
}
