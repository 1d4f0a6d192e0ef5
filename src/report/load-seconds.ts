import { addSeconds } from '../load/add-seconds.ts';
import { mergeEncoded, percentileMs } from '../load/histogram.ts';
import type { MergedRun } from '../load/merge.ts';

/** A run second by second, for `--output csv`; a latency is empty where nothing completed. */
export function loadSecondRows(run: MergedRun): Readonly<Record<string, number | undefined>>[] {
  return addSeconds(run).map(({ response, ...second }) => {
    const histogram = mergeEncoded(response);
    const at = (percent: number) =>
      histogram.totalCount === 0 ? undefined : percentileMs(histogram, percent);
    return {
      second: second.second,
      planned: second.planned,
      sent: second.sent,
      dropped: second.dropped,
      completed: second.completed,
      failed: second.failed,
      errors: second.errors,
      waiting: second.waiting,
      response_p50_ms: at(50),
      response_p95_ms: at(95),
      response_p99_ms: at(99),
      response_max_ms: at(100),
      new_connections: second.newConnections,
      open_connections: second.openConnections,
      bytes: second.bytes,
    };
  });
}
