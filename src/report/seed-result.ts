import type { ApplyResult } from '../predict/seed/apply.ts';
import { callsThat, type Delivery } from '../predict/seed/delivery.ts';
import { formatDuration } from './format-duration.ts';

/** What applying a plan came to, as JSON. */
export function seedResultValue({ end, after, sentNow }: ApplyResult) {
  return { end, sentNow, ...deliveryCounts(after) };
}

/** How many calls are in which state. */
export function deliveryCounts(delivery: Delivery) {
  const count = (is: Delivery['calls'][number]['is']) => callsThat(delivery, is).length;
  return {
    calls: delivery.calls.length,
    acknowledged: count('acknowledged'),
    foundStored: count('stored'),
    inDoubt: count('doubtful') + count('sending'),
    unsent: count('unsent'),
    witnesses: delivery.witnesses.length,
  };
}

/** A line for people. */
export function seedResultText(result: ApplyResult): string {
  const { end, before, after, sentNow } = result;
  const { calls, foundStored, inDoubt, unsent, witnesses } = deliveryCounts(after);
  const parts =
    end === 'delivered'
      ? [
          before === after
            ? `all ${calls} calls were applied before; nothing was sent`
            : `all ${calls} calls are applied, ${sentNow} of them sent now`,
        ]
      : [
          `${calls - inDoubt - unsent} of ${calls} calls are applied; ${sentNow} were sent now`,
          `${inDoubt} are in doubt, ${unsent} unsent`,
        ];
  if (foundStored > 0) parts.push(`${foundStored} had been in doubt and were found stored`);
  if (witnesses > 0)
    parts.push(
      `${witnesses} ${witnesses === 1 ? 'witness was' : 'witnesses were'} put to settle doubts`,
    );
  return parts.join('; ');
}

/** For a line that moves. */
/** @param waitsMs for how long nothing will be done now */
export function seedProgressLine(delivery: Delivery, waitsMs?: number): string {
  const { calls, acknowledged, foundStored, inDoubt } = deliveryCounts(delivery);
  const done = acknowledged + foundStored;
  const doubt = inDoubt === 0 ? '' : `, ${inDoubt} in doubt`;
  return `${done} of ${calls} calls applied${doubt}${waitsMs === undefined ? '' : waiting(delivery, waitsMs)}`;
}

function waiting({ refusals }: Delivery, waitsMs: number): string {
  const again = formatDuration(Math.max(1, waitsMs / 1000));
  return refusals.inARow > 0
    ? `; refused for now, sent again in ${again}`
    : `; what is in doubt may still arrive, and is read back in ${again}`;
}
