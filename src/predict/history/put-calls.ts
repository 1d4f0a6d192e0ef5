import { MOST_DATA } from '../../model/metric-limits.ts';

/**
 * Data in the fewest calls of PutMetricData that take them, in their order: each has
 * at most 1,000, and less than 900 kB of JSON, which leaves room for what a client
 * writes around them.
 *
 * @param mostData in a call, where fewer are wanted
 */
export function putCalls<Datum>(data: readonly Datum[], mostData = MOST_DATA): Datum[][] {
  const calls: Datum[][] = [];
  let call: Datum[] = [];
  let bytes = 0;
  for (const datum of data) {
    const size = Buffer.byteLength(JSON.stringify(datum)) + ','.length;
    if (call.length === mostData || bytes + size > MOST_BYTES) {
      calls.push(call);
      call = [];
      bytes = 0;
    }
    call.push(datum);
    bytes += size;
  }
  if (call.length > 0) calls.push(call);
  return calls;
}

/** CloudWatch takes 1 MB, and does not say whether before or after compression. */
const MOST_BYTES = 900_000;
