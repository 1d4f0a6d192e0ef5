import { describeEvidence, type Evidence } from '../model/evidence.ts';
import type { Settlement } from '../model/policies/settle.ts';

/** One scaling action. */
export interface Activity {
  /** Epoch seconds. */
  readonly at: number;
  /** Desired capacity before and after. */
  readonly from: number;
  readonly to: number;
  readonly policyName: string;
  readonly evidence: Evidence;
  /** What the policy wanted before the group's bounds. */
  readonly wanted: number;
}

export function activity(
  { policy, desired, wanted }: Settlement,
  from: number,
  at: number,
): Activity {
  const evidence = policy.evidence();
  return { at, from, to: desired, policyName: policy.name, evidence, wanted };
}

/** The cause in the manner of AWS's own activity text, and what the alarm saw. */
export function causeText(activity: Activity): string {
  const { from, to, policyName, evidence } = activity;
  return `a monitor alarm ${evidence.alarmName} in state ALARM triggered policy ${policyName} changing the desired capacity from ${from} to ${to} (${describeEvidence(evidence)}${limit(activity)})`;
}

function limit({ wanted, to }: Activity): string {
  if (wanted > to) return `; it wanted ${wanted}, MaxSize is ${to}`;
  if (wanted < to) return `; it wanted ${wanted}, MinSize is ${to}`;
  return '';
}
