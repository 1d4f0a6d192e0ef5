/**
 * Why a text is no name of a group, to be said after it; undefined when it is one.
 *
 * Source: EC2 Auto Scaling API reference, CreateAutoScalingGroup, AutoScalingGroupName.
 */
export function whyNoGroupName(name: string): string | undefined {
  if (name !== '' && name.length <= 255 && !name.includes(':')) return undefined;
  return 'give a name of 1 to 255 characters, without a colon';
}
