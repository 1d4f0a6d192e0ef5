import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';

/**
 * What a group may launch: the types of its instances and those that its mixed instances
 * policy names. None where that policy picks types by attributes (InstanceRequirements),
 * since then it may launch others than it has.
 *
 * Source: EC2 Auto Scaling API reference, LaunchTemplateOverrides: a type or requirements,
 * not both.
 */
export function instanceTypesOf({
  Instances = [],
  MixedInstancesPolicy,
}: Pick<AutoScalingGroup, 'Instances' | 'MixedInstancesPolicy'>): readonly string[] {
  const overrides = MixedInstancesPolicy?.LaunchTemplate?.Overrides ?? [];
  if (overrides.some(({ InstanceRequirements }) => InstanceRequirements !== undefined)) return [];
  const types = [...Instances, ...overrides].map(({ InstanceType }) => InstanceType);
  return [...new Set(types)].filter((type) => type !== undefined);
}
