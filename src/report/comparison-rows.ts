import type { Comparison } from '../simulate/compare.ts';

/** A row a strategy, the JSON's nested fields joined by dots; for `--output csv`. */
export function comparisonRows(comparison: Comparison): Record<string, unknown>[] {
  return comparison.strategies.map(({ recovery: _, predictive: __, warnings, ...figures }) => ({
    ...flatten(figures),
    best: figures.name === comparison.best,
    warnings: warnings.map(({ code }) => code).join(' '),
  }));
}

function flatten(value: object, prefix = ''): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null)
      Object.assign(flat, flatten(inner, `${prefix}${key}.`));
    else flat[`${prefix}${key}`] = inner;
  }
  return flat;
}
