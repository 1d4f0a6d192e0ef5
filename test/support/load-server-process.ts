import { readFileSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { answerStreams } from './http2-trouble.ts';

/** What goes wrong for some time, from `at` milliseconds after the server was told. */
export interface Episode {
  readonly kind: Trouble;
  readonly at: number;
  readonly forMs: number;
}

export const TROUBLES = [
  'resetMidBody',
  'closeMidBody',
  'halfClose',
  'noHttp',
  'targetError',
  'balancerError',
  'slowBody',
  'closeAfter',
  'stall',
  'refuse',
  'kill',
] as const;

/**
 * The first ones befall every third request. `stall`: nothing at all happens, as
 * in a garbage collection; `refuse`: no new connection; `kill`: every connection is
 * broken off, and no new one made.
 */
export type Trouble = (typeof TROUBLES)[number];

export type ToServer =
  | { readonly tell: 'trouble'; readonly episodes: readonly Episode[] }
  | { readonly tell: 'delay'; readonly ms: number }
  /** Ends every trouble, and begins to count anew. */
  | { readonly tell: 'forget' }
  | { readonly tell: 'ask' };

export type FromServer =
  | { readonly port: number }
  | { readonly seen: number; readonly connections: number; readonly stamps: readonly number[] };

/*
 * An HTTP server of its own process that stamps every request as it comes, answers
 * as fast as Node can, and gets into trouble when told. Arguments: for HTTPS the URL of the
 * certificate's file, beside which lies that of the key, and `h2`, for HTTP/2.
 */
const stamps: number[] = [];
/** By the other side's port. */
const tcp = new Map<number | undefined, Socket>();
const timers = new Set<NodeJS.Timeout>();
let connections = 0;
let delayMs = 0;
const active = new Map<Trouble, number>();
let port = 0;
let server: Server | undefined;

process.on('message', (message: ToServer) => {
  switch (message.tell) {
    case 'trouble':
      for (const episode of message.episodes) later(episode.at, () => begin(episode));
      return;
    case 'delay':
      delayMs = message.ms;
      return;
    case 'forget':
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      active.clear();
      if (server === undefined) listen();
      delayMs = 0;
      stamps.length = 0;
      connections = 0;
      return;
    case 'ask':
      answerParent({ seen: stamps.length, connections, stamps });
  }
});
process.on('disconnect', () => process.exit());
listen();

function listen(): void {
  const listening = listener();
  // Where a generator has just been broken off, the port may be in use for a moment.
  listening.on('error', () => setTimeout(() => listening.listen(port, '127.0.0.1'), 10));
  listening.on('tlsClientError', () => {});
  listening.listen(port, '127.0.0.1', () => {
    const address = listening.address();
    if (port === 0 && address !== null && typeof address === 'object') {
      port = address.port;
      answerParent({ port });
    }
  });
  server = listening;
}

function listener(): Server {
  const [, , certificate, protocol] = process.argv;
  if (certificate === undefined)
    return createServer({ noDelay: true }, (socket) => {
      meet(socket);
      serve(socket);
    });
  const identity = {
    key: readFileSync(new URL('./self-signed.key.pem', certificate)),
    cert: readFileSync(new URL(certificate)),
  };
  if (protocol !== 'h2')
    return createTlsServer(identity, (socket) => serve(socket, tcp.get(socket.remotePort))).on(
      'connection',
      meet,
    );
  const secure = createSecureServer(identity).on('connection', meet);
  answerStreams(secure, (answerWith) => {
    stamp();
    if (delayMs > 0) setTimeout(() => answerWith(troubleNow()), delayMs);
    else answerWith(troubleNow());
  });
  return secure;
}

function begin({ kind, forMs }: Episode): void {
  switch (kind) {
    case 'stall': {
      const until = performance.now() + forMs;
      while (performance.now() < until);
      return;
    }
    case 'kill':
      for (const socket of tcp.values()) socket.resetAndDestroy();
      closed(forMs);
      return;
    case 'refuse':
      closed(forMs);
      return;
    default:
      active.set(kind, (active.get(kind) ?? 0) + 1);
      later(forMs, () => active.set(kind, (active.get(kind) ?? 1) - 1));
  }
}

function closed(forMs: number): void {
  server?.close();
  server = undefined;
  later(forMs, () => {
    if (server === undefined) listen();
  });
}

function later(ms: number, what: () => void): void {
  const timer = setTimeout(() => {
    timers.delete(timer);
    what();
  }, ms);
  timers.add(timer);
}

function meet(socket: Socket): void {
  connections++;
  const port = socket.remotePort;
  tcp.set(port, socket);
  socket.on('close', () => tcp.get(port) === socket && tcp.delete(port));
  socket.on('error', () => {});
}

function stamp(): void {
  stamps.push(performance.timeOrigin + performance.now());
}

function troubleNow(): Trouble | undefined {
  if (stamps.length % 3 !== 0) return undefined;
  return TROUBLES.find((kind) => (active.get(kind) ?? 0) > 0);
}

/** @param below what carries it, where it is one of TLS, which can send no reset */
function serve(socket: Socket, below = socket): void {
  socket.on('error', () => {});
  let pending: Buffer = EMPTY;
  socket.on('data', (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (;;) {
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = pending.toString('latin1', 0, end);
      const length = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      if (pending.length < end + 4 + length) return;
      pending = pending.subarray(end + 4 + length);
      stamp();
      if (delayMs > 0) setTimeout(() => answer(socket, head, below), delayMs);
      else answer(socket, head, below);
    }
  });
}

function answer(socket: Socket, head: string, below: Socket): void {
  if (socket.destroyed) return;
  switch (troubleNow()) {
    case 'resetMidBody':
      // Not at once: where data and reset come together libuv tells of an end and no reset.
      socket.write(HALF);
      setTimeout(() => below.resetAndDestroy(), 10);
      return;
    case 'closeMidBody':
      socket.end(HALF);
      return;
    case 'halfClose':
      // Its side is closed, and the other side's is still read.
      socket.end();
      return;
    case 'noHttp':
      socket.end('220 mail.example.com ESMTP\r\n');
      return;
    case 'targetError':
      socket.write('HTTP/1.1 503 Service Unavailable\r\nServer: shop\r\nContent-Length: 0\r\n\r\n');
      return;
    case 'balancerError':
      socket.write(
        'HTTP/1.1 503 Service Unavailable\r\nServer: awselb/2.0\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    case 'slowBody':
      socket.write(HALF);
      setTimeout(() => socket.destroyed || socket.write('rest!'), 60);
      return;
    case 'closeAfter':
      socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok');
      return;
    default:
      if (head.startsWith('HEAD')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n');
      else if (head.startsWith('GET /redirect')) socket.write(REDIRECT);
      else socket.write(OK);
  }
}

function answerParent(message: FromServer): void {
  process.send?.(message);
}

const EMPTY = Buffer.alloc(0);
const OK = Buffer.from(
  'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok',
);
const HALF = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf.';
/** To a port that nobody was told to load. */
const REDIRECT = 'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n';
