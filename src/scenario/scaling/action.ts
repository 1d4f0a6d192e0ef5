/** What an alarm's action triggers. */
export type Action =
  | {
      readonly triggers: 'policy';
      readonly name: string;
      readonly arn: string | undefined;
      /** The group of the policy, where the action says it. */
      readonly group: string | undefined;
    }
  /** A notification, a function: nothing that scales. */
  | { readonly triggers: 'other' };

/**
 * Reads an action of an alarm: the name of a policy, or any ARN.
 *
 * A policy's ARN ends in its name:
 * `arn:aws:autoscaling:REGION:ACCOUNT:scalingPolicy:UUID:autoScalingGroupName/GROUP:policyName/NAME`
 */
export function readAction(action: string): Action {
  const parts = POLICY_ARN.exec(action)?.groups;
  if (parts !== undefined) {
    return { triggers: 'policy', name: parts.name, arn: action, group: parts.group };
  }
  if (action.startsWith('arn:')) return { triggers: 'other' };
  return { triggers: 'policy', name: action, arn: undefined, group: undefined };
}

const POLICY_ARN =
  /^arn:[^:]*:autoscaling:.*?(?::autoScalingGroupName\/(?<group>.+))?:policyName\/(?<name>.+)$/;
