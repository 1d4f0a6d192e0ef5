import type { Instance } from '../../model/group.ts';
import { wrong } from '../autoscaling/refusals.ts';
import { AwsError } from '../aws-error.ts';
import { targetGroupOf, zoneOf } from '../live/names.ts';
import { operation } from '../operation.ts';
import { INTEGER, list, structure, TEXT } from '../shape/shape.ts';
import type { BalancingWorld } from './world.ts';

const TARGET = structure({ Port: INTEGER, AvailabilityZone: TEXT }, { Id: TEXT });
const HEALTH = structure({ Reason: TEXT, Description: TEXT }, { State: TEXT });

/**
 * DescribeTargetHealth: the instances that are registered, that is in service or
 * draining, as their health checks see them.
 *
 * Source: Elastic Load Balancing API reference, DescribeTargetHealth.
 */
export const describeTargetHealth = operation({
  input: structure({ Targets: list(TARGET), Include: list(TEXT) }, { TargetGroupArn: TEXT }),
  output: structure(
    {},
    {
      TargetHealthDescriptions: list(
        structure({}, { Target: TARGET, HealthCheckPort: TEXT, TargetHealth: HEALTH }),
      ),
    },
  ),
  handle: ({ TargetGroupArn, Targets = [], Include = [] }, { live }: BalancingWorld) => {
    if (Include.length > 0)
      throw wrong(['Include'], 'is not supported by the lab, which looks for no anomalies');
    const [, group] =
      [...live.groups].find(([name]) => targetGroupOf(name).arn === TargetGroupArn) ?? [];
    if (group === undefined)
      throw new AwsError('TargetGroupNotFound', `There is no target group ${TargetGroupArn}`);
    const registered = group.life.group.instances
      .filter(({ state }) => state !== 'Pending')
      .map((instance) => ({
        Target: {
          Id: group.life.idOf(instance.id),
          Port: 80,
          AvailabilityZone: zoneOf(instance.id),
        },
        HealthCheckPort: '80',
        TargetHealth: healthOf(instance),
      }));
    const strangers = Targets.filter(
      ({ Id }) => !registered.some(({ Target }) => Target.Id === Id),
    );
    const found = registered.filter(
      ({ Target }) => Targets.length === 0 || Targets.some(({ Id }) => Id === Target.Id),
    );
    return {
      TargetHealthDescriptions: [
        ...found,
        ...strangers.map((Target) => ({
          Target,
          HealthCheckPort: '80',
          TargetHealth: {
            State: 'unused',
            Reason: 'Target.NotRegistered',
            Description: 'Target is not registered to the target group',
          },
        })),
      ],
    };
  },
});

function healthOf({ state, healthy }: Readonly<Instance>) {
  if (state === 'Terminating')
    return {
      State: 'draining',
      Reason: 'Target.DeregistrationInProgress',
      Description: 'Target deregistration is in progress',
    };
  if (healthy) return { State: 'healthy' };
  return {
    State: 'initial',
    Reason: 'Elb.InitialHealthChecking',
    Description: 'Initial health checks in progress',
  };
}
