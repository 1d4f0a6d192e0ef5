import type { SaturatePlan } from '../load/saturate/plan.ts';
import { formatNumber } from './format-number.ts';

/** The plan of a saturation as a person reads it before anything is sent. */
export function saturatePlanText(plan: SaturatePlan): string {
  const { url, method, addresses, isLoopback, mostConnections, stepSeconds, mostSeconds } = plan;
  const lines: [string, string][] = [
    ['url', `${method} ${url}`],
    ['hosts', `${addresses.join(', ')} (${isLoopback ? 'this machine' : 'not this machine'})`],
    [
      'connections',
      `1, 2, 4, … up to ${formatNumber(mostConnections)}, each sending its next request when the last is answered`,
    ],
    ['requests/s', 'as many as the target takes: it is driven to its ceiling'],
    [
      'time',
      `${formatNumber(stepSeconds)} s a step, at most ${formatNumber(mostSeconds)} s in all`,
    ],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, text]) => `${name.padEnd(width)}  ${text}`).join('\n');
}
