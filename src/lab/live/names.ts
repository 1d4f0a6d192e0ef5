import { createHash } from 'node:crypto';

/** Where the lab says it is, and whose it is: AWS's tools want to see some. */
const REGION = 'us-east-1';
const ACCOUNT = '000000000000';
export const ZONES = ['a', 'b', 'c'].map((zone) => `${REGION}${zone}`);

export function groupArn(group: string, id: string): string {
  return `arn:aws:autoscaling:${REGION}:${ACCOUNT}:autoScalingGroup:${id}:autoScalingGroupName/${group}`;
}

export function policyArn(group: string, policy: string, id: string): string {
  return `arn:aws:autoscaling:${REGION}:${ACCOUNT}:scalingPolicy:${id}:autoScalingGroupName/${group}:policyName/${policy}`;
}

export function scheduledActionArn(group: string, action: string, id: string): string {
  return `arn:aws:autoscaling:${REGION}:${ACCOUNT}:scheduledUpdateGroupAction:${id}:autoScalingGroupName/${group}:scheduledActionName/${action}`;
}

export function alarmArn(alarm: string): string {
  return `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${alarm}`;
}

/** The target group that the lab gives each group, and the load balancer before it. */
export interface TargetGroupNames {
  readonly name: string;
  readonly arn: string;
  readonly balancerArn: string;
  /** As CloudWatch has them: `app/shop-asg/0123…`, `targetgroup/shop-asg/0123…`. */
  readonly dimensions: { readonly LoadBalancer: string; readonly TargetGroup: string };
}

export function targetGroupOf(group: string): TargetGroupNames {
  // AWS allows 32 characters, letters, digits and hyphens.
  const name = group.replace(/[^A-Za-z0-9-]/g, '-').slice(0, 32);
  const id = hex(`target group ${group}`, 16);
  const prefix = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}`;
  const dimensions = {
    LoadBalancer: `app/${name}/${id}`,
    TargetGroup: `targetgroup/${name}/${id}`,
  };
  return {
    name,
    arn: `${prefix}:${dimensions.TargetGroup}`,
    balancerArn: `${prefix}:loadbalancer/${dimensions.LoadBalancer}`,
    dimensions,
  };
}

/** @param life tells a group from one of the same name before it */
export function instanceId(group: string, life: number, number: number): string {
  return `i-0${hex(`instance ${group} ${life} ${number}`, 16)}`;
}

export function zoneOf(number: number): string {
  return ZONES[number % ZONES.length];
}

function hex(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}
