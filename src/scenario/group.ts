import * as z from 'zod';
import type { Group } from '../simulate/plan.ts';
import { duration } from './duration.ts';
import { check } from './reading/check.ts';
import { boolean, choice, number } from './reading/fields.ts';
import type { Path } from './reading/path.ts';
import type { Problems } from './reading/problems.ts';
import { notYet } from './reading/refusals.ts';

const size = number({ whole: true, atLeast: 0, atMost: 100_000 });

/**
 * `HealthCheckType` and `HealthCheckGracePeriod` are accepted and have nothing to
 * decide: without faults no instance ever fails a health check.
 */
const fields = {
  MinSize: size.optional(),
  MaxSize: size,
  DesiredCapacity: size.optional(),
  DefaultInstanceWarmup: number({ whole: true, atLeast: -1, atMost: 3600 }).optional(),
  DefaultCooldown: number({ whole: true, atLeast: 0 }).optional(),
  HealthCheckType: choice(['EC2', 'ELB']).optional(),
  HealthCheckGracePeriod: number({ whole: true, atLeast: 0 }).optional(),
  launchSeconds: duration().optional(),
  bootSeconds: duration().optional(),
  detailedMonitoring: boolean().optional(),
  zones: notYet(),
  warmPool: notYet(),
};

const A_MAPPING = 'a mapping, such as { MinSize: 2, MaxSize: 20 }';
const shape = z.object(fields, { error: A_MAPPING });
const changesShape = z.object({ ...fields, MaxSize: size.optional() }, { error: A_MAPPING });

/** What stands in place of sizes, and so is refused before they are missed. */
const elsewhere = notYet('give MinSize and MaxSize here');
const notBuilt = z.looseObject({ file: elsewhere, group: elsewhere }, { error: A_MAPPING });

/** What a scenario sets of its group, and where. */
export interface GroupSettings {
  readonly at: Path;
  readonly set: z.output<typeof shape>;
}

/** What a strategy changes of it. */
export interface GroupChanges {
  readonly at: Path;
  readonly set: z.output<typeof changesShape>;
}

/** Reads a scenario's `group`; undefined also when its own sizes contradict each other. */
export function readGroup(value: unknown, at: Path, problems: Problems): GroupSettings | undefined {
  if (check(notBuilt, value, at, problems) === undefined) return undefined;
  const set = check(shape, value, at, problems);
  const isSound = set && mergeGroup({ at, set }, undefined, problems) !== undefined;
  return isSound ? { at, set } : undefined;
}

/** Reads a strategy's own `group`. */
export function readGroupChanges(
  value: unknown,
  at: Path,
  problems: Problems,
): GroupChanges | undefined {
  if (check(notBuilt, value, at, problems) === undefined) return undefined;
  const set = check(changesShape, value, at, problems);
  return set && { at, set };
}

/**
 * The scenario's group with a strategy's changes, and defaults for the rest;
 * undefined when the sizes contradict each other, which `problems` then tells.
 *
 * A strategy that moves MinSize or MaxSize past the scenario's DesiredCapacity
 * takes the latter along to the nearer bound, as AWS's UpdateAutoScalingGroup
 * does with a group. A DesiredCapacity of its own must lie within the bounds.
 */
export function mergeGroup(
  scenario: GroupSettings,
  strategy: GroupChanges | undefined,
  problems: Problems,
): Group | undefined {
  const set = { ...scenario.set, ...strategy?.set };
  const sizes = settleSizes({ scenario, strategy }, problems);
  return (
    sizes && {
      ...sizes,
      DefaultInstanceWarmup:
        set.DefaultInstanceWarmup === CLEARED ? undefined : set.DefaultInstanceWarmup,
      DefaultCooldown: set.DefaultCooldown ?? 300,
      launchSeconds: set.launchSeconds ?? 60,
      bootSeconds: set.bootSeconds ?? 30,
      detailedMonitoring: set.detailedMonitoring ?? false,
    }
  );
}

interface Origins {
  readonly scenario: GroupSettings;
  readonly strategy: GroupChanges | undefined;
}

function settleSizes(origins: Origins, problems: Problems) {
  const { scenario, strategy } = origins;
  const MaxSize = strategy?.set.MaxSize ?? scenario.set.MaxSize;
  const { MinSize = 1, DesiredCapacity = MinSize } = { ...scenario.set, ...strategy?.set };
  const min = `MinSize ${MinSize}${whence('MinSize', origins, problems)}`;
  const max = `MaxSize ${MaxSize}${whence('MaxSize', origins, problems)}`;
  if (MinSize > MaxSize) {
    problems.of((strategy ?? scenario).at, `has ${min} above ${max}: lower it or raise MaxSize`);
    return undefined;
  }
  const clamped = Math.min(Math.max(DesiredCapacity, MinSize), MaxSize);
  const isInherited = strategy !== undefined && strategy.set.DesiredCapacity === undefined;
  if (DesiredCapacity !== clamped && !isInherited) {
    const broken = DesiredCapacity < MinSize ? `below ${min}` : `above ${max}`;
    const says = `is ${DesiredCapacity}, ${broken}: give a whole number from ${MinSize} to ${MaxSize}`;
    problems.of([...(strategy ?? scenario).at, 'DesiredCapacity'], says);
    return undefined;
  }
  return { MinSize, MaxSize, DesiredCapacity: clamped };
}

function whence(name: 'MinSize' | 'MaxSize', origins: Origins, problems: Problems): string {
  const { scenario, strategy } = origins;
  const setter = strategy?.set[name] === undefined ? scenario : strategy;
  if (setter.set[name] === undefined) return ' (the default)';
  return ` (line ${problems.line([...setter.at, name])})`;
}

/** AWS: -1 takes away a warm-up that was set before. */
const CLEARED = -1;
