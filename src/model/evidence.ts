import type { AlarmRule } from './alarm.ts';
import type { Metric } from './metric.ts';

/** What an alarm saw, for the cause of an activity: `CPUUtilization 75.3 over 4 instances, above 50`. */
export function describeValue(
  metric: Metric,
  value: number,
  minute: number,
  rule: AlarmRule,
): string {
  const over = Math.round(metric.capacity[minute] * 10) / 10;
  const comparison = COMPARISONS[rule.comparisonOperator];
  return `${metric.name} ${rounded(value)} over ${over} ${over === 1 ? 'instance' : 'instances'}, ${comparison} ${rounded(rule.threshold)}`;
}

const COMPARISONS = {
  GreaterThanThreshold: 'above',
  GreaterThanOrEqualToThreshold: 'at or above',
  LessThanThreshold: 'below',
  LessThanOrEqualToThreshold: 'at or below',
} as const;

function rounded(value: number): number {
  return Number(value.toPrecision(value >= 1000 ? 5 : 4));
}
