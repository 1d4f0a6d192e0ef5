import { formatTimestamp } from '../curve/timestamp.ts';
import { describeEvidence, type Evidence } from './evidence.ts';
import type { GroupUpdate } from './group.ts';
import type { Settlement } from './policies/settle.ts';

/** One scaling action, or one that was refused: then nothing changed. */
export interface Activity {
  /** Epoch seconds. */
  readonly at: number;
  /** Desired capacity before and after. */
  readonly from: number;
  readonly to: number;
  readonly cause: Cause;
}

export type Cause =
  | {
      readonly kind: 'policy';
      readonly policyName: string;
      readonly evidence: Evidence;
      /** What the policy wanted before the group's bounds. */
      readonly wanted: number;
      /** The predictive policy whose forecast kept the capacity above that. */
      readonly heldUpBy: string | undefined;
      /** The group's MaxSize and the predictive policy, where that has just raised it. */
      readonly raised: { readonly max: number; readonly by: string } | undefined;
    }
  | {
      readonly kind: 'scheduled-action';
      readonly name: string;
      /** The group's, afterwards. */
      readonly min: number;
      readonly max: number;
    }
  | { readonly kind: 'request' }
  /** Somebody made the group. */
  | { readonly kind: 'creation' }
  | {
      /** Somebody changed the group's bounds, or more than that. */
      readonly kind: 'update';
      readonly min: number;
      readonly max: number;
    }
  | {
      /** A planned change that contradicts the group: nothing came of it. */
      readonly kind: 'refused';
      readonly what: string;
      readonly asked: GroupUpdate;
      /** The group's. */
      readonly min: number;
      readonly max: number;
    };

export function policyCause({ policy, wanted, heldUpBy, raised }: Settlement): Cause {
  return {
    kind: 'policy',
    policyName: policy.name,
    evidence: policy.evidence(),
    wanted,
    heldUpBy: heldUpBy?.name,
    raised: raised && { max: raised.max, by: raised.by.name },
  };
}

/** Of a planned change that the group does not take. */
export function refusedChange(
  what: string,
  asked: GroupUpdate,
  { min, max }: { readonly min: number; readonly max: number },
): Cause {
  return { kind: 'refused', what, asked, min, max };
}

/** The cause in the manner of AWS's own activity text, and what the policy saw. */
export function causeText({ from, to, cause }: Activity): string {
  const changing = `changing the desired capacity from ${from} to ${to}`;
  switch (cause.kind) {
    case 'policy': {
      const { policyName, evidence } = cause;
      const trigger =
        evidence.kind === 'forecast'
          ? `the capacity forecast of predictive scaling policy ${policyName} for ${formatTimestamp(evidence.hour)} is ${evidence.capacity},`
          : `a monitor alarm ${evidence.alarmName} in state ALARM triggered policy ${policyName}`;
      return `${trigger} ${changing} (${describeEvidence(evidence)}${limit(cause, to)})`;
    }
    case 'scheduled-action':
      return `a scheduled action update of AutoScalingGroup constraints to min: ${cause.min}, max: ${cause.max}, desired: ${to} ${changing} (${cause.name})`;
    case 'refused': {
      const { min = cause.min, max = cause.max, desired = from } = cause.asked;
      return `${cause.what} was refused: it asks for min: ${min}, max: ${max}, desired: ${desired}; the group keeps min: ${cause.min}, max: ${cause.max}, desired: ${from}`;
    }
    case 'creation':
      return `a user request created an AutoScalingGroup ${changing}`;
    case 'update':
      return `a user request update of AutoScalingGroup constraints to min: ${cause.min}, max: ${cause.max}, desired: ${to} ${changing}`;
    case 'request':
      return `a user request explicitly set group desired capacity ${changing}`;
  }
}

function limit({ wanted, heldUpBy, raised }: PolicyCause, to: number): string {
  const ratchet = raised === undefined ? '' : `; ${raised.by} raised MaxSize to ${raised.max}`;
  return `${bound(wanted, heldUpBy, to)}${ratchet}`;
}

type PolicyCause = Extract<Cause, { readonly kind: 'policy' }>;

function bound(wanted: number, heldUpBy: string | undefined, to: number): string {
  if (wanted > to) return `; it wanted ${wanted}, MaxSize is ${to}`;
  if (wanted < to && heldUpBy !== undefined)
    return `; it wanted ${wanted}, the forecast of ${heldUpBy} keeps ${to}`;
  if (wanted < to) return `; it wanted ${wanted}, MinSize is ${to}`;
  return '';
}
