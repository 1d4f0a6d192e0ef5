import { putCalls } from '../history/put-calls.ts';
import type { MetricPlace, SeedDatum } from './cloudwatch.ts';

/** The data of one call of PutMetricData. */
export interface PackedCall {
  /** Of the request's body before it is compressed. */
  readonly bytes: number;
  /** Oldest first. */
  readonly data: readonly SeedDatum[];
}

/**
 * Packs data into the fewest calls, in their order.
 *
 * @param mostData in a call; default as many as CloudWatch takes
 */
export function pack(
  { namespace, dimensions }: MetricPlace,
  data: readonly SeedDatum[],
  mostData?: number,
): PackedCall[] {
  const sent = data.map((datum) => ({ ...datum, Dimensions: dimensions }));
  return putCalls(sent, mostData).map((call) => ({
    bytes: Buffer.byteLength(JSON.stringify({ Namespace: namespace, MetricData: call })),
    data: call.map(({ Dimensions: _, ...datum }) => datum),
  }));
}
