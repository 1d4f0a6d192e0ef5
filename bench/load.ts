import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoadServer } from '../test/support/load-server.ts';
import type { Benchmark } from './figure.ts';
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
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
    const server = await LoadServer.start();
    try {
      return [
        ...(await exactness(server, folder)),
        ...(await stall(server)),
        ...(await highestRate(server, folder)),
      ];
    } finally {
      await server.end();
      rmSync(folder, { recursive: true });
    }
  },
};
