import { describeEvidence } from '../model/evidence.ts';
import type { Cause } from '../model/policies/running-policy.ts';
import type { Settlement } from '../model/policies/settle.ts';

/** One scaling action. */
export interface Activity {
  /** Epoch seconds. */
  readonly at: number;
  /** Desired capacity before and after. */
  readonly from: number;
  readonly to: number;
  readonly policyName: string;
  readonly cause: Cause;
  /** What the policy wanted before the group's bounds. */
  readonly wanted: number;
}

export function activity(
  { policy, desired, wanted }: Settlement,
  from: number,
  at: number,
): Activity {
  return { at, from, to: desired, policyName: policy.name, cause: policy.cause(), wanted };
}

/** The cause in the manner of AWS's own activity text, and what the alarm saw. */
export function causeText({ from, to, policyName, cause, wanted }: Activity): string {
  const { alarmName, evidence } = cause;
  return `a monitor alarm ${alarmName} in state ALARM triggered policy ${policyName} changing the desired capacity from ${from} to ${to} (${describeEvidence(evidence)}${limit(wanted, to)})`;
}

function limit(wanted: number, to: number): string {
  if (wanted > to) return `; it wanted ${wanted}, MaxSize is ${to}`;
  if (wanted < to) return `; it wanted ${wanted}, MinSize is ${to}`;
  return '';
}
