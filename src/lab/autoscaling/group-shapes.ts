import { BOOLEAN, INTEGER, list, structure, TEXT, TIMESTAMP, text } from '../shape/shape.ts';
import { NAME } from './policy-shapes.ts';

/** Source of all shapes: Amazon EC2 Auto Scaling API reference. */
const LAUNCH_TEMPLATE = structure({
  LaunchTemplateId: TEXT,
  LaunchTemplateName: TEXT,
  Version: TEXT,
});

/** What CreateAutoScalingGroup and UpdateAutoScalingGroup both take, as far as the lab has a use for it. */
export const GROUP_CHANGES = {
  DesiredCapacity: INTEGER,
  DefaultCooldown: INTEGER,
  DefaultInstanceWarmup: INTEGER,
  AvailabilityZones: list(NAME),
  VPCZoneIdentifier: text(0, 5000),
  HealthCheckType: text(1, 32),
  HealthCheckGracePeriod: INTEGER,
  TerminationPolicies: list(TEXT),
  LaunchConfigurationName: NAME,
  LaunchTemplate: LAUNCH_TEMPLATE,
};

const INSTANCE = structure(
  {},
  {
    InstanceId: TEXT,
    AvailabilityZone: TEXT,
    LifecycleState: TEXT,
    HealthStatus: TEXT,
    ProtectedFromScaleIn: BOOLEAN,
  },
);

export const DESCRIBED_GROUP = structure(
  { DefaultInstanceWarmup: INTEGER },
  {
    AutoScalingGroupName: TEXT,
    AutoScalingGroupARN: TEXT,
    MinSize: INTEGER,
    MaxSize: INTEGER,
    DesiredCapacity: INTEGER,
    DefaultCooldown: INTEGER,
    AvailabilityZones: list(TEXT),
    LoadBalancerNames: list(TEXT),
    TargetGroupARNs: list(TEXT),
    HealthCheckType: TEXT,
    HealthCheckGracePeriod: INTEGER,
    Instances: list(INSTANCE),
    CreatedTime: TIMESTAMP,
    SuspendedProcesses: list(structure({ ProcessName: TEXT })),
    EnabledMetrics: list(structure({ Metric: TEXT, Granularity: TEXT })),
    Tags: list(structure({ Key: TEXT })),
    TerminationPolicies: list(TEXT),
    NewInstancesProtectedFromScaleIn: BOOLEAN,
  },
);
