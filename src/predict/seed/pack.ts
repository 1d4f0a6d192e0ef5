import { MOST_DATA } from '../../model/metric-limits.ts';
import type { MetricPlace, SeedDatum } from './cloudwatch.ts';

/** The data of one call of PutMetricData. */
export interface PackedCall {
  /** Of the request's body before it is compressed. */
  readonly bytes: number;
  /** Oldest first. */
  readonly data: readonly SeedDatum[];
}

/**
 * Packs data into calls of PutMetricData: in their order, each call as full as it may
 * be, which makes the fewest.
 *
 * @param mostData in a call
 */
export function pack(
  place: MetricPlace,
  data: readonly SeedDatum[],
  mostData = MOST_DATA,
): PackedCall[] {
  const frame = Buffer.byteLength(bodyOf(place, []));
  const calls: { bytes: number; data: SeedDatum[] }[] = [];
  for (const datum of data) {
    const own = Buffer.byteLength(bodyOf(place, [datum])) - frame;
    const last = calls.at(-1);
    const comma = 1;
    if (
      last === undefined ||
      last.data.length === mostData ||
      last.bytes + comma + own > MOST_BYTES
    )
      calls.push({ bytes: frame + own, data: [datum] });
    else {
      last.bytes += comma + own;
      last.data.push(datum);
    }
  }
  return calls;
}

/**
 * CloudWatch takes 1 MB and does not say whether it counts before or after compression:
 * this is safe either way (an assumption, the stricter one).
 */
const MOST_BYTES = 900_000;

/** The body of the request, as AWS's JSON protocol has it. */
function bodyOf({ namespace, dimensions }: MetricPlace, data: readonly SeedDatum[]): string {
  const MetricData = data.map((datum) => ({ ...datum, Dimensions: dimensions }));
  return JSON.stringify({ Namespace: namespace, MetricData });
}
