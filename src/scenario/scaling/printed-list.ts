import * as z from 'zod';
import { misspelt } from '../../curve/nearest.ts';
import { shown } from '../../curve/shown.ts';
import { isMapping } from '../../model/json/mapping.ts';
import type { Path } from '../../model/json/path.ts';
import { show } from '../../model/json/show.ts';
import { check } from '../reading/check.ts';
import { list, text } from '../reading/fields.ts';
import type { Files } from '../reading/files.ts';
import type { Problems } from '../reading/problems.ts';

/** A kind of thing that AWS's command line prints lists of. */
export interface PrintedKind {
  /** Such as `policies`. */
  readonly things: string;
  /** Such as `autoscaling describe-policies`. */
  readonly command: string;
  /** Such as `ScalingPolicies`. */
  readonly key: string;
}

/** Things of one kind, and what the scenario says of them. */
export interface PrintedList {
  readonly items: readonly Item[];
  /** Where the scenario holds them, or names the file that does. */
  readonly at: Path;
  /** Whether a command printed them, for all that the account has; else somebody chose them. */
  readonly isPrinted: boolean;
  /** The one group whose things are meant. */
  readonly group: GroupName | undefined;
  /** The key that would say which group is meant. */
  readonly groupKey: string;
}

/** One of a list, and where it stands. */
export interface Item {
  readonly value: unknown;
  readonly at: Path;
}

/** The name of a group, and where it is given. */
interface GroupName {
  readonly name: string;
  readonly at: Path;
}

/**
 * Reads things that AWS's command line prints: a list of them, the whole of what it
 * printed, or `{ file, group }` with either in a file. Undefined when there is none
 * of these, which `problems` then tells.
 */
export function readPrintedList(
  value: unknown,
  at: Path,
  kind: PrintedKind,
  files: Files,
  problems: Problems,
): PrintedList | undefined {
  if (isMapping(value) && Object.hasOwn(value, 'file')) {
    const read = check(fileShape(kind), value, at, problems);
    return read && readPrintedFile(read, at, kind, files, problems);
  }
  const cure = `give a list of ${kind.things}, or ${fileExample(kind)}`;
  const items = itemsOf(value, at, kind, cure, problems);
  const isPrinted = !Array.isArray(value);
  const groupKey = 'group.AutoScalingGroupName';
  return items && { items, at, isPrinted, group: undefined, groupKey };
}

/** Reads the file that the mapping at `at` names. */
export function readPrintedFile(
  { file, group }: { readonly file: string; readonly group?: string | undefined },
  at: Path,
  kind: PrintedKind,
  files: Files,
  problems: Problems,
): PrintedList | undefined {
  const fileAt = [...at, 'file'];
  const opened = files.open(file, fileAt);
  if (opened === undefined) return undefined;
  const cure = `give what aws ${kind.command} prints`;
  const items = itemsOf(opened.value, opened.at, kind, cure, problems);
  const named = group === undefined ? undefined : { name: group, at: [...at, 'group'] };
  return items && { items, at: fileAt, isPrinted: true, group: named, groupKey: 'group' };
}

/** The name of a file, as the scenario gives it. */
export function fileName(kind: PrintedKind) {
  return text(`the name of a file with what aws ${kind.command} prints, relative to the scenario`);
}

function fileShape(kind: PrintedKind) {
  return z.object({ file: fileName(kind), group: text().optional() });
}

function fileExample({ command }: PrintedKind): string {
  return `{ file: ${command.split(' ')[1]}.json }`;
}

function itemsOf(
  value: unknown,
  at: Path,
  kind: PrintedKind,
  cure: string,
  problems: Problems,
): Item[] | undefined {
  if (Array.isArray(value)) return itemsIn(value, at);
  const { key, things, command } = kind;
  if (!isMapping(value)) {
    problems.of(at, `is ${show(value)}: ${cure}`);
    return undefined;
  }
  if (!Object.hasOwn(value, key)) {
    const keys = Object.keys(value);
    const typo = keys.find((one) => misspelt(one, [key, 'file']) !== undefined);
    if (typo === undefined) problems.of(at, `has no ${key}${instead(keys)}: ${cure}`);
    else {
      const meant = misspelt(typo, [key, 'file']);
      problems.at([...at, typo], `unknown key ${shown(typo)} (did you mean "${meant}"?)`);
    }
    return undefined;
  }
  if (value.NextToken !== undefined && value.NextToken !== null) {
    const says = `says that ${things} are missing here: print them all, with aws ${command} and no --max-items`;
    problems.of([...at, 'NextToken'], says);
  }
  const inside = check(list(things), value[key], [...at, key], problems);
  return inside && itemsIn(inside, [...at, key]);
}

function itemsIn(values: readonly unknown[], at: Path): Item[] {
  return values.map((value, index) => ({ value, at: [...at, index] }));
}

/** What another command printed is recognised by its keys. */
function instead(keys: readonly string[]): string {
  return keys.length === 0 ? '' : `, but ${keys.slice(0, 3).map(shown).join(', ')}`;
}
