import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { scheduleOf } from '../../src/load/schedule.ts';
import { curveOf, GET, send } from './send.ts';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

describe('connections', () => {
  it.each([
    ['HTTP/1.1', {}],
    ['HTTP/2', { streams: 1 }],
  ])('over %s are no more than allowed where none comes to be made', async (_, protocol) => {
    // No handshake is ever answered.
    const server = await CountingServer.of(() => {});
    const sending = { schedule: during(0.6), connections: 5, timeoutSeconds: 0.1, ...protocol };
    const outcome = await send({ ...sending, url: `https://127.0.0.1:${server.port}/` });
    expect(outcome.failed.timeout).toBeGreaterThan(10);
    // Five, and as many whose end the server has not heard of yet.
    expect(server.mostOpen).toBeLessThanOrEqual(10);
  });

  it('are made anew a quarter at a time after all were broken off at once', async () => {
    const server = await CountingServer.of((socket) => {
      // Once there are as many as are allowed.
      if (server.sockets.size < 40) setTimeout(() => answer(socket, OK), 100);
      else for (const each of server.sockets) each.resetAndDestroy();
    });
    const making = countMaking();
    const schedule = during(0.6, 500);
    const outcome = await send({ url: server.url, schedule, connections: 40 });
    expect(outcome.failed.reset).toBeGreaterThan(20);
    expect(making.most).toBeLessThanOrEqual(10);
  });

  it.each([
    ['by its word', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'],
    ['by its version', 'HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n'],
    ['at the end of its answer', 'HTTP/1.1 200 OK\r\n\r\nof no told length'],
  ])('are made a quarter at a time where each carries one answer, %s', async (_, text) => {
    const server = await CountingServer.of((socket) => {
      setTimeout(() => socket.end(text), 40);
    });
    const making = countMaking();
    const outcome = await send({ url: server.url, schedule: during(0.4, 1000), connections: 40 });
    const { planned, completed, connections } = outcome;
    expect([completed, connections.made]).toEqual([planned, planned]);
    expect(making.most).toBeLessThanOrEqual(10);
  });

  it('carry one HEAD after the other', async () => {
    const server = await CountingServer.of((socket) => answer(socket, OK));
    const requests = [{ ...GET, method: 'HEAD' }];
    const outcome = await send({
      url: server.url,
      schedule: during(0.3),
      connections: 2,
      requests,
    });
    expect(outcome.completed).toBe(60);
    expect(outcome.connections.made).toBeLessThanOrEqual(2);
  });
});

const during = (seconds: number, rate = 200) => scheduleOf(curveOf([rate, rate]), { seconds });

function answer(socket: Socket, text: string): void {
  if (!socket.destroyed) socket.write(text);
}

/** How many attempts to connect are under way, by undici's own channels. */
function countMaking(): { readonly most: number } {
  const count = { most: 0 };
  let now = 0;
  const more = () => {
    count.most = Math.max(count.most, ++now);
  };
  const less = () => now--;
  const channels = [
    ['undici:client:beforeConnect', more],
    ['undici:client:connected', less],
    ['undici:client:connectError', less],
  ] as const;
  for (const [name, hear] of channels) subscribe(name, hear);
  onTestFinished(() => {
    for (const [name, hear] of channels) unsubscribe(name, hear);
  });
  return count;
}

/** Counts its connections, and does as it is told with each piece that comes. */
class CountingServer {
  readonly sockets = new Set<Socket>();
  mostOpen = 0;
  port = 0;

  static async of(hear: (socket: Socket) => void): Promise<CountingServer> {
    const it = new CountingServer();
    const listening = createServer((socket) => {
      it.sockets.add(socket);
      it.mostOpen = Math.max(it.mostOpen, it.sockets.size);
      socket.on('error', () => {}).on('close', () => it.sockets.delete(socket));
      socket.on('data', () => hear(socket));
    });
    listening.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    onTestFinished(() => {
      listening.close();
      for (const socket of it.sockets) socket.destroy();
    });
    const bound = listening.address();
    it.port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    return it;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }
}
