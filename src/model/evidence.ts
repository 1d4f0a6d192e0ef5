import type { AlarmRule } from './alarm.ts';
import type { Metric } from './metric.ts';
import type { ComparisonOperator } from './policies/policy.ts';

/** What a ringing alarm saw, so that a scaling action can be understood later. */
export interface Evidence {
  readonly metricName: string;
  readonly value: number;
  /** Instances it was measured on, a mean over its period. */
  readonly capacity: number;
  readonly comparisonOperator: ComparisonOperator;
  readonly threshold: number;
}

/** @param minute index of the value's minute */
export function evidence(metric: Metric, value: number, minute: number, rule: AlarmRule): Evidence {
  return {
    metricName: metric.name,
    value,
    capacity: metric.capacity[minute],
    comparisonOperator: rule.comparisonOperator,
    threshold: rule.threshold,
  };
}

/** For example `CPUUtilization 75.3 over 4 instances, above 50`. */
export function describeEvidence(evidence: Evidence): string {
  const { metricName, value, capacity, comparisonOperator, threshold } = evidence;
  const over = Math.round(capacity * 10) / 10;
  const instances = over === 1 ? 'instance' : 'instances';
  return `${metricName} ${rounded(value)} over ${over} ${instances}, ${COMPARISONS[comparisonOperator]} ${rounded(threshold)}`;
}

const COMPARISONS: Readonly<Record<ComparisonOperator, string>> = {
  GreaterThanThreshold: 'above',
  GreaterThanOrEqualToThreshold: 'at or above',
  LessThanThreshold: 'below',
  LessThanOrEqualToThreshold: 'at or below',
};

function rounded(value: number): number {
  return Number(value.toPrecision(value >= 1000 ? 5 : 4));
}
