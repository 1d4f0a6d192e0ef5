import { nameOf } from '../../json/path.ts';
import {
  listOf,
  mapping,
  NUMBER,
  oneOf,
  optional,
  TEXT,
  type ValueProblem,
} from '../../json/shape.ts';
import { METRIC_DATA_QUERIES } from '../../metric-math/query-shape.ts';
import {
  LOAD_TYPES,
  PAIR_TYPES,
  type PredictiveScalingConfiguration,
  SCALING_TYPES,
} from './configuration.ts';
import { configurationProblems } from './rules.ts';

/** A configuration that AWS would take, or why it would not. */
type CheckedConfiguration =
  | { readonly configuration: PredictiveScalingConfiguration; readonly problems: readonly [] }
  | { readonly configuration?: undefined; readonly problems: readonly ValueProblem[] };

/**
 * Holds what shall be a `PredictiveScalingConfiguration` against all that AWS documents of
 * it, before anything is sent: types, names and limits, what may stand beside what, and the
 * metric math. Paths start at the configuration.
 *
 * Keys that AWS may have added since are let pass; those spelt almost like a known one are
 * not.
 *
 * @param labels of predefined metrics: `checked` as AWS does, or `any` where there is but
 *   one load balancer, whatever its name
 * @param options `isStrict` refuses every key that is not known: of what shall be sent
 */
export function checkConfiguration(
  value: unknown,
  labels: 'checked' | 'any' = 'checked',
  { isStrict = false }: { readonly isStrict?: boolean } = {},
): CheckedConfiguration {
  if (!hasShape(value, isStrict)) return { problems: CONFIGURATION(value, [], isStrict) };
  const problems = configurationProblems(value, labels);
  return problems.length > 0 ? { problems } : { configuration: value, problems: [] };
}

/** A problem as a sentence that names the field by its path: `MetricSpecifications[0].TargetValue is 0: …`. */
export function sentenceOf({ path, says }: ValueProblem): string {
  return `${nameOf(path, 'PredictiveScalingConfiguration')} ${says}`;
}

const SPECIFICATION = mapping('TargetValue and PredefinedMetricPairSpecification', {
  TargetValue: NUMBER,
  PredefinedMetricPairSpecification: predefined(PAIR_TYPES),
  PredefinedLoadMetricSpecification: predefined(LOAD_TYPES),
  PredefinedScalingMetricSpecification: predefined(SCALING_TYPES),
  CustomizedLoadMetricSpecification: customized(),
  CustomizedScalingMetricSpecification: customized(),
  CustomizedCapacityMetricSpecification: customized(),
});

const CONFIGURATION = mapping('MetricSpecifications and Mode', {
  MetricSpecifications: listOf('one metric specification', SPECIFICATION),
  Mode: optional(oneOf(['ForecastOnly', 'ForecastAndScale'])),
  SchedulingBufferTime: optional(NUMBER),
  MaxCapacityBreachBehavior: optional(oneOf(['HonorMaxCapacity', 'IncreaseMaxCapacity'])),
  MaxCapacityBuffer: optional(NUMBER),
});

function predefined(types: readonly string[]) {
  return optional(
    mapping('PredefinedMetricType', {
      PredefinedMetricType: oneOf(types),
      ResourceLabel: optional(TEXT),
    }),
  );
}

function customized() {
  return optional(mapping('MetricDataQueries', { MetricDataQueries: METRIC_DATA_QUERIES }));
}

function hasShape(value: unknown, isStrict: boolean): value is PredictiveScalingConfiguration {
  return CONFIGURATION(value, [], isStrict).length === 0;
}
