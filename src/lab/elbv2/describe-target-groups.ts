import { pageOf } from '../autoscaling/page.ts';
import { AwsError } from '../aws-error.ts';
import { targetGroupOf } from '../live/names.ts';
import { operation } from '../operation.ts';
import { BOOLEAN, INTEGER, list, structure, TEXT } from '../shape/shape.ts';
import type { BalancingWorld } from './world.ts';

const TARGET_GROUP = structure(
  {},
  {
    TargetGroupArn: TEXT,
    TargetGroupName: TEXT,
    Protocol: TEXT,
    Port: INTEGER,
    HealthCheckProtocol: TEXT,
    HealthCheckPort: TEXT,
    HealthCheckEnabled: BOOLEAN,
    HealthCheckIntervalSeconds: INTEGER,
    HealthCheckTimeoutSeconds: INTEGER,
    HealthyThresholdCount: INTEGER,
    UnhealthyThresholdCount: INTEGER,
    HealthCheckPath: TEXT,
    LoadBalancerArns: list(TEXT),
    TargetType: TEXT,
  },
);

/**
 * DescribeTargetGroups: the one that the lab gives each Auto Scaling group, with AWS's
 * defaults.
 *
 * Source: Elastic Load Balancing API reference, DescribeTargetGroups.
 */
export const describeTargetGroups = operation({
  input: structure({
    LoadBalancerArn: TEXT,
    TargetGroupArns: list(TEXT),
    Names: list(TEXT),
    Marker: TEXT,
    PageSize: INTEGER,
  }),
  output: structure({ NextMarker: TEXT }, { TargetGroups: list(TARGET_GROUP) }),
  handle: (
    { LoadBalancerArn, TargetGroupArns, Names, Marker, PageSize },
    { live }: BalancingWorld,
  ) => {
    const all = [...live.groups.keys()].map(targetGroupOf);
    const asked = [
      ...(TargetGroupArns ?? []).map((text) => ({ text, is: 'arn' }) as const),
      ...(Names ?? []).map((text) => ({ text, is: 'name' }) as const),
    ];
    const unknown = asked.find(({ text, is }) => !all.some((one) => one[is] === text));
    if (unknown !== undefined)
      throw new AwsError('TargetGroupNotFound', `There is no target group ${unknown.text}`);
    const found = all.filter(
      (one) =>
        (asked.length === 0 || asked.some(({ text, is }) => one[is] === text)) &&
        (LoadBalancerArn ?? one.balancerArn) === one.balancerArn,
    );
    const { shown, NextToken } = pageOf(
      found,
      { MaxRecords: PageSize, NextToken: Marker },
      400,
      400,
      'PageSize',
    );
    return {
      NextMarker: NextToken,
      TargetGroups: shown.map(({ arn, name, balancerArn }) => ({
        TargetGroupArn: arn,
        TargetGroupName: name,
        LoadBalancerArns: [balancerArn],
        ...DEFAULTS,
      })),
    };
  },
});

const DEFAULTS = {
  Protocol: 'HTTP',
  Port: 80,
  HealthCheckProtocol: 'HTTP',
  HealthCheckPort: 'traffic-port',
  HealthCheckEnabled: true,
  HealthCheckIntervalSeconds: 30,
  HealthCheckTimeoutSeconds: 5,
  HealthyThresholdCount: 5,
  UnhealthyThresholdCount: 2,
  HealthCheckPath: '/',
  TargetType: 'instance',
};
