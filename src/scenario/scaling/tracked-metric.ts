import * as z from 'zod';
import type { Path } from '../../model/json/path.ts';
import type { CustomizedMetricSpecification } from '../../model/policies/policy.ts';
import { check } from '../reading/check.ts';
import { choice, number, text } from '../reading/fields.ts';
import type { Problems } from '../reading/problems.ts';
import { notYet, refuse } from '../reading/refusals.ts';
import { dimensions } from './alarm.ts';
import { findMetric } from './known-metrics.ts';

const A_METRIC = 'a mapping with MetricName, Namespace and Statistic';

const shape = z.looseObject(
  {
    MetricName: text(),
    Namespace: text(),
    Statistic: choice(['Average', 'Sum'], ['Minimum', 'Maximum', 'SampleCount']),
    Dimensions: dimensions(),
    Unit: text().optional(),
    Period: period().optional(),
  },
  { error: A_METRIC },
);

/** What stands in place of one metric, and so is refused before that is missed. */
const notBuilt = z.looseObject(
  { Metrics: notYet('give MetricName, Namespace and Statistic') },
  { error: A_METRIC },
);

/** Reads a `CustomizedMetricSpecification` of target tracking. */
export function readTrackedMetric(
  value: unknown,
  at: Path,
  problems: Problems,
): CustomizedMetricSpecification | undefined {
  if (check(notBuilt, value, at, problems) === undefined) return undefined;
  const read = check(shape, value, at, problems);
  if (read === undefined) return undefined;
  const known = findMetric(read, at, problems, NO_PERCENTILES);
  if (known === undefined) return undefined;
  if (read.Statistic !== known.Statistic) {
    const says = `${read.Statistic} of ${known.MetricName} is not supported yet: give ${known.Statistic}`;
    problems.of([...at, 'Statistic'], says, 'not-supported');
  }
  return { MetricName: known.MetricName };
}

const NO_PERCENTILES = {
  MetricName: 'TargetResponseTime',
  why: 'as only its p95 is known here, and target tracking takes no percentile',
} as const;

/** Seconds between datapoints: 60, or in AWS also 10 and 30. */
function period() {
  return number({ whole: true }).superRefine((seconds, context) => {
    if (seconds === 60) return;
    if (seconds === 10 || seconds === 30) {
      refuse(context, `${seconds} is not supported yet: give 60`, 'not-supported');
    } else refuse(context, `is ${seconds}: give 60`);
  });
}
