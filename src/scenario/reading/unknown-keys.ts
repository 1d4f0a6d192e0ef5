import * as z from 'zod';
import { misspelt, nearest } from '../../curve/nearest.ts';
import { shown } from '../../curve/shown.ts';
import { isMapping } from '../../model/json/mapping.ts';
import type { Path } from '../../model/json/path.ts';

/** A key that its place does not have. */
export interface UnknownKey {
  readonly path: Path;
  readonly sentence: string;
  /** The key that was probably meant, as a path. */
  readonly meant: Path | undefined;
}

/**
 * The keys of `value` that `shape` does not know.
 *
 * Our own shapes are `z.object`, and every other key is a mistake: zod itself
 * would strip it, which lets the rest of the section be checked all the same.
 * AWS's shapes are `z.looseObject`: AWS adds keys over the years, so there a key
 * is a mistake only when it is spelt almost like a known one.
 */
export function unknownKeys(shape: unknown, value: unknown, at: Path = []): UnknownKey[] {
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodDefault) {
    return unknownKeys(shape.unwrap(), value, at);
  }
  if (shape instanceof z.ZodUnion) {
    return shape.options.flatMap((option) => unknownKeys(option, value, at));
  }
  if (shape instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((item, index) => unknownKeys(shape.element, item, [...at, index]));
  }
  if (!(shape instanceof z.ZodObject) || !isMapping(value)) return [];
  const fields: Readonly<Record<string, unknown>> = shape.shape;
  const isAws = shape.def.catchall !== undefined;
  return Object.entries(value).flatMap(([key, child]) => {
    if (Object.hasOwn(fields, key)) return unknownKeys(fields[key], child, [...at, key]);
    return isAws ? typo(key, fields, at) : unknown(key, fields, at);
  });
}

function typo(key: string, fields: object, at: Path): UnknownKey[] {
  const meant = misspelt(key, Object.keys(fields));
  return meant === undefined ? [] : [mistaken(key, meant, at)];
}

function unknown(key: string, fields: object, at: Path): UnknownKey[] {
  const known = Object.keys(fields);
  const meant = nearest(key, known);
  if (meant !== undefined) return [mistaken(key, meant, at)];
  const sentence = `unknown key ${shown(key)} (known here: ${known.join(', ')})`;
  return [{ path: [...at, key], sentence, meant: undefined }];
}

function mistaken(key: string, meant: string, at: Path): UnknownKey {
  return {
    path: [...at, key],
    sentence: `unknown key ${shown(key)} (did you mean "${meant}"?)`,
    meant: [...at, meant],
  };
}
