import { nearest } from '../../curve/nearest.ts';
import { shown } from '../../curve/shown.ts';
import { isMapping } from '../../model/json/mapping.ts';
import { listed } from '../reading/fields.ts';
import type { Problems } from '../reading/problems.ts';
import type { Item, PrintedList } from './printed-list.ts';

/**
 * What a list has of one group: the one that the list itself names, else `known`,
 * the group of the scenario. What says no group is everybody's.
 *
 * Reports a list about several groups when none is named, and one that has nothing
 * of the group that is.
 */
export function ofOneGroup(
  list: PrintedList,
  known: string | undefined,
  problems: Problems,
): readonly Item[] {
  const { items, group, groupKey } = list;
  const all = [...new Set(items.flatMap((item) => groupOf(item) ?? []))];
  const wanted = group?.name ?? known;
  if (wanted === undefined) {
    if (all.length < 2) return items;
    problems.of(list.at, `is about ${all.length} groups: add ${groupKey}: ${few(all)}`);
    return [];
  }
  const found = items.filter((item) => (groupOf(item) ?? wanted) === wanted);
  if (found.length > 0 || items.length === 0) return found;
  if (group === undefined) {
    const says = `has nothing of the group ${shown(wanted)}: leave it out, or add ${groupKey}: ${few(all)}`;
    problems.of(list.at, says);
    return [];
  }
  const meant = nearest(wanted, all);
  const hint = meant === undefined ? '' : ` (did you mean ${shown(meant)}?)`;
  problems.of(group.at, `${shown(wanted)} names no group there${hint}: give ${few(all)}`);
  return [];
}

/** The group that AWS says a thing belongs to. */
function groupOf({ value }: Item): string | undefined {
  const name = isMapping(value) ? value.AutoScalingGroupName : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** An account may have hundreds. */
const MOST_NAMES = 20;

function few(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return listed(more > 0 ? [...names.slice(0, MOST_NAMES), `${more} more`] : names);
}
