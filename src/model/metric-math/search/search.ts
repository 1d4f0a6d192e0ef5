import { isPartOf, type Tokenized, tokenize } from './tokenize.ts';

/** A metric's identity in CloudWatch. */
export interface MetricIdentity {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly Dimension[] | undefined;
}

interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** What `SEARCH` looks for, read by `parseSearch`. */
export interface Search {
  /** The schema between braces, if any: a namespace and, if any, exactly these dimensions. */
  readonly schema?: { readonly namespace: string; readonly dimensions: readonly string[] };
  readonly condition?: Condition;
}

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly all: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  /** `property` is MetricName, Namespace or a dimension's name; without one, any of a metric's names. */
  | { readonly kind: 'exact'; readonly property?: string; readonly value: string }
  | { readonly kind: 'partial'; readonly property?: string; readonly term: Tokenized };

/**
 * Whether a search finds a metric. A schema with dimensions finds metrics with these
 * dimensions and no others, a schema of a namespace alone all metrics in it.
 *
 * Source: Amazon CloudWatch user guide, "CloudWatch search expression syntax".
 */
export function matchesSearch({ schema, condition }: Search, metric: MetricIdentity): boolean {
  if (schema !== undefined && !fits(schema, metric)) return false;
  return condition === undefined || holds(condition, metric);
}

function fits(schema: NonNullable<Search['schema']>, metric: MetricIdentity): boolean {
  if (schema.namespace !== metric.Namespace) return false;
  if (schema.dimensions.length === 0) return true;
  const names = (metric.Dimensions ?? []).map(({ Name }) => Name);
  return (
    names.length === schema.dimensions.length &&
    schema.dimensions.every((name) => names.includes(name))
  );
}

function holds(condition: Condition, metric: MetricIdentity): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.all.every((each) => holds(each, metric));
    case 'or':
      return condition.all.some((each) => holds(each, metric));
    case 'not':
      return !holds(condition.condition, metric);
    case 'exact':
      return namesOf(metric, condition.property).includes(condition.value);
    case 'partial':
      return namesOf(metric, condition.property).some((name) =>
        isPartOf(condition.term, tokenize(name)),
      );
  }
}

function namesOf(metric: MetricIdentity, property: string | undefined): readonly string[] {
  const { Namespace, MetricName, Dimensions = [] } = metric;
  if (property === undefined)
    return [Namespace, MetricName, ...Dimensions.flatMap(({ Name, Value }) => [Name, Value])];
  if (property === 'Namespace') return [Namespace];
  if (property === 'MetricName') return [MetricName];
  return Dimensions.filter(({ Name }) => Name === property).map(({ Value }) => Value);
}
