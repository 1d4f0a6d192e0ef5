import { formatTimestamp } from '../../curve/timestamp.ts';
import { type History, PERIOD_SECONDS, requestsPerTarget } from './history.ts';
import { statisticSet } from './metric-data.ts';

/** A history as a line of JSON a period, the utilisation as AWS's StatisticSet. */
export function historyNdjson(history: History): string {
  const lines = Array.from(history.requests, (requests, i) =>
    JSON.stringify({
      timestamp: formatTimestamp(history.start + i * PERIOD_SECONDS),
      utilizationPercent: statisticSet(history, i),
      instances: history.instances[i],
      requests,
      requestsPerTargetPerMinute: requestsPerTarget(history, i),
    }),
  );
  return `${lines.join('\n')}\n`;
}
