import { shown } from '../../curve/shown.ts';
import type { Path } from '../../model/json/path.ts';
import type { Problems } from './problems.ts';

/** Something that goes by a name, and where the name stands. */
export interface Named {
  readonly name: string;
  readonly nameAt: Path;
}

/** Reports every name that was taken by one before it. */
export function refuseRepeatedNames(all: readonly Named[], problems: Problems): void {
  const first = new Map<string, Path>();
  for (const { name, nameAt } of all) {
    const taken = first.get(name);
    if (taken === undefined) first.set(name, nameAt);
    else {
      const says = `${shown(name)} is taken on ${problems.line(taken, nameAt)}: give each a name of its own`;
      problems.of(nameAt, says);
    }
  }
}
