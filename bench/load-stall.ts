import type { LoadServer } from '../test/support/load-server.ts';
import type { Figure } from './figure.ts';
import { autocannon, loadRun } from './load-processes.ts';

/**
 * A server that does nothing for 2 of 20 s, at 500 requests/s over 50 connections: a
 * tenth of the requests are due in the stall and wait from 2 s down to nothing, so
 * that the 99th percentile is 1,800 ms from the intended start.
 */
export async function stall(server: LoadServer): Promise<Figure[]> {
  server.forget();
  server.trouble([STALL]);
  const args = ['--url', server.url, '--shape', '500', '--duration', '20s', '--connections', '50'];
  const { responseTimeMs, serviceTimeMs, generator } = await loadRun(args);
  server.forget();
  server.trouble([STALL]);
  const closed = ['--connections', '50', '--overallRate', '500', '--duration', '20', server.url];
  const theirs = (await autocannon(closed)).latency;
  const blame = generator.limited ? 'and blames itself' : 'and does not blame itself';
  return [
    {
      name: 'load-stall-p50',
      value: responseTimeMs.p50 ?? Number.NaN,
      unit: 'ms',
      target: 2,
      detail: `autocannon, its correction of coordinated omission included, ${theirs.p50} ms`,
    },
    {
      name: 'load-stall-p99',
      value: Math.abs((responseTimeMs.p99 ?? Number.NaN) - 1800),
      unit: 'ms off 1,800',
      target: 100,
      detail: `${responseTimeMs.p99} ms, ${serviceTimeMs.p99} ms from the send, ${blame}; autocannon ${theirs.p99} ms`,
    },
  ];
}

const STALL = { kind: 'stall', at: 8000, forMs: 2000 } as const;
