import type { JSONObject, JSONValue } from '@jmespath-community/jmespath';

/**
 * JSON as the AWS CLI's `--output text` prints it: an object's scalars on one
 * line, ordered by key and separated by tabs; what is nested in it on lines of
 * its own that begin with the key in capitals; null as None.
 *
 * Objects in one list show the same scalar keys, an absent one as nothing, so
 * that columns stay columns.
 */
export function formatText(value: JSONValue): string {
  return linesOf(value).join('\n');
}

function linesOf(value: JSONValue, key?: string, columns?: readonly string[]): string[] {
  if (Array.isArray(value)) return linesOfList(value, key);
  if (isObject(value)) return linesOfObject(value, key, columns);
  return [scalar(value)];
}

function linesOfObject(value: JSONObject, key?: string, columns?: readonly string[]): string[] {
  const keys = Object.keys(value).sort();
  const scalars = columns ?? keys.filter((name) => isScalar(value[name]));
  const cells = scalars.map((name) => (name in value ? scalar(value[name]) : ''));
  const own = cells.length === 0 ? [] : [line(key, cells)];
  const nested = keys
    .filter((name) => !scalars.includes(name))
    .flatMap((name) => linesOf(value[name], name));
  return [...own, ...nested];
}

function linesOfList(list: readonly JSONValue[], key?: string): string[] {
  if (list.some(isObject)) {
    const objects = list.filter(isObject);
    const columns = new Set(
      objects.flatMap((item) => Object.keys(item).filter((name) => isScalar(item[name]))),
    );
    return list.flatMap((item) => linesOf(item, key, [...columns].sort()));
  }
  const scalars = list.filter(isScalar).map(scalar);
  const own =
    key === undefined
      ? scalars.length === 0
        ? []
        : [scalars.join('\t')]
      : scalars.map((text) => line(key, [text]));
  return [...own, ...list.filter(Array.isArray).flatMap((item) => linesOf(item, key))];
}

function line(key: string | undefined, cells: readonly string[]): string {
  return (key === undefined ? cells : [key.toUpperCase(), ...cells]).join('\t');
}

function isObject(value: JSONValue): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: JSONValue): boolean {
  return typeof value !== 'object' || value === null;
}

function scalar(value: JSONValue): string {
  return value === null ? 'None' : String(value);
}
