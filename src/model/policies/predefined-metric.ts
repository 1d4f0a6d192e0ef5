import { type MetricName, NAMESPACES } from '../metric.ts';
import type { MetricIdentity } from '../metric-math/search/search.ts';

/** A load balancer and a target group, as their ARNs end: `app/LB/ID/targetgroup/TG/ID`. */
export const RESOURCE_LABEL = /^(app(?:\/[^/\s]+){2})\/(targetgroup(?:\/[^/\s]+){2})$/;

/**
 * The identity in CloudWatch of a metric that AWS has predefined for policies: of the
 * group as a whole, or of the target group that a resource label names.
 *
 * Source: EC2 Auto Scaling API reference, PredefinedMetricSpecification, ResourceLabel.
 *
 * @param resourceLabel `app/LB/ID/targetgroup/TG/ID`
 */
export function predefinedMetric(
  MetricName: MetricName,
  groupName: string,
  resourceLabel = '',
): MetricIdentity {
  const Namespace = NAMESPACES[MetricName];
  if (Namespace !== 'AWS/ApplicationELB')
    return {
      Namespace,
      MetricName,
      Dimensions: [{ Name: 'AutoScalingGroupName', Value: groupName }],
    };
  const [, balancer = '', target = ''] = RESOURCE_LABEL.exec(resourceLabel) ?? [];
  return {
    Namespace,
    MetricName,
    Dimensions: [
      { Name: 'LoadBalancer', Value: balancer },
      { Name: 'TargetGroup', Value: target },
    ],
  };
}
