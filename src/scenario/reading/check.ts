import type * as z from 'zod';
import { isMapping } from '../../model/json/mapping.ts';
import { nameOf, type Path } from '../../model/json/path.ts';
import { show } from '../../model/json/show.ts';
import type { Problems } from './problems.ts';
import { refusalCode } from './refusals.ts';
import { unknownKeys } from './unknown-keys.ts';

/**
 * `value`, which stands at `at`, in the given shape; undefined when it is not of
 * that shape, and `problems` then holds why.
 *
 * The message of a zod issue is what to give instead ("a number above 0"), or,
 * when `refusals.ts` made it, what to say after the name of the value.
 */
export function check<Output>(
  shape: z.ZodType<Output>,
  value: unknown,
  at: Path,
  problems: Problems,
): Output | undefined {
  const strays = unknownKeys(shape, value);
  for (const { path, sentence } of strays) problems.at([...at, ...path], sentence);

  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const meant = new Set(strays.map((stray) => stray.meant && nameOf(stray.meant)));
  for (const { path, says, code } of result.error.issues.flatMap((issue) => read(issue, value))) {
    // Misspelling a key and missing it are one mistake.
    if (valueAt(value, path) === undefined && meant.has(nameOf(path))) continue;
    problems.of([...at, ...path], says, code);
  }
  return undefined;
}

interface Finding {
  readonly path: Path;
  readonly says: string;
  readonly code: 'bad-file' | 'not-supported';
}

function read(issue: z.core.$ZodIssue, root: unknown, above: Path = []): Finding[] {
  const path = [
    ...above,
    ...issue.path.map((key) => (typeof key === 'number' ? key : String(key))),
  ];
  if (issue.code === 'invalid_union') {
    const fitting = issue.errors.find((branch) => branch.every(({ path }) => path.length > 0));
    if (fitting !== undefined) return fitting.flatMap((inner) => read(inner, root, path));
  }
  const refused = refusalCode(issue);
  if (refused !== undefined) return [{ path, says: issue.message, code: refused }];
  const says = `is ${show(valueAt(root, path))}: give ${issue.message}`;
  return [{ path, says, code: 'bad-file' }];
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (Array.isArray(value) && typeof key === 'number') value = value[key];
    else if (isMapping(value)) value = value[key];
    else return undefined;
  }
  return value;
}
