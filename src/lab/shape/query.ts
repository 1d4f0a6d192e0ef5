import { checkList, checkRequired, checkString, inside, item } from './constraints.ts';
import type { ListShape, MapShape, Shape, StructureShape } from './shape.ts';
import { wrongType } from './violation.ts';

/** Parameters of a request in the query protocol, nested as their names say. */
interface Tree {
  readonly value?: string;
  readonly children: ReadonlyMap<string, Tree>;
}

/**
 * Reads what AWS's query protocol sends: `MetricData.member.1.Value=2`. Timestamps are
 * ISO 8601 with a zone, or epoch seconds. Parameters that the shape does not have are
 * passed over.
 *
 * Throws a `ShapeError`.
 */
export function readQuery<T>(shape: StructureShape<T>, parameters: URLSearchParams): T {
  return read(shape, treeOf(parameters), '') as T;
}

interface Growing {
  value?: string;
  readonly children: Map<string, Growing>;
}

function treeOf(parameters: URLSearchParams): Tree {
  const root: Growing = { children: new Map() };
  for (const [name, value] of parameters) {
    let node = root;
    for (const part of name.split('.', DEEPEST)) {
      let child = node.children.get(part);
      if (child === undefined) {
        child = { children: new Map() };
        node.children.set(part, child);
      }
      node = child;
    }
    node.value = value;
  }
  return root;
}

/** No shape is deeper; what is shall not cost a level of the stack each. */
const DEEPEST = 40;

function read(shape: Shape, tree: Tree, path: string): unknown {
  switch (shape.kind) {
    case 'structure':
      return readStructure(shape, tree, path);
    case 'list':
      return readList(shape, tree, path);
    case 'map':
      return readMap(shape, tree, path);
    case 'string': {
      const value = readText(tree, path);
      checkString(shape, value, path);
      return value;
    }
    case 'boolean':
      return readBoolean(readText(tree, path), path);
    case 'number':
      return readNumber(readText(tree, path), path);
    case 'integer': {
      const number = readNumber(readText(tree, path), path);
      if (!Number.isInteger(number)) throw wrongType(path, 'an integer');
      return number;
    }
    case 'timestamp':
      return readTimestamp(readText(tree, path), path);
  }
}

function readStructure(shape: StructureShape, { children }: Tree, path: string) {
  checkRequired(
    shape.required,
    (name) => children.has(name),
    (name) => inside(path, name),
  );
  const present = Object.entries(shape.members).flatMap(([name, member]) => {
    const child = children.get(name);
    return child === undefined ? [] : [[name, read(member, child, inside(path, name))] as const];
  });
  return Object.fromEntries(present);
}

/** The items in the order of their numbers; an empty list is sent as `MetricData=`. */
function readList(shape: ListShape, tree: Tree, path: string): unknown[] {
  const items = numbered(tree.children.get('member'));
  checkList(shape, items.length, path);
  return items.map((each, i) => read(shape.member, each, item(path, i)));
}

function readMap(shape: MapShape, tree: Tree, path: string) {
  const entries = numbered(tree.children.get('entry')).map(({ children }) => {
    const key = children.get('key')?.value ?? '';
    const value = children.get('value') ?? { children: new Map() };
    return [key, read(shape.value, value, inside(path, key))] as const;
  });
  return Object.fromEntries(entries);
}

function numbered(tree: Tree | undefined): Tree[] {
  return [...(tree?.children ?? [])]
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

function readText({ value }: Tree, path: string): string {
  if (value === undefined) throw wrongType(path, 'a value');
  return value;
}

function readBoolean(value: string, path: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw wrongType(path, 'true or false');
}

function readNumber(value: string, path: string): number {
  const number = Number(value);
  if (value.trim() === '' || (Number.isNaN(number) && value !== 'NaN'))
    throw wrongType(path, 'a number');
  return number;
}

function readTimestamp(value: string, path: string): number {
  const seconds = Number(value);
  if (value.trim() !== '' && Number.isFinite(seconds)) return Math.round(1000 * seconds);
  // Without a zone AWS takes it for UTC.
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`;
  const milliseconds = Date.parse(zoned);
  if (!/^\d{4}-\d\d-\d\d/.test(value) || Number.isNaN(milliseconds))
    throw wrongType(path, 'a timestamp');
  return milliseconds;
}
