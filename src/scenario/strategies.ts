import * as z from 'zod';
import type { Group, Strategy } from '../simulate/plan.ts';
import { type GroupSettings, mergeGroup, readGroupChanges } from './group.ts';
import { check } from './reading/check.ts';
import { text } from './reading/fields.ts';
import { isMapping } from './reading/mapping.ts';
import { type Named, refuseRepeatedNames } from './reading/names.ts';
import type { Path } from './reading/path.ts';
import type { Problems } from './reading/problems.ts';
import { notYet } from './reading/refusals.ts';
import { readPolicies } from './scaling/policies.ts';
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
  problems: Problems,
): Strategy[] {
  const items = check(strategyList, value, at, problems) ?? [];
  const found = items.map((item, index) => readStrategy(item, [...at, index], group, problems));
  refuseRepeatedNames(
    found.flatMap(({ named }) => named ?? []),
    problems,
  );
  return found.flatMap(({ strategy }) => strategy ?? []);
}

const A_LIST = 'a list of strategies, at least one';
const strategyList = z.array(z.unknown(), { error: A_LIST }).min(1, { error: A_LIST });

const section = z.unknown().optional();
const shape = z.object(
  {
    name: text(),
    group: section,
    policies: section,
    alarms: section,
    scheduledActions: notYet(),
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
  problems: Problems,
): Found {
  const read = check(shape, value, at, problems);
  // What is wrong with the strategy itself does not keep its sections from being read.
  const sections = isMapping(value) ? value : {};
  const policies = readPolicies(sections.policies, [...at, 'policies'], problems);
  const alarms = readTriggers(sections.alarms, [...at, 'alarms'], policies, problems);
  const group = readOwnGroup(sections.group, [...at, 'group'], scenarioGroup, problems);
  if (read === undefined) return { named: undefined, strategy: undefined };
  const { name } = read;
  return {
    named: { name, nameAt: [...at, 'name'] },
    strategy: group && {
      name,
      group,
      policies: policies.flatMap(({ policy }) => policy ?? []),
      alarms,
    },
  };
}

function readOwnGroup(
  value: unknown,
  at: Path,
  scenario: GroupSettings | undefined,
  problems: Problems,
): Group | undefined {
  const own = value === undefined ? undefined : readGroupChanges(value, at, problems);
  const isRefused = value !== undefined && own === undefined;
  return isRefused || scenario === undefined ? undefined : mergeGroup(scenario, own, problems);
}
