import type { LoadPlan } from '../load/plan.ts';
import { formatDuration } from './format-duration.ts';
import { formatNumber } from './format-number.ts';
import { namedLines } from './named-lines.ts';
import { table } from './table.ts';

/** A plan as a person reads it before anything is sent. */
export function loadPlanText(plan: LoadPlan): string {
  const { requestsPerSecond, connections, bytes, lcu, costUsd } = plan;
  const lines: [string, string][] = [
    ['url', plan.url],
    ['hosts', hosts(plan)],
    ['time', length(plan.seconds)],
    ['requests', `${formatNumber(plan.requests)}, ${plan.arrivals} arrivals`],
    [
      'requests/s',
      `mean ${formatNumber(requestsPerSecond.mean)}, peak ${formatNumber(requestsPerSecond.peak)}`,
    ],
    [
      'connections',
      `${formatNumber(connections.expected)} at the peak if an answer takes ${formatNumber(connections.expectedLatencySeconds * 1000)} ms, ${formatNumber(connections.allowed)} allowed`,
    ],
    [
      'bytes',
      `${formatNumber(bytes.total / 1e9)} GB if a request and its answer take ${formatNumber(bytes.perRequest / 1000)} kB`,
    ],
    [
      'load balancer',
      `${formatNumber(lcu.peak)} LCUs at the peak, ${formatNumber(lcu.hours)} LCU hours, $${formatNumber(costUsd.loadBalancer)} for the LCUs alone (prices of ${costUsd.pricesAsOf})`,
    ],
  ];
  return [
    namedLines(lines),
    '',
    table(plan.stages, [
      { header: 'from', cell: ({ fromSeconds }) => length(fromSeconds), align: 'right' },
      { header: 'to', cell: ({ toSeconds }) => length(toSeconds), align: 'right' },
      { header: 'requests/s', cell: ({ fromRate }) => rate(fromRate) },
      { header: 'up or down to', cell: ({ toRate }) => rate(toRate) },
      { header: 'requests', cell: ({ requests }) => requests },
    ]),
    ...plan.warnings.map(({ message }) => `\nwarning: ${message}`),
  ].join('\n');
}

function hosts({ addresses, isLoopback }: LoadPlan): string {
  if (addresses.length === 0) return 'the name could not be looked up';
  return `${addresses.join(', ')} (${isLoopback ? 'this machine' : 'not this machine'})`;
}

/** Compressed stages are shorter than a second. */
function length(seconds: number): string {
  return seconds < 60 ? `${formatNumber(Number(seconds.toFixed(2)))} s` : formatDuration(seconds);
}

function rate(value: number): number {
  return Number(value.toPrecision(4));
}
