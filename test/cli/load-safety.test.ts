import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plimsoll } from './plimsoll.ts';

/** An address of this machine that is not its loopback: to the generator any other host. */
const address = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

let connections = 0;
let listening: Server;
let port = 0;
beforeAll(async () => {
  listening = createServer((socket) => {
    connections++;
    socket.on('error', () => {});
    socket.on('data', () => socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'));
  });
  await new Promise<void>((resolve) => listening.listen(0, '0.0.0.0', resolve));
  const bound = listening.address();
  port = typeof bound === 'object' && bound !== null ? bound.port : 0;
});
afterAll(() => {
  listening.close();
});

describe.skipIf(address === undefined)(
  'a load on another host (skipped where this machine has no address but its loopback)',
  () => {
    const run = (...args: string[]) =>
      plimsoll(['load', 'run', '--url', `http://${address}:${port}/`, ...args]);

    it('above 100 requests/s shows its plan, and opens no connection unless confirmed', async () => {
      connections = 0;
      const { code, stdout, stderr } = await run('--shape', '101', '--duration', '1s');
      expect([code, stdout, connections]).toEqual([2, '', 0]);
      expect(stderr).toMatch(/^url .*\nhosts .*\(not this machine\)/);
      expect(stderr).toMatch(
        /plimsoll: http:.* is not this machine, and up to 101 requests\/s would go there; nothing was sent: look at the plan, then confirm with --yes\n$/,
      );
    });

    it('above 100 requests/s goes out once --yes confirms it, with the plan shown', async () => {
      connections = 0;
      const { code, stderr } = await run('--shape', '120', '--duration', '0.2s', '--yes');
      expect([code, connections]).toEqual([0, 24]);
      expect(stderr).toMatch(/^url .*\nhosts .*\(not this machine\)/);
    });

    it.skipIf(process.platform !== 'linux').each([
      ['yes', 0, 24, 'planned'],
      ['y', 2, 0, 'plimsoll: not confirmed; nothing was sent'],
    ])(
      'asks on a terminal, and takes "%s" as it is meant (skipped where script(1) is not that of Linux)',
      async (typed, exit, connected, last) => {
        connections = 0;
        const curve = ['--shape', '120', '--duration', '0.2s', '--quiet'];
        const args = ['load', 'run', '--url', `http://${address}:${port}/`, ...curve];
        const command = ['sh', '-c', 'exec script -qec "$*" /dev/null', 'sh', process.execPath];
        const { code, stdout } = await plimsoll(args, { command, stdin: `${typed}\n` });
        expect(stdout).toContain(`Send up to 120 requests/s to http://${address}:${port}/?`);
        expect([code, connections]).toEqual([exit, connected]);
        expect(stdout).toContain(last);
      },
    );

    it('up to 100 requests/s goes out with the plan shown', async () => {
      connections = 0;
      const { code, stderr } = await run('--shape', '100', '--duration', '0.1s');
      expect([code, connections]).toEqual([0, 10]);
      expect(stderr).toContain('(not this machine)');
    });

    it('is asked about before any connection, however little, where it grows until the host can take no more', async () => {
      connections = 0;
      const url = `http://${address}:${port}/`;
      const { code, stdout, stderr } = await plimsoll(['load', 'saturate', '--url', url]);
      expect([code, stdout, connections]).toEqual([2, '', 0]);
      expect(stderr).toMatch(/^url .*\nhosts .*\(not this machine\)/);
      expect(stderr).toMatch(
        /as many requests\/s as it takes would go there; nothing was sent: look at the plan, then confirm with --yes\n$/,
      );
    });

    it('is planned without a connection', async () => {
      connections = 0;
      const { code } = await run('--shape', '5000', '--duration', '10s', '--dry-run');
      expect([code, connections]).toEqual([0, 0]);
    });
  },
);
