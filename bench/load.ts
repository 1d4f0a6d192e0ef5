import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileLoadServer } from '../test/support/compile-load-server.ts';
import { LoadServer } from '../test/support/load-server.ts';
import type { Benchmark, Figure } from './figure.ts';
import { exactness } from './load-exactness.ts';
import { highestRate } from './load-highest-rate.ts';
import { stall } from './load-stall.ts';

/**
 * The load generator against a recording server in a process of its own, as whole
 * processes: how exactly it sends, what it says of a server that stalls, and how much
 * one thread sends; beside autocannon, and wrk where it is installed.
 */
export const load: Benchmark = {
  name: 'load',
  run: async () => {
    compileLoadServer();
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
    try {
      return [
        ...(await onServer((server) => exactness(server, folder))),
        ...(await onServer(stall)),
        ...(await onServer((server) => highestRate(server, folder))),
      ];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** Each measures on a server of its own: what one was put through is not the next one's. */
async function onServer(measure: (server: LoadServer) => Promise<Figure[]>): Promise<Figure[]> {
  const server = await LoadServer.start();
  try {
    return await measure(server);
  } finally {
    await server.end();
  }
}
