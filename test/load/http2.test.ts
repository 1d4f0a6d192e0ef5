import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createSecureServer, type SecureServerOptions, type ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { scheduleOf } from '../../src/load/schedule.ts';
import {
  DATA,
  END_HEADERS,
  END_STREAM,
  frame,
  HEADERS,
  OK_HEADERS,
  RST_STREAM,
  startFrameServer,
} from '../support/frame-server.ts';
import { curveOf, GET, send } from './send.ts';

const POST = { ...GET, method: 'POST', path: '/post', body: Buffer.from('tea') };

describe('HTTP/2', () => {
  it('sends many requests at a time on one connection, with bodies too', async (context) => {
    const server = await StreamServer.of(context, 60);
    const outcome = await sendTo(server, { rate: 500, requests: [GET, POST] });
    expect(outcome).toMatchObject({ planned: 200, completed: 200 });
    expect(server.connections).toBe(1);
    expect(server.mostAtATime).toBeGreaterThan(20);
  });

  it('makes another connection where the streams of one are all in use', async (context) => {
    const server = await StreamServer.of(context, 60);
    const outcome = await sendTo(server, { rate: 500, streams: 10 });
    expect(outcome).toMatchObject({ planned: 200, completed: 200 });
    expect(server.mostAtATime).toBeLessThanOrEqual(10);
    expect(server.connections).toBeGreaterThanOrEqual(3);
    // And never one a request, however late this machine is.
    expect(server.connections).toBeLessThan(20);
  });

  it('has no more streams than the server takes', async (context) => {
    const server = await StreamServer.of(context, 60, { settings: { maxConcurrentStreams: 5 } });
    const outcome = await sendTo(server, { rate: 300 });
    expect(outcome).toMatchObject({ planned: 120, completed: 120 });
    expect(server.mostAtATime).toBeLessThanOrEqual(5);
  });

  it('gives up a request without harm to the others of its connection', async (context) => {
    const server = await StreamServer.of(context, 20);
    const never = { ...GET, path: '/never' };
    const outcome = await sendTo(server, {
      rate: 300,
      requests: [GET, never],
      timeoutSeconds: 0.3,
    });
    expect(outcome.failed.timeout).toBeGreaterThan(30);
    expect(outcome.failed.total).toBe(outcome.failed.timeout);
    expect(outcome.completed).toBe(outcome.sent - outcome.failed.timeout);
    expect(server.connections).toBe(1);
  });

  it('leaves a connection on which nothing comes any more', async (context) => {
    const server = await StreamServer.of(context, 5);
    server.muteAfter = 30;
    const outcome = await sendTo(server, { rate: 100, seconds: 1, timeoutSeconds: 0.3 });
    const { planned, sent, completed, failed } = outcome;
    expect([planned, sent, completed + failed.total]).toEqual([100, 100, 100]);
    expect(failed.total).toBe(failed.timeout);
    // Of 0.3 s until the first is given up, and what was under way.
    expect(failed.timeout).toBeLessThan(45);
    expect(server.connections).toBe(2);
  });

  it.each([
    ['fails a request whose answer is reset before it is whole, though without an error', 0, 0],
    // RFC 9113, section 8.1: the server wants no more of the request.
    ['takes an answer that is reset without an error once it is whole', END_STREAM, 40],
  ])('%s', async (_, flags, completed) => {
    const url = await startFrameServer({ onTestFinished }, (stream) =>
      Buffer.concat([
        frame(HEADERS, END_HEADERS, stream, OK_HEADERS),
        frame(DATA, flags, stream, Buffer.from('half.')),
        frame(RST_STREAM, 0, stream, NO_ERROR),
      ]),
    );
    const body = Buffer.alloc(100_000);
    const outcome = await sendTo({ url }, { rate: 100, requests: [{ ...POST, body }] });
    expect(outcome).toMatchObject({ planned: 40, completed });
    expect(outcome.failed).toMatchObject({ total: 40 - completed, reset: 40 - completed });
  });
});

const NO_ERROR = Buffer.alloc(4);

async function sendTo(
  { url }: Pick<StreamServer, 'url'>,
  {
    rate,
    streams = 128,
    seconds = 0.4,
    requests = [GET],
    timeoutSeconds = 2,
  }: {
    rate: number;
    streams?: number;
    seconds?: number;
    timeoutSeconds?: number;
    requests?: readonly (typeof GET)[];
  },
) {
  const schedule = scheduleOf(curveOf([rate, rate]), { seconds });
  const sending = { url, schedule, streams, requests, verifiesTls: false, timeoutSeconds };
  return await send(sending);
}

/** Answers after some milliseconds, and counts how many it has at a time on a connection. */
class StreamServer {
  readonly url: string;
  connections = 0;
  mostAtATime = 0;
  /** Requests after which the first connection falls silent, as when a network loses all. */
  muteAfter = Number.POSITIVE_INFINITY;

  private constructor(port: number) {
    this.url = `https://127.0.0.1:${port}/`;
  }

  static async of(
    { onTestFinished }: TestContext,
    delayMs: number,
    options: SecureServerOptions = {},
  ): Promise<StreamServer> {
    const file = (name: string) => readFileSync(new URL(`../support/${name}`, import.meta.url));
    const server = createSecureServer({
      key: file('self-signed.key.pem'),
      cert: file('self-signed.cert.pem'),
      ...options,
    });
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => sockets.add(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    const address = server.address();
    const it = new StreamServer(typeof address === 'object' && address !== null ? address.port : 0);
    server.on('sessionError', () => {});
    server.on('session', (session) => {
      const isFirst = ++it.connections === 1;
      let now = 0;
      let count = 0;
      session.on('error', () => {});
      session.on('stream', (stream: ServerHttp2Stream, headers) => {
        it.mostAtATime = Math.max(it.mostAtATime, ++now);
        stream.on('error', () => {});
        stream.on('close', () => now--);
        if (headers[':path'] === '/never' || (isFirst && ++count > it.muteAfter)) return;
        setTimeout(() => {
          if (stream.destroyed) return;
          stream.respond();
          stream.end('ok');
        }, delayMs);
      });
    });
    return it;
  }
}
