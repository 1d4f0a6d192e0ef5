import { CALENDAR } from './calendar.ts';
import { CHANGES } from './change.ts';
import { IF } from './choose.ts';
import { FILL } from './fill.ts';
import { eachNumber, type MetricFunction, SCALAR, scalarOf } from './metric-function.ts';
import { ORDERS } from './order.ts';
import { REDUCTIONS } from './reduce.ts';
import { periodsIn } from './value.ts';

/**
 * The functions of metric math that need nothing but their arguments, by name. LOG is
 * the natural logarithm.
 *
 * Source: Amazon CloudWatch user guide, "Using metric math", "Functions supported for
 * metric math".
 */
const FUNCTIONS: ReadonlyMap<string, MetricFunction> = new Map(
  Object.entries({
    ABS: eachNumber(Math.abs),
    CEIL: eachNumber(Math.ceil),
    FLOOR: eachNumber(Math.floor),
    LOG: eachNumber(Math.log),
    LOG10: eachNumber(Math.log10),
    ...REDUCTIONS,
    ...CHANGES,
    ...ORDERS,
    ...CALENDAR,
    FILL,
    IF,
    TIME_SERIES: {
      parameters: [SCALAR],
      required: 1,
      returns: () => 'series',
      apply: ([value], span) => {
        const values = new Float64Array(periodsIn(span, span.period)).fill(scalarOf(value));
        return { kind: 'series', series: { label: '', period: span.period, values } };
      },
    } satisfies MetricFunction,
  }),
);

/** Those that ask for the other queries or for CloudWatch's metrics. */
const ASKING = ['METRICS', 'PERIOD', 'SEARCH'] as const;
export type AskingFunction = (typeof ASKING)[number];

/** Those that ask for what AWS alone has. */
const OUT_OF_REACH = new Set([
  'ANOMALY_DETECTION_BAND',
  'DB_PERF_INSIGHTS',
  'INSIGHT_RULE_METRIC',
  'LAMBDA',
  'SERVICE_QUOTA',
]);

export const NAMES: readonly string[] = [...FUNCTIONS.keys(), ...ASKING].sort();

export function functionNamed(name: string): MetricFunction | undefined {
  return FUNCTIONS.get(name);
}

export function isFunction(name: string): boolean {
  return NAMES.includes(name);
}

export function isOutOfReach(name: string): boolean {
  return OUT_OF_REACH.has(name);
}
