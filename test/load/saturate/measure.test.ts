import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { measure } from '../../../src/load/saturate/measure.ts';
import type { SaturateRequest } from '../../../src/load/saturate/request.ts';
import { cycleSeconds } from '../../../src/load/saturate/step.ts';
import { parseTarget } from '../../../src/load/target.ts';

const NEVER = 100;

describe('a step of a saturation', () => {
  it.each([
    ['closes', (socket: Socket) => socket.end()],
    ['resets', (socket: Socket) => socket.resetAndDestroy()],
  ])('makes no storm of a server that %s without an answer, and counts it', async (_, leave) => {
    const server = await socketServer((socket) => socket.on('data', () => leave(socket)));
    const { completed, failed } = await measure(requestTo(server), 4, 0.6, NEVER).done;
    expect(completed).toBe(0);
    expect(failed.unanswered).toBeGreaterThan(20);
    // Each of the four a few times over, and what was under way then.
    expect(server.connections).toBeLessThan(40);
  });

  it('tells the time of an answer where the server ends its connections, and calls nothing failed', async () => {
    const server = await socketServer((socket) => {
      let left = 10;
      socket.on('data', () => {
        left--;
        const end = left === 0 ? 'Connection: close\r\n' : '';
        const answer = `HTTP/1.1 200 OK\r\nContent-Length: 2\r\n${end}\r\nok`;
        if (left >= 0) setTimeout(() => (left > 0 ? socket.write(answer) : socket.end(answer)), 5);
      });
    });
    const step = await measure(requestTo(server), 4, 0.6, 5).done;
    expect(step.failed).toEqual({ unanswered: 0, status5xx: 0 });
    // 5 ms an answer, and a connection for ten of them; what is lost is no time of an answer.
    expect(1000 * cycleSeconds(step)).toBeGreaterThan(4.5);
    expect(1000 * cycleSeconds(step)).toBeLessThan(20);
    expect(server.mostOpen).toBeLessThanOrEqual(8);
  });

  it('counts answers by their status', async () => {
    const server = await httpServer((_, response) => response.writeHead(404).end());
    const { completed, statuses } = await measure(requestTo(server), 2, 0.3, NEVER).done;
    expect([...statuses]).toEqual([[404, completed]]);
  });

  it('is not measured where no answer comes within it', async () => {
    const server = await httpServer(() => {});
    const step = await measure(requestTo(server), 2, 0.3, NEVER).done;
    expect([step.completed, step.failed.unanswered, cycleSeconds(step)]).toEqual([0, 0, Infinity]);
  });

  it('sends headers that are given again, joined', async () => {
    const heard = new Set<string>();
    const server = await httpServer(({ headers, url }, response) => {
      heard.add([headers.host, headers['x-tea'], headers.cookie, url].join(' | '));
      response.end();
    });
    const headers = ['X-Tea', 'green', 'x-tea', 'black', 'Cookie', 'a=1', 'cookie', 'b=2'];
    await measure({ ...requestTo(server), headers: [...headers, 'Host', 'shop'] }, 1, 0.3, 5).done;
    expect([...heard]).toEqual(['shop | green, black | a=1; b=2 | /cup?size=2']);
  });

  it('spreads its connections over all addresses', async () => {
    const heard = new Set<string>();
    const answer: RequestListener = ({ socket: { localAddress, remotePort } }, response) => {
      heard.add(`${localAddress} ${remotePort}`);
      response.end();
    };
    const { port } = await httpServer(answer);
    await httpServer(answer, port, '127.0.0.2');
    const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({
      address,
      family: 4 as const,
    }));
    await measure({ ...requestTo({ port }), addresses }, 4, 0.3, 5).done;
    expect([...heard].map((one) => one.split(' ')[0]).sort()).toEqual([
      '127.0.0.1',
      '127.0.0.1',
      '127.0.0.2',
      '127.0.0.2',
    ]);
  });

  it('goes over TLS, and names the host that is asked for', async () => {
    const names = new Set<string>();
    const server = createSecureServer({ key: pem('key'), cert: pem('cert') }, (_, response) =>
      response.end('ok'),
    );
    server.on('secureConnection', ({ servername }) => names.add(String(servername)));
    const secure = requestTo({ port: await listening(server) }, 'https');
    const { statuses } = await measure({ ...secure, headers: ['Host', 'shop.test'] }, 2, 0.4, 5)
      .done;
    expect([...statuses.keys()]).toEqual([200]);
    expect([...names]).toEqual(['shop.test']);
  });
});

function requestTo({ port }: { readonly port: number }, scheme = 'http'): SaturateRequest {
  return {
    target: parseTarget(`${scheme}://127.0.0.1:${port}/cup?size=2`),
    addresses: [{ address: '127.0.0.1', family: 4 }],
    method: 'GET',
    headers: [],
    body: null,
    timeoutSeconds: 5,
  };
}

async function socketServer(take: (socket: Socket) => void) {
  const seen = { port: 0, connections: 0, mostOpen: 0 };
  let open = 0;
  const server = createServer((socket) => {
    seen.connections++;
    open++;
    seen.mostOpen = Math.max(seen.mostOpen, open);
    socket.setNoDelay();
    socket.on('error', () => {}).on('close', () => open--);
    take(socket);
  });
  seen.port = await listening(server);
  return seen;
}

async function httpServer(take: RequestListener, port?: number, host?: string) {
  const server = createHttpServer(take);
  onTestFinished(() => server.closeAllConnections());
  return { port: await listening(server, port, host) };
}

async function listening(server: Server, port = 0, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, host, () => resolve()));
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function pem(kind: 'key' | 'cert'): string {
  return readFileSync(new URL(`../../support/self-signed.${kind}.pem`, import.meta.url), 'utf8');
}
