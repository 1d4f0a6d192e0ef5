import { misspelt, nearest } from '../../curve/nearest.ts';
import { shown } from '../../curve/shown.ts';
import { isMapping } from './mapping.ts';
import type { Path } from './path.ts';
import { show } from './show.ts';

/** Something wrong with a value. */
export interface ValueProblem {
  /** Where, from the whole that is checked. */
  readonly path: Path;
  /** What is wrong with the value there and how to mend it, to be read after the value's name: `is "M1": …`. */
  readonly says: string;
}

/**
 * What keeps a value from having a shape; empty where it has it.
 *
 * @param isStrict refuses every key that is not known, as of a value that is going to be
 *   sent: what sends it would drop the key without a word
 */
export type Shape = (value: unknown, path: Path, isStrict?: boolean) => readonly ValueProblem[];

/** Text that says something. The control characters among it are AWS's: line breaks and tabs. */
export const TEXT: Shape = (value, path) => {
  if (typeof value !== 'string' || value.trim() === '') return given('text', value, path);
  if (/(?![\r\n\t])\p{Cc}/u.test(value))
    return given('text without control characters', value, path);
  return [];
};

export const NUMBER: Shape = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) ? [] : given('a number', value, path);

export const BOOLEAN: Shape = (value, path) =>
  typeof value === 'boolean' ? [] : given('true or false', value, path);

export function oneOf(words: readonly string[]): Shape {
  const cure = `${words.slice(0, -1).join(', ')} or ${words.slice(-1).join()}`;
  return (value, path) => {
    if (typeof value !== 'string') return given(cure, value, path);
    if (words.includes(value)) return [];
    const meant = nearest(value, words);
    const hint = meant === undefined ? '' : ` (did you mean "${meant}"?)`;
    return [{ path, says: `is ${shown(value)}${hint}: give ${cure}` }];
  };
}

/** @param of what it is a list of, in a message */
export function listOf(of: string, item: Shape): Shape {
  return (value, path, isStrict) =>
    Array.isArray(value)
      ? value.flatMap((one: unknown, index) => item(one, [...path, index], isStrict))
      : given(`a list of ${of}`, value, path);
}

/**
 * A mapping in the shape that AWS prints: a key that AWS has added since is let pass, one
 * that is spelt almost like a known one is a mistake.
 *
 * @param example what to give, in a message
 */
export function mapping(example: string, shapes: Readonly<Record<string, Shape>>): Shape {
  const known = Object.keys(shapes);
  return (value, path, isStrict = false) => {
    if (!isMapping(value)) return given(`a mapping with ${example}`, value, path);
    const strange = Object.keys(value)
      .filter((key) => !known.includes(key))
      .map((key) => ({ key, meant: misspelt(key, known) }))
      .filter(({ meant }) => isStrict || meant !== undefined);
    // Misspelling a key and missing it are one mistake.
    const isTypo = (key: string) => strange.some(({ meant }) => meant === key);
    return [
      ...strange.map(({ key, meant }) => ({
        path: [...path, key],
        says: `is no key of AWS ${meant === undefined ? 'that could be sent: leave it out' : `(did you mean "${meant}"?)`}`,
      })),
      ...known
        .filter((key) => value[key] !== undefined || !isTypo(key))
        .flatMap((key) => shapes[key](value[key], [...path, key], isStrict)),
    ];
  };
}

/** A value, or null where it is unknown. */
export function orNull(shape: Shape): Shape {
  return (value, path, isStrict) => (value === null ? [] : shape(value, path, isStrict));
}

/** Of a mapping, a key that may be left out. */
export function optional(shape: Shape): Shape {
  return (value, path, isStrict) => (value === undefined ? [] : shape(value, path, isStrict));
}

function given(cure: string, value: unknown, path: Path): readonly ValueProblem[] {
  return [{ path, says: `is ${show(value)}: give ${cure}` }];
}
