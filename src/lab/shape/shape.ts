/**
 * What an operation takes or answers, as data: the protocols read and write by it, so
 * that an operation knows nothing of them. `T` is the type of the value, known to the
 * compiler alone.
 */
export type Shape<T = unknown> = { readonly [VALUE]?: T } & (
  | StringShape
  | { readonly kind: 'number' | 'integer' | 'boolean' | 'timestamp' }
  | ListShape
  | MapShape
  | Structure
);

declare const VALUE: unique symbol;

export interface StringShape {
  readonly kind: 'string';
  /** Characters. */
  readonly least?: number;
  readonly most?: number;
  readonly among?: readonly string[];
}

export interface ListShape {
  readonly kind: 'list';
  readonly member: Shape;
  readonly most?: number;
}

export interface MapShape {
  readonly kind: 'map';
  readonly value: Shape;
}

interface Structure {
  readonly kind: 'structure';
  readonly members: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}

export type StructureShape<T = unknown> = { readonly [VALUE]?: T } & Structure;

/** The value that a shape describes. */
export type Of<S> = S extends { readonly [VALUE]?: infer T } ? T : never;

export const TEXT: Shape<string> = { kind: 'string' };
export const NUMBER: Shape<number> = { kind: 'number' };
export const INTEGER: Shape<number> = { kind: 'integer' };
export const BOOLEAN: Shape<boolean> = { kind: 'boolean' };
/** Epoch milliseconds. */
export const TIMESTAMP: Shape<number> = { kind: 'timestamp' };

/** A string of so many characters. */
export function text(least: number, most: number): Shape<string> {
  return { kind: 'string', least, most };
}

/** One of these strings. */
export function oneOf<const One extends string>(...among: readonly One[]): Shape<One> {
  return { kind: 'string', among };
}

/** @param most items, where AWS has a limit */
export function list<T>(member: Shape<T>, most = Number.POSITIVE_INFINITY): Shape<readonly T[]> {
  return { kind: 'list', member, most };
}

export function map<T>(value: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return { kind: 'map', value };
}

type Members = Readonly<Record<string, Shape>>;
type Optional<M> = { readonly [K in keyof M]?: Of<M[K]> | undefined };
type Needed<M> = { readonly [K in keyof M]: Of<M[K]> };

/** Members that may be there and, in the second place, those that must. */
export function structure<M extends Members>(optional: M): StructureShape<Optional<M>>;
export function structure<M extends Members, R extends Members>(
  optional: M,
  required: R,
): StructureShape<Optional<M> & Needed<R>>;
export function structure(optional: Members, required: Members = {}): StructureShape {
  return {
    kind: 'structure',
    members: { ...required, ...optional },
    required: Object.keys(required),
  };
}
