import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';
import type { GroupSource } from '../load/watch/group-source.ts';
import type { GlobalOptions } from './global-options.ts';
import type { LoadRunOptions } from './load-run.ts';
import { readDuration } from './option-times.ts';

/** How a group is watched beside a run. */
export interface WatchPlan {
  readonly group: string;
  readonly everySeconds: number;
  /** How long after the load. */
  readonly afterSeconds: number;
}

/** Throws a `PlimsollError` (`usage`); undefined where no group is watched. */
export function readWatch(options: LoadRunOptions): WatchPlan | undefined {
  const { watchGroup: group, watchEvery = '10s', watchAfter = '0s' } = options;
  if (group === undefined) {
    for (const [flag, value] of Object.entries({
      '--watch-every': options.watchEvery,
      '--watch-after': options.watchAfter,
    }))
      if (value !== undefined)
        throw new PlimsollError(
          'usage',
          `${flag} is for a group that is watched; add --watch-group`,
        );
    return undefined;
  }
  if (group === '')
    throw new PlimsollError('usage', "--watch-group '' names no group; give its name");
  const everySeconds = readDuration('--watch-every', watchEvery) ?? 0;
  const afterSeconds = readDuration('--watch-after', watchAfter) ?? 0;
  return { group, everySeconds, afterSeconds };
}

/** Makes sure that there is such a group and that AWS tells of it, before anything is sent. Throws a `PlimsollError`. */
export async function openWatch(
  { group, everySeconds }: WatchPlan,
  { profile, region, endpointUrl }: GlobalOptions,
): Promise<GroupSource> {
  const { openGroup, shortestWatchSeconds } = await import('../aws/group-watch.ts');
  const access = { profile, region, endpointUrl };
  const shortest = shortestWatchSeconds(access);
  if (everySeconds < shortest)
    throw new PlimsollError(
      'usage',
      `--watch-every ${shown(`${everySeconds}s`)} is too often for AWS's limits; give ${shortest}s or more`,
    );
  return await openGroup(access, group);
}
