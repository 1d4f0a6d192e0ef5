/** What an alarm's action triggers. */
export type Action =
  | { readonly triggers: 'policy'; readonly name: string; readonly arn: string | undefined }
  /** A notification, a function: nothing that scales. */
  | { readonly triggers: 'other' };

/**
 * Reads an action of an alarm: the name of a policy, or any ARN.
 *
 * A policy's ARN ends in its name:
 * `arn:aws:autoscaling:REGION:ACCOUNT:scalingPolicy:UUID:autoScalingGroupName/GROUP:policyName/NAME`
 */
export function readAction(action: string): Action {
  const name = POLICY_ARN.exec(action)?.groups?.name;
  if (name !== undefined) return { triggers: 'policy', name, arn: action };
  if (action.startsWith('arn:')) return { triggers: 'other' };
  return { triggers: 'policy', name: action, arn: undefined };
}

const POLICY_ARN = /^arn:[^:]*:autoscaling:.*:policyName\/(?<name>.+)$/;
