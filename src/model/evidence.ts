import type { AlarmRule } from './alarm.ts';
import type { Metric } from './metric.ts';
import type { ComparisonOperator, TreatMissingData } from './policies/policy.ts';

/** What a policy saw when it wanted a capacity, so that a scaling action can be understood later. */
export type Evidence = AlarmEvidence | MissingDataEvidence | ForecastEvidence;

/** What a ringing alarm saw. */
export interface AlarmEvidence {
  readonly kind: 'alarm';
  readonly alarmName: string;
  readonly metricName: string;
  /** What was acted on. */
  readonly value: number;
  /** Instances that the policy counted. */
  readonly instances: number;
  readonly comparisonOperator: ComparisonOperator;
  readonly threshold: number;
}

/** An alarm that rings though it saw no datapoint: what TreatMissingData made of that. */
export interface MissingDataEvidence {
  readonly kind: 'missing-data';
  readonly alarmName: string;
  readonly metricName: string;
  readonly treatMissingData: TreatMissingData;
}

/** What a forecast said. */
export interface ForecastEvidence {
  readonly kind: 'forecast';
  /** Epoch seconds at which the hour begins that the capacity is for. */
  readonly hour: number;
  /** The load metric's hourly sum. */
  readonly load: number;
  readonly capacity: number;
}

interface Ringing {
  readonly name: string;
  readonly rule: AlarmRule;
  readonly metric: Metric;
}

/** @param instances that the policy counted */
export function evidence(
  { name, rule, metric }: Ringing,
  value: number,
  instances: number,
): AlarmEvidence {
  return {
    kind: 'alarm',
    alarmName: name,
    metricName: metric.name,
    value,
    instances,
    comparisonOperator: rule.comparisonOperator,
    threshold: rule.threshold,
  };
}

export function missingDataEvidence({ name, rule, metric }: Ringing): MissingDataEvidence {
  return {
    kind: 'missing-data',
    alarmName: name,
    metricName: metric.name,
    treatMissingData: rule.treatMissingData,
  };
}

/** For example `CPUUtilization 75.3 over 4 instances, above 50`. */
export function describeEvidence(evidence: Evidence): string {
  if (evidence.kind === 'forecast') return `load forecast ${rounded(evidence.load)}`;
  if (evidence.kind === 'missing-data')
    return `${evidence.metricName} has no datapoint, TreatMissingData ${evidence.treatMissingData}`;
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
