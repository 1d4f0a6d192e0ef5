import { checkList, checkRequired, checkString, inside, item } from './constraints.ts';
import type { Shape, StructureShape } from './shape.ts';
import { wrongType } from './violation.ts';

/**
 * Reads what AWS's JSON protocols send: timestamps are epoch seconds, numbers that
 * are none are `"NaN"`, `"Infinity"` and `"-Infinity"`. Members that the shape does not
 * have are passed over, as AWS does, and null is as if not given.
 *
 * Throws a `ShapeError`.
 */
export function readJson<T>(shape: StructureShape<T>, value: unknown): T {
  return read(shape, value, '') as T;
}

function read(shape: Shape, value: unknown, path: string): unknown {
  switch (shape.kind) {
    case 'string':
      if (typeof value !== 'string') throw wrongType(path, 'a string');
      checkString(shape, value, path);
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType(path, 'a boolean');
      return value;
    case 'number':
      return readNumber(value, path);
    case 'integer':
      if (!Number.isInteger(value)) throw wrongType(path, 'an integer');
      return value;
    case 'timestamp':
      return Math.round(1000 * readFinite(value, path));
    case 'list':
      if (!Array.isArray(value)) throw wrongType(path, 'a list');
      checkList(shape, value.length, path);
      return value.map((each, i) => read(shape.member, each, item(path, i)));
    case 'map':
      return Object.fromEntries(
        Object.entries(readObject(value, path)).map(([name, each]) => [
          name,
          read(shape.value, each, inside(path, name)),
        ]),
      );
    case 'structure':
      return readStructure(shape, readObject(value, path), path);
  }
}

function readStructure(shape: StructureShape, given: Record<string, unknown>, path: string) {
  const has = (name: string) => Object.hasOwn(given, name) && given[name] !== null;
  checkRequired(shape.required, has, (name) => inside(path, name));
  const present = Object.entries(shape.members).filter(([name]) => has(name));
  return Object.fromEntries(
    present.map(([name, member]) => [name, read(member, given[name], inside(path, name))]),
  );
}

function readObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrongType(path, 'a structure');
  return value as Record<string, unknown>;
}

function readNumber(value: unknown, path: string): number {
  if (typeof value === 'number') return value;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  throw wrongType(path, 'a number');
}

function readFinite(value: unknown, path: string): number {
  const number = readNumber(value, path);
  if (!Number.isFinite(number)) throw wrongType(path, 'epoch seconds');
  return number;
}

/** Writes what `readJson` reads. */
export function toJson(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'timestamp':
      return Number(value) / 1000;
    case 'list':
      return (value as unknown[]).map((each) => toJson(shape.member, each));
    case 'map':
      return mapObject(value, (_, each) => toJson(shape.value, each));
    case 'structure':
      return mapObject(value, (name, each) => toJson(shape.members[name], each));
    default:
      return value;
  }
}

function mapObject(value: unknown, change: (name: string, each: unknown) => unknown) {
  const present = Object.entries(value as object).filter(([, each]) => each !== undefined);
  return Object.fromEntries(present.map(([name, each]) => [name, change(name, each)]));
}
