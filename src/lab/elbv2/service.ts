import { refuseShape } from '../autoscaling/refusals.ts';
import { bind, type Service } from '../service.ts';
import { describeTargetGroups } from './describe-target-groups.ts';
import { describeTargetHealth } from './describe-target-health.ts';
import type { BalancingWorld } from './world.ts';

const OPERATIONS = {
  DescribeTargetGroups: describeTargetGroups,
  DescribeTargetHealth: describeTargetHealth,
};

/** What of Elastic Load Balancing tells about the targets of groups; it words refusals as Auto Scaling does. */
export function elasticLoadBalancing(world: BalancingWorld): Service {
  return {
    name: 'Elastic Load Balancing',
    version: '2015-12-01',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
    operations: bind(OPERATIONS, world),
    refuse: refuseShape,
  };
}
