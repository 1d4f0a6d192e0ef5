import { shown } from '../../../curve/shown.ts';
import type { ValueProblem } from '../../json/shape.ts';
import { PREDICTIVE_SCALING } from '../../metric-math/limits.ts';
import { validateMetricDataQueries } from '../../metric-math/validate.ts';
import type { MetricSpecification, PredictiveScalingConfiguration } from './configuration.ts';

/**
 * What AWS would refuse in a predictive scaling configuration whose fields have the
 * right types. Paths start at the configuration; `says` is read after the field's name.
 *
 * Source: EC2 Auto Scaling API reference, PredictiveScalingConfiguration and
 * PredictiveScalingMetricSpecification; user guide, "Create a predictive scaling policy
 * with custom metrics".
 *
 * @param labels whether the predefined metrics' ResourceLabel is `checked`, or `any` will do
 */
export function configurationProblems(
  configuration: PredictiveScalingConfiguration,
  labels: 'checked' | 'any' = 'checked',
): ValueProblem[] {
  const { MetricSpecifications } = configuration;
  return [
    ...(MetricSpecifications.length === 1
      ? []
      : [
          {
            path: ['MetricSpecifications'],
            says: `has ${MetricSpecifications.length} items: AWS takes exactly one`,
          },
        ]),
    ...MetricSpecifications.flatMap((specification, index) =>
      specificationProblems(specification, labels).map(({ path, says }) => ({
        path: ['MetricSpecifications', index, ...path],
        says,
      })),
    ),
    ...bufferTimeProblems(configuration),
    ...maxCapacityProblems(configuration),
  ];
}

const PAIR = 'PredefinedMetricPairSpecification';
const LOADS = ['PredefinedLoadMetricSpecification', 'CustomizedLoadMetricSpecification'] as const;
const SCALINGS = [
  'PredefinedScalingMetricSpecification',
  'CustomizedScalingMetricSpecification',
] as const;
const PREDEFINED = [
  PAIR,
  'PredefinedLoadMetricSpecification',
  'PredefinedScalingMetricSpecification',
] as const;
const CUSTOMIZED = [
  'CustomizedLoadMetricSpecification',
  'CustomizedScalingMetricSpecification',
  'CustomizedCapacityMetricSpecification',
] as const;

function specificationProblems(
  specification: MetricSpecification,
  labels: 'checked' | 'any',
): ValueProblem[] {
  const problems: ValueProblem[] = CUSTOMIZED.flatMap((key) => {
    const queries = specification[key]?.MetricDataQueries ?? [];
    return specification[key] === undefined
      ? []
      : validateMetricDataQueries(queries, PREDICTIVE_SCALING).map(({ path, says }) => ({
          path: [key, 'MetricDataQueries', ...path],
          says,
        }));
  });
  if (!(specification.TargetValue > 0))
    problems.push({
      path: ['TargetValue'],
      says: `is ${specification.TargetValue}: give a number above 0`,
    });
  if (labels === 'checked') problems.push(...labelProblems(specification));
  return [...problems, ...metricProblems(specification)];
}

/** The load balancer's metrics name their target group, the others have none to name. */
function labelProblems(specification: MetricSpecification): ValueProblem[] {
  return PREDEFINED.flatMap((key) => {
    const predefined = specification[key];
    if (predefined === undefined) return [];
    const { PredefinedMetricType, ResourceLabel } = predefined;
    const path = [key, 'ResourceLabel'];
    if (!PredefinedMetricType.startsWith('ALB'))
      return ResourceLabel === undefined
        ? []
        : [
            {
              path,
              says: `is for the load balancer's metrics: remove it from ${PredefinedMetricType}`,
            },
          ];
    if (ResourceLabel === undefined)
      return [
        { path, says: `is missing: ${PredefinedMetricType} needs its target group, ${LABEL}` },
      ];
    return LABELS.test(ResourceLabel)
      ? []
      : [{ path, says: `is ${shown(ResourceLabel)}: give the end of both ARNs, ${LABEL}` }];
  });
}

const LABEL = 'app/LOAD-BALANCER/ID/targetgroup/TARGET-GROUP/ID';
const LABELS = /^app(?:\/[^/\s]+){2}\/targetgroup(?:\/[^/\s]+){2}$/;

/** A pair, or one load metric and one scaling metric. */
function metricProblems(specification: MetricSpecification): ValueProblem[] {
  const given = (keys: readonly (keyof MetricSpecification)[]) =>
    keys.filter((key) => specification[key] !== undefined);
  const single = [...given(LOADS), ...given(SCALINGS)];
  if (specification[PAIR] !== undefined)
    return single.map((key) => ({
      path: [key],
      says: `stands beside ${PAIR}: a policy has either a pair, or one load metric and one scaling metric`,
    }));
  const problems: ValueProblem[] = [];
  for (const keys of [LOADS, SCALINGS]) {
    const [first, second] = given(keys);
    if (first === undefined && single.length > 0)
      problems.push({ path: [], says: `has no ${keys.join(' or ')}: give one of the two` });
    if (second !== undefined)
      problems.push({ path: [second], says: `stands beside ${first}: keep one` });
  }
  if (single.length === 0)
    problems.push({
      path: [],
      says: `has no metric: give a ${PAIR}, or one load metric and one scaling metric`,
    });
  return problems;
}

function bufferTimeProblems({
  SchedulingBufferTime: seconds,
}: PredictiveScalingConfiguration): ValueProblem[] {
  if (seconds === undefined || (Number.isInteger(seconds) && seconds >= 0 && seconds < 3600))
    return [];
  const says = `is ${seconds}: give whole seconds, at least 0 and below 3600`;
  return [{ path: ['SchedulingBufferTime'], says }];
}

function maxCapacityProblems({
  MaxCapacityBreachBehavior: behavior = 'HonorMaxCapacity',
  MaxCapacityBuffer: buffer,
}: PredictiveScalingConfiguration): ValueProblem[] {
  const path = ['MaxCapacityBuffer'];
  if (behavior === 'HonorMaxCapacity') {
    if (buffer === undefined) return [];
    const says =
      'is for MaxCapacityBreachBehavior IncreaseMaxCapacity: leave it out, or set that as well';
    return [{ path, says }];
  }
  if (buffer === undefined) {
    const says =
      'is missing: MaxCapacityBreachBehavior IncreaseMaxCapacity needs it, 0 to 100 (percent above the forecast)';
    return [{ path, says }];
  }
  if (Number.isInteger(buffer) && buffer >= 0 && buffer <= 100) return [];
  return [{ path, says: `is ${buffer}: give a whole percentage from 0 to 100` }];
}
