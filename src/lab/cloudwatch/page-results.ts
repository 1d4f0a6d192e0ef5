import type { Token } from './page-token.ts';

/** A result and its datapoints in the order in which they are shown. */
export interface Result {
  readonly Id: string;
  readonly Label: string;
  readonly points: readonly (readonly [at: number, value: number])[];
}

/**
 * A page of results, at most so many datapoints, and where the next begins. A result
 * of which more is to come is `PartialData`; one without datapoints stands on the page
 * that reaches it.
 *
 * Source: Amazon CloudWatch API reference, GetMetricData and MetricDataResult.
 */
export function page(results: readonly Result[], from: Token | undefined, most: number) {
  const shown = [];
  let left = most;
  for (let index = from?.result ?? 0; index < results.length; index++) {
    const { Id, Label, points } = results[index];
    const skip = index === from?.result ? points.findIndex(([at]) => at === from.at) : 0;
    const rest = points.slice(Math.max(0, skip));
    if (rest.length > 0 && left === 0) return { shown, next: { result: index, at: rest[0][0] } };
    const part = rest.slice(0, left);
    left -= part.length;
    const isWhole = part.length === rest.length;
    shown.push({
      Id,
      Label,
      Timestamps: part.map(([at]) => at),
      Values: part.map(([, value]) => value),
      StatusCode: isWhole ? ('Complete' as const) : ('PartialData' as const),
    });
    if (!isWhole) return { shown, next: { result: index, at: rest[part.length][0] } };
  }
  return { shown, next: undefined };
}
