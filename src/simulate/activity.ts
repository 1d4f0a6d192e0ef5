import type { Bounds, Settlement } from '../model/policies/settle.ts';

/** One scaling action. */
export interface Activity {
  /** Epoch seconds. */
  readonly at: number;
  /** Desired capacity before and after. */
  readonly from: number;
  readonly to: number;
  readonly cause: string;
}

/** A scaling action with its cause in the manner of AWS's own activity text, followed by what the alarm saw. */
export function activity(
  { policy, desired, wanted }: Settlement,
  from: number,
  at: number,
  bounds: Bounds,
): Activity {
  const { alarmName, evidence } = policy.cause();
  const cause = `a monitor alarm ${alarmName} in state ALARM triggered policy ${policy.name} changing the desired capacity from ${from} to ${desired}`;
  return { at, from, to: desired, cause: `${cause} (${evidence}${limit(wanted, bounds)})` };
}

function limit(wanted: number, { min, max }: Bounds): string {
  if (wanted > max) return `; it wanted ${wanted}, MaxSize is ${max}`;
  if (wanted < min) return `; it wanted ${wanted}, MinSize is ${min}`;
  return '';
}
