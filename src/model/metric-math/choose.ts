import type { MetricFunction, Parameter } from './metric-function.ts';
import { seriesOf } from './metric-function.ts';
import { aligned, type Series, type Span, type Value } from './value.ts';

const EITHER: Parameter = { kinds: ['scalar', 'series'] };

/**
 * `IF(condition, trueValue, falseValue)`, a datapoint at a time; all but 0 is true.
 *
 * No datapoint where the condition has none, nor where it is false and the false
 * value is missing or not given. Where a series as condition is true and the true
 * value is missing, AWS gives 0. A scalar as condition chooses one of both whole.
 *
 * Source: Amazon CloudWatch user guide, "Using metric math", "Using IF expressions".
 */
export const IF: MetricFunction = {
  parameters: [EITHER, EITHER, EITHER],
  required: 2,
  returns: (kinds) => (kinds.includes('series') ? 'series' : 'scalar'),
  apply: ([condition, whenTrue, whenFalse = NOTHING], span) => {
    if (condition.kind !== 'series') return chooseWhole(condition, whenTrue, whenFalse, span);
    return { kind: 'series', series: chooseEach(condition.series, whenTrue, whenFalse, span) };
  },
};

const NOTHING: Value = { kind: 'scalar', value: Number.NaN };

function chooseEach(condition: Series, whenTrue: Value, whenFalse: Value, span: Span): Series {
  const present = [condition, ...seriesOf(whenTrue), ...seriesOf(whenFalse)];
  const grid = aligned(present, span);
  const valuesOf = (value: Value) =>
    value.kind === 'series' ? grid[present.indexOf(value.series)].values : undefined;
  const trues = valuesOf(whenTrue);
  const falses = valuesOf(whenFalse);
  const values = grid[0].values.map((holds, i) => {
    if (Number.isNaN(holds)) return Number.NaN;
    if (holds === 0) return falses === undefined ? numberOf(whenFalse) : falses[i];
    if (trues === undefined) return numberOf(whenTrue);
    return Number.isNaN(trues[i]) ? 0 : trues[i];
  });
  return { ...grid[0], values };
}

function chooseWhole(condition: Value, whenTrue: Value, whenFalse: Value, span: Span): Value {
  const holds = numberOf(condition);
  const chosen = Number.isNaN(holds) ? NOTHING : holds === 0 ? whenFalse : whenTrue;
  const [model] = [...seriesOf(whenTrue), ...seriesOf(whenFalse)];
  if (chosen.kind === 'series' || model === undefined) return chosen;
  const [{ period, values }] = aligned([model], span);
  const same = values.slice().fill(numberOf(chosen));
  return { kind: 'series', series: { label: model.label, period, values: same } };
}

function numberOf(value: Value): number {
  return value.kind === 'scalar' ? value.value : Number.NaN;
}
