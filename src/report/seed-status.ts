import { formatTimestamp } from '../curve/timestamp.ts';
import { type CallState, type Delivery, isDelivered } from '../predict/seed/delivery.ts';
import type { SeedPlan } from '../predict/seed/plan.ts';
import { type Whereabouts, whereText } from '../predict/seed/whereabouts.ts';
import { deliveryCounts } from './seed-result.ts';

/** How far a plan is, as JSON; `where` is null where nothing was sent, `followed` where nothing was published after it. */
export function seedStatusValue(
  plan: SeedPlan,
  applied: Delivery,
  where: Whereabouts | undefined,
  followed: Delivery | undefined,
) {
  return {
    namespace: plan.namespace,
    group: plan.group,
    where: where ?? null,
    ...deliveryCounts(applied),
    doubts: seedStatusRows(plan, applied).filter(({ state }) => state === 'in doubt'),
    followed: followed === undefined ? null : deliveryCounts(followed),
  };
}

/** For people. */
export function seedStatusText(
  plan: SeedPlan,
  applied: Delivery,
  where: Whereabouts | undefined,
  followed: Delivery | undefined,
): string {
  const { calls, acknowledged, foundStored, inDoubt, unsent } = deliveryCounts(applied);
  const lines = [
    `${plan.namespace}, ${plan.group}: ${acknowledged + foundStored} of ${calls} calls are applied${isDelivered(applied) ? '' : `, ${inDoubt} in doubt, ${unsent} unsent: apply the plan again`}`,
    ...seedStatusRows(plan, applied)
      .filter(({ state }) => state === 'in doubt')
      .map(({ call, from, to, why }) => `  call ${call}, ${from} to ${to}: in doubt: ${why}`),
  ];
  if (where !== undefined) lines.push(`at ${whereText(where)}`);
  if (followed !== undefined) {
    const counts = deliveryCounts(followed);
    lines.push(
      `followed by ${counts.acknowledged + counts.foundStored} of ${counts.calls} calls${isDelivered(followed) ? '' : `, ${counts.inDoubt} in doubt, ${counts.unsent} unsent: follow the plan again`}`,
    );
  }
  return lines.join('\n');
}

/** A row a call. */
export function seedStatusRows(plan: SeedPlan, applied: Delivery) {
  return plan.calls.map(({ data }, call) => {
    const state = applied.calls[call];
    return {
      call: call + 1,
      from: formatTimestamp(data[0].Timestamp),
      to: formatTimestamp(data[data.length - 1].Timestamp),
      points: data.length,
      state: WORDS[state.is],
      since: sinceOf(state),
      why: whyOf(state),
    };
  });
}

const WORDS = {
  unsent: 'unsent',
  sending: 'in doubt',
  acknowledged: 'acknowledged',
  doubtful: 'in doubt',
  stored: 'found stored',
  abandoned: 'too old',
} as const;

function sinceOf(state: CallState): string | undefined {
  const at = 'at' in state ? state.at : 'since' in state ? state.since : undefined;
  return at === undefined ? undefined : formatTimestamp(Math.round(at / 1000));
}

function whyOf(state: CallState): string | undefined {
  if (state.is === 'sending') return 'it is being sent, or the process ended meanwhile';
  return state.is === 'doubtful' ? state.why : undefined;
}
