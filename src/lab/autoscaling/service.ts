import { bind, type Service } from '../service.ts';
import { createAutoScalingGroup } from './create-auto-scaling-group.ts';
import { deleteAutoScalingGroup } from './delete-auto-scaling-group.ts';
import { deletePolicy } from './delete-policy.ts';
import { deleteScheduledAction } from './delete-scheduled-action.ts';
import { describeAutoScalingGroups } from './describe-auto-scaling-groups.ts';
import { describePolicies } from './describe-policies.ts';
import { describeScalingActivities } from './describe-scaling-activities.ts';
import { describeScheduledActions } from './describe-scheduled-actions.ts';
import { getPredictiveScalingForecast } from './get-predictive-scaling-forecast.ts';
import { putScalingPolicy } from './put-scaling-policy.ts';
import { putScheduledUpdateGroupAction } from './put-scheduled-update-group-action.ts';
import { refuseShape } from './refusals.ts';
import { setDesiredCapacity } from './set-desired-capacity.ts';
import { updateAutoScalingGroup } from './update-auto-scaling-group.ts';
import type { AutoScalingWorld } from './world.ts';

const OPERATIONS = {
  CreateAutoScalingGroup: createAutoScalingGroup,
  UpdateAutoScalingGroup: updateAutoScalingGroup,
  DeleteAutoScalingGroup: deleteAutoScalingGroup,
  DescribeAutoScalingGroups: describeAutoScalingGroups,
  SetDesiredCapacity: setDesiredCapacity,
  DescribeScalingActivities: describeScalingActivities,
  PutScalingPolicy: putScalingPolicy,
  DescribePolicies: describePolicies,
  DeletePolicy: deletePolicy,
  GetPredictiveScalingForecast: getPredictiveScalingForecast,
  PutScheduledUpdateGroupAction: putScheduledUpdateGroupAction,
  DescribeScheduledActions: describeScheduledActions,
  DeleteScheduledAction: deleteScheduledAction,
};

/** Auto Scaling, of stand-ins for instances. */
export function autoScaling(world: AutoScalingWorld): Service {
  return {
    name: 'Auto Scaling',
    version: '2011-01-01',
    xmlNamespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
    operations: bind(OPERATIONS, world),
    refuse: refuseShape,
  };
}
