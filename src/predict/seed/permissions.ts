import type { SeedPlan } from './plan.ts';

/**
 * The IAM policy that seeding by a plan needs, and no more. Reading cannot be restricted
 * to a namespace.
 *
 * Source: AWS, "Actions, resources, and condition keys for Amazon CloudWatch".
 */
export function permissionsFor({ namespace }: Pick<SeedPlan, 'namespace'>) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'cloudwatch:PutMetricData',
        Resource: '*',
        Condition: { StringEquals: { 'cloudwatch:namespace': namespace } },
      },
      {
        Effect: 'Allow',
        Action: ['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'],
        Resource: '*',
      },
    ],
  } as const;
}
