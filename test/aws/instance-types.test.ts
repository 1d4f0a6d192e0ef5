import { describe, expect, it } from 'vitest';
import { instanceTypesOf } from '../../src/aws/instance-types.ts';

const RUNNING = {
  InstanceId: 'i-0123456789abcdef0',
  InstanceType: 't3.micro',
  AvailabilityZone: 'us-east-1a',
  LifecycleState: 'InService' as const,
  HealthStatus: 'Healthy',
  ProtectedFromScaleIn: false,
};

describe('instanceTypesOf', () => {
  it('takes those that run and those that may', () => {
    const Overrides = [{ InstanceType: 't3.micro' }, { InstanceType: 'm5.large' }];
    const types = instanceTypesOf({
      Instances: [RUNNING],
      MixedInstancesPolicy: { LaunchTemplate: { Overrides } },
    });
    expect(types).toEqual(['t3.micro', 'm5.large']);
  });

  it('knows none where the group picks types by their attributes, whatever runs now', () => {
    const InstanceRequirements = { VCpuCount: { Min: 2 }, MemoryMiB: { Min: 4096 } };
    const types = instanceTypesOf({
      Instances: [RUNNING],
      MixedInstancesPolicy: { LaunchTemplate: { Overrides: [{ InstanceRequirements }] } },
    });
    expect(types).toEqual([]);
  });
});
