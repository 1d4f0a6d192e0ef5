import type { AlarmRule } from './alarm.ts';
import type { Metric } from './metric.ts';
import type { ComparisonOperator } from './policies/policy.ts';

/** What a ringing alarm saw, so that a scaling action can be understood later. */
export interface Evidence {
  readonly alarmName: string;
  readonly metricName: string;
  /** What was acted on. */
  readonly value: number;
  /** Instances that the policy counted. */
  readonly instances: number;
  readonly comparisonOperator: ComparisonOperator;
  readonly threshold: number;
}

/** @param instances that the policy counted */
export function evidence(
  {
    name,
    rule,
    metric,
  }: { readonly name: string; readonly rule: AlarmRule; readonly metric: Metric },
  value: number,
  instances: number,
): Evidence {
  return {
    alarmName: name,
    metricName: metric.name,
    value,
    instances,
    comparisonOperator: rule.comparisonOperator,
    threshold: rule.threshold,
  };
}

/** For example `CPUUtilization 75.3 over 4 instances, above 50`. */
export function describeEvidence(evidence: Evidence): string {
  const { metricName, value, instances, comparisonOperator, threshold } = evidence;
  const over = `${instances} ${instances === 1 ? 'instance' : 'instances'}`;
  return `${metricName} ${rounded(value)} over ${over}, ${COMPARISONS[comparisonOperator]} ${rounded(threshold)}`;
}

const COMPARISONS: Readonly<Record<ComparisonOperator, string>> = {
  GreaterThanThreshold: 'above',
  GreaterThanOrEqualToThreshold: 'at or above',
  LessThanThreshold: 'below',
  LessThanOrEqualToThreshold: 'at or below',
};

function rounded(value: number): number {
  return Number(value.toPrecision(Math.abs(value) >= 1000 ? 6 : 4));
}
