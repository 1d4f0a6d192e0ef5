import { formatTimestamp } from '../curve/timestamp.ts';
import { counted } from '../load/counted.ts';
import { callsThat } from '../predict/seed/delivery.ts';
import type { FollowResult } from '../predict/seed/follow.ts';
import type { SeedPlan } from '../predict/seed/plan.ts';
import { type Whereabouts, whereText } from '../predict/seed/whereabouts.ts';
import { deliveryCounts } from './seed-result.ts';

/** What following a plan does, before it is confirmed. */
export function followQuestion(
  { namespace, group, metrics, end }: SeedPlan,
  where: Whereabouts,
  until: number,
): string {
  const last = Number.isFinite(until)
    ? `until ${formatTimestamp(Math.floor(until / 1000))}`
    : 'until Ctrl-C';
  return `to ${whereText(where)}: ${namespace}, ${group}: publishes ${metrics.join(', ')} from ${formatTimestamp(end)} on, each 5 minutes as they end, ${last}`;
}

/** What following a plan came to, as JSON. */
export function followValue({ publishedUntil, before, after }: FollowResult) {
  return {
    publishedUntil: formatTimestamp(publishedUntil),
    callsNow: after.calls.length - before.calls.length,
    ...deliveryCounts(after),
    tooOld: callsThat(after, 'abandoned').length,
  };
}

/** For people. */
export function followText(result: FollowResult): string {
  const { publishedUntil, callsNow, inDoubt, unsent } = followValue(result);
  const left =
    inDoubt + unsent === 0
      ? ''
      : `; ${inDoubt} are in doubt and ${unsent} unsent: follow the plan again`;
  return `published up to ${publishedUntil}, ${counted(callsNow, 'call')} now${left}`;
}
