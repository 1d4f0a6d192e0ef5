import { type AlarmRule, datapoint } from './alarm.ts';
import type { Metric } from './metric.ts';
import type { ComparisonOperator } from './policies/policy.ts';

/** What a ringing alarm saw, so that a scaling action can be understood later. */
export interface Evidence {
  readonly alarmName: string;
  readonly rule: AlarmRule;
  readonly metric: Metric;
  /** Index of the last minute of the datapoint that was acted on. */
  readonly minute: number;
}

/** For example `CPUUtilization 75.3 over 4 instances, above 50`. */
export function describeEvidence({ rule, metric, minute }: Evidence): string {
  const value = datapoint(rule, metric.values, minute);
  const over = Math.round(metric.capacity[minute] * 10) / 10;
  const instances = over === 1 ? 'instance' : 'instances';
  return `${metric.name} ${rounded(value)} over ${over} ${instances}, ${COMPARISONS[rule.comparisonOperator]} ${rounded(rule.threshold)}`;
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
