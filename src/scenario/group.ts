import * as z from 'zod';
import { isMapping } from '../model/json/mapping.ts';
import type { Path } from '../model/json/path.ts';
import type { Group } from '../simulate/plan.ts';
import { duration } from './duration.ts';
import { settleSizes } from './group-sizes.ts';
import { cooldown, GROUPS, instanceWarmup, readPrintedGroup, size } from './printed-group.ts';
import { check } from './reading/check.ts';
import { boolean, choice, number, text } from './reading/fields.ts';
import type { Files } from './reading/files.ts';
import type { Problems } from './reading/problems.ts';
import { misplaced, notYet } from './reading/refusals.ts';
import {
  fileName,
  type PrintedList,
  readPrintedFile,
  readPrintedList,
} from './scaling/printed-list.ts';

/**
 * `HealthCheckType` and `HealthCheckGracePeriod` are accepted and have nothing to
 * decide: without faults no instance ever fails a health check.
 */
const fields = {
  MinSize: size.optional(),
  MaxSize: size,
  DesiredCapacity: size.optional(),
  DefaultInstanceWarmup: instanceWarmup,
  DefaultCooldown: cooldown,
  HealthCheckType: choice(['EC2', 'ELB']).optional(),
  HealthCheckGracePeriod: number({ whole: true, atLeast: 0 }).optional(),
  launchSeconds: duration().optional(),
  bootSeconds: duration().optional(),
  detailedMonitoring: boolean().optional(),
  AutoScalingGroupName: text().optional(),
  file: fileName(GROUPS).optional(),
  AutoScalingGroups: z.unknown().optional(),
  group: misplaced('is the name of a group in a file: give file too, or AutoScalingGroupName'),
  zones: notYet(),
  warmPool: notYet(),
};

const A_MAPPING = 'a mapping, such as { MinSize: 2, MaxSize: 20 }';
const shape = z.object(fields, { error: A_MAPPING });
const changesShape = z.object({ ...fields, MaxSize: size.optional() }, { error: A_MAPPING });

/** Of a group that AWS printed: what stands beside it goes before what it says itself. */
const besidePrinted = z.object({
  ...fields,
  MaxSize: size.optional(),
  group: text().optional(),
  AutoScalingGroupName: misplaced('is known from what AWS printed: give group to say which'),
});

/** What decides anything of a group, but for its name. */
type Changes = Omit<z.output<typeof changesShape>, 'AutoScalingGroupName' | 'group'>;

/** What a scenario, or a strategy on top of it, sets of its group. */
export interface GroupSettings {
  /** AWS's name of the group; undefined where nobody says it. */
  readonly name: string | undefined;
  /** What was said and where; later layers go before earlier ones. */
  readonly layers: readonly GroupLayer[];
}

interface GroupLayer {
  readonly at: Path;
  readonly set: Changes;
}

/** Reads a scenario's `group`; undefined also when its own sizes contradict each other. */
export function readGroup(
  value: unknown,
  at: Path,
  files: Files,
  problems: Problems,
): GroupSettings | undefined {
  const settings = readSettings(value, at, shape, files, problems);
  const isSound = settings && settleSizes(settings.layers, problems) !== undefined;
  return isSound ? settings : undefined;
}

/** Reads a strategy's own `group`. */
export function readGroupChanges(
  value: unknown,
  at: Path,
  files: Files,
  problems: Problems,
): GroupSettings | undefined {
  return readSettings(value, at, changesShape, files, problems);
}

/**
 * The scenario's group with a strategy's changes, and defaults for the rest;
 * undefined when the sizes contradict each other, which `problems` then tells.
 */
export function mergeGroup(
  scenario: GroupSettings,
  strategy: GroupSettings | undefined,
  problems: Problems,
): Group | undefined {
  const layers = [...scenario.layers, ...(strategy?.layers ?? [])];
  const last = <Key extends keyof Changes>(key: Key): Changes[Key] =>
    layers.findLast(({ set }) => set[key] !== undefined)?.set[key];
  const sizes = settleSizes(layers, problems);
  const warmup = last('DefaultInstanceWarmup');
  return (
    sizes && {
      ...sizes,
      DefaultInstanceWarmup: warmup === CLEARED ? undefined : warmup,
      DefaultCooldown: last('DefaultCooldown') ?? 300,
      launchSeconds: last('launchSeconds') ?? 60,
      bootSeconds: last('bootSeconds') ?? 30,
      detailedMonitoring: last('detailedMonitoring') ?? false,
    }
  );
}

/** AWS: -1 takes away a warm-up that was set before. */
const CLEARED = -1;

function readSettings(
  value: unknown,
  at: Path,
  ownShape: typeof shape | typeof changesShape,
  files: Files,
  problems: Problems,
): GroupSettings | undefined {
  const isPrinted =
    isMapping(value) && (Object.hasOwn(value, 'file') || Object.hasOwn(value, GROUPS.key));
  if (!isPrinted) {
    const set = check<z.output<typeof changesShape>>(ownShape, value, at, problems);
    return set && { name: set.AutoScalingGroupName, layers: [{ at, set }] };
  }
  const set = check(besidePrinted, value, at, problems);
  if (set === undefined) return undefined;
  const list = readGroups(set, at, files, problems);
  const printed = list && readPrintedGroup(list, problems);
  return printed && { name: printed.name, layers: [printed, { at, set }] };
}

function readGroups(
  { file, group, AutoScalingGroups }: z.output<typeof besidePrinted>,
  at: Path,
  files: Files,
  problems: Problems,
): PrintedList | undefined {
  if (file === undefined) {
    const list = readPrintedList({ AutoScalingGroups }, at, GROUPS, files, problems);
    const named = group === undefined ? undefined : { name: group, at: [...at, 'group'] };
    return list && { ...list, group: named, groupKey: 'group' };
  }
  if (AutoScalingGroups !== undefined) {
    const line = problems.line([...at, 'file'], at);
    problems.of([...at, 'AutoScalingGroups'], `stands beside file (${line}): keep one`);
  }
  return readPrintedFile({ file, group }, at, GROUPS, files, problems);
}
