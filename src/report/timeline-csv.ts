import { formatTimestamp } from '../curve/timestamp.ts';
import type { Timeline } from '../simulate/timeline.ts';
import { quoteCsv } from './quote-csv.ts';

/** A row a strategy and minute. A field is empty where there is nothing to say: no metric, no request, a load that is unknown. */
export const TIMELINE_HEADER =
  'strategy,timestamp,requests_per_second,required_capacity,desired,in_service,pending,warming,draining,cpu_percent,latency_p95_ms,failed_requests,cost_usd\n';

/** The rows of one strategy, in pieces of some hundred kilobytes so that years do not stand in memory. */
export function* timelineRows(strategy: string, timeline: Timeline): Generator<string> {
  const name = quoteCsv(strategy);
  const minutes = timeline.requestsPerSecond.length;
  let day = '';
  for (let start = 0; start < minutes; start += ROWS_PER_PIECE) {
    let piece = '';
    for (let i = start; i < Math.min(minutes, start + ROWS_PER_PIECE); i++) {
      const minute = timeline.startMinute + i;
      const minuteOfDay = minute % MINUTES_A_DAY;
      if (minuteOfDay === 0 || i === 0) day = formatTimestamp(60 * minute).slice(0, 11);
      piece += `${name},${day}${CLOCK[minuteOfDay]},${field(timeline.requestsPerSecond[i], 1e4)},${field(timeline.requiredCapacity[i], 1)},${timeline.desired[i]},${timeline.inService[i]},${timeline.pending[i]},${timeline.warming[i]},${timeline.draining[i]},${field(timeline.cpuPercent[i], 100)},${field(timeline.latencyP95Ms[i], 100)},${field(timeline.failedRequests[i], 100)},${field(timeline.costUsd[i], 1e6)}\n`;
    }
    yield piece;
  }
}

const ROWS_PER_PIECE = 4096;
const MINUTES_A_DAY = 1440;

/** `HH:MM:00Z` of every minute of a day. */
const CLOCK = Array.from({ length: MINUTES_A_DAY }, (_, minute) =>
  formatTimestamp(60 * minute).slice(11),
);

/** @param scale 10 to the power of the decimals kept */
function field(value: number, scale: number): string {
  return Number.isNaN(value) ? '' : String(Math.round(value * scale) / scale);
}
