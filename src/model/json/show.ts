import { shown } from '../../curve/shown.ts';

/** A value as a message shows it after "is". */
export function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? shown(value) : String(value);
}
