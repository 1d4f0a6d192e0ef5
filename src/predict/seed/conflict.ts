import { shown } from '../../curve/shown.ts';
import { PlimsollError } from '../../error.ts';
import { shellWord } from '../shell-word.ts';
import type { SeedCloudWatch } from './cloudwatch.ts';
import type { SeedPlan } from './plan.ts';

/**
 * Refuses to seed where there is something already: what is put adds to it, and cannot
 * be taken back. Listed metrics and what can be read are both looked at, since each
 * shows later than the other at times.
 *
 * Throws a `PlimsollError` (`bad-file`).
 */
export async function refuseConflict(plan: SeedPlan, cloudWatch: SeedCloudWatch): Promise<void> {
  const { namespace, group, metrics, start, end } = plan;
  const readings = await cloudWatch.read(plan, metrics, { start, end });
  const listed = await cloudWatch.list(plan);
  const taken = metrics.filter(
    (metric) =>
      listed.includes(metric) || readings.get(metric)?.sampleCount.some((count) => count > 0),
  );
  if (taken.length === 0) return;
  throw new PlimsollError(
    'bad-file',
    `${namespace}: already holds ${taken.join(', ')} of ${shown(group)}, and seeding would add to it: plan into a fresh namespace, such as --namespace ${shellWord(nextNamespace(namespace))}`,
  );
}

/**
 * Refuses to follow a plan where somebody else does: whoever published after its end is
 * not in the ledger.
 *
 * Throws a `PlimsollError` (`bad-file`).
 *
 * @param until epoch seconds
 */
export async function refuseLaterData(
  plan: SeedPlan,
  cloudWatch: SeedCloudWatch,
  until: number,
): Promise<void> {
  const { namespace, group, metrics, end } = plan;
  if (until <= end) return;
  const readings = await cloudWatch.read(plan, metrics, { start: end, end: until });
  const taken = metrics.filter((metric) =>
    readings.get(metric)?.sampleCount.some((count) => count > 0),
  );
  if (taken.length > 0)
    throw new PlimsollError(
      'bad-file',
      `${namespace}: somebody else publishes ${taken.join(', ')} of ${shown(group)} after the plan's end, and following would add to it: end that, or plan into a fresh namespace, such as --namespace ${shellWord(nextNamespace(namespace))}`,
    );
}

/** `Shop/Seed` → `Shop/Seed-2` → `Shop/Seed-3`. */
function nextNamespace(namespace: string): string {
  const [, stem = namespace, number = '1'] = /^(.*?)-(\d{1,4})$/.exec(namespace) ?? [];
  return `${stem}-${Number(number) + 1}`;
}
