import type { ListShape, StringShape } from './shape.ts';
import { ShapeError } from './violation.ts';

/** Throws a `ShapeError` where a string is too short, too long or none of those allowed. */
export function checkString(
  { least, most, among }: StringShape,
  value: string,
  path: string,
): void {
  const broken = (constraint: string) =>
    new ShapeError({ kind: 'value', path, value, constraint: `Member must ${constraint}` });
  if (among !== undefined && !among.includes(value))
    throw broken(`satisfy enum value set: [${among.join(', ')}]`);
  if (least !== undefined && value.length < least)
    throw broken(`have length greater than or equal to ${least}`);
  if (most !== undefined && value.length > most)
    throw broken(`have length less than or equal to ${most}`);
}

/** Throws a `ShapeError` where a list is too long. */
export function checkList(
  { most = Number.POSITIVE_INFINITY }: ListShape,
  size: number,
  path: string,
): void {
  if (size > most) throw new ShapeError({ kind: 'size', path, size, most });
}

/** Throws a `ShapeError` where a structure lacks a member that it must have. */
export function checkRequired(
  required: readonly string[],
  has: (name: string) => boolean,
  at: (name: string) => string,
): void {
  const missing = required.find((name) => !has(name));
  if (missing !== undefined) throw new ShapeError({ kind: 'missing', path: at(missing) });
}

/** Where a member or an item of a list stands. */
export function inside(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

export function item(path: string, index: number): string {
  return `${path}.member.${index + 1}`;
}
