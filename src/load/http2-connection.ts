import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect as connectHttp2,
} from 'node:http2';
import type { TLSSocket } from 'node:tls';
import {
  Connection,
  type ConnectionOwner,
  type Exchange,
  IDLE_MS,
  type Wire,
} from './connection.ts';
import { Http2Exchange } from './http2-exchange.ts';
import { http2Headers, serverName } from './http2-headers.ts';
import { openTls } from './open-socket.ts';
import type { LoadRequest } from './request-mix.ts';
import type { Address } from './target.ts';

/**
 * HTTP/2 over TLS: many requests at a time, each a stream.
 *
 * Of Node's own client, since undici 7 ends every stream with the connection that the
 * server wants to end (GOAWAY), also those that the server is still answering, and
 * writes no second POST before the first is answered. Here those that the server has
 * begun come to their end, and the next request makes a new connection.
 */
export class Http2Connection extends Connection {
  /** Until the server has said how many it takes, one. */
  capacity = 1;
  isSettled = false;
  /** How many frames of answers have come. */
  heard = 0;
  readonly #owner: ConnectionOwner;
  readonly #wire: Wire;
  readonly #streams: number;
  readonly #origin: URL;
  /** Being made, or what carries the session. */
  #socket: TLSSocket | undefined;
  #session: ClientHttp2Session | undefined;
  #isMute = false;

  constructor(owner: ConnectionOwner, wire: Wire, address: Address, streams: number) {
    super(address);
    this.#owner = owner;
    this.#wire = wire;
    this.#streams = streams;
    this.#origin = new URL(wire.origin);
  }

  get isOpen(): boolean {
    const session = this.#session;
    return session !== undefined && !session.closed && !session.destroyed && !this.#isMute;
  }

  take(): Exchange {
    return new Http2Exchange(this, this.#owner, this.#wire);
  }

  /** Hands over a stream, now or once it is connected, or the error that there is none. */
  open(
    request: LoadRequest,
    begin: (stream: ClientHttp2Stream) => void,
    fail: (error: Error) => void,
  ): void {
    const headers = http2Headers(request, this.#origin.host);
    const start = (session: ClientHttp2Session) => {
      const stream = session.request(headers, { endStream: request.body === null });
      begin(stream);
      if (request.body !== null) stream.end(request.body);
    };
    if (this.#session !== undefined && this.isOpen) start(this.#session);
    else this.#connect(String(headers[':authority']), start, fail);
  }

  /** Ends it at once. A session alone would wait for the other side to close. */
  drop(): void {
    this.#session?.destroy();
    this.#socket?.destroy();
  }

  /**
   * Nothing at all has come for as long as a request may take: it gets no more of them,
   * and ends with the last it has. (To close the session would refuse what has been given
   * to it in this very moment.)
   */
  mute(): void {
    this.#isMute = true;
  }

  endIfMute(): void {
    if (this.#isMute && this.busy === 0) this.drop();
  }

  end(): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined || socket.closed) return Promise.resolve();
    return new Promise((resolve) => {
      socket.once('close', () => resolve());
      this.drop();
    });
  }

  #connect(
    authority: string,
    start: (session: ClientHttp2Session) => void,
    fail: (error: Error) => void,
  ): void {
    // What is left of the one before has no request any more.
    this.drop();
    const socket = openTls(this.#origin, this.address, {
      serverName: serverName(authority),
      protocol: 'h2',
      verifies: this.#wire.verifiesTls,
      session: undefined,
    });
    this.#socket = socket;
    const failClosed = () => fail(new Error('closed before it was open'));
    // What comes of an error later each stream hears by itself.
    socket.on('error', fail).once('close', failClosed);
    socket.once('secureConnect', () => {
      socket.off('close', failClosed);
      if (socket.alpnProtocol !== 'h2') {
        socket.destroy();
        fail(new NoHttp2());
        return;
      }
      start(this.#begin(socket));
    });
  }

  #begin(socket: TLSSocket): ClientHttp2Session {
    const session = connectHttp2(this.#origin, {
      createConnection: () => socket,
      settings: { enablePush: false, initialWindowSize: STREAM_WINDOW },
      maxSessionMemory: SESSION_MEGABYTES,
    });
    this.#session = session;
    this.#isMute = false;
    this.capacity = 1;
    this.isSettled = false;
    this.refusals = 0;
    this.#owner.opened(this);
    session.once('connect', () => session.setLocalWindowSize(SESSION_WINDOW));
    session.on('remoteSettings', ({ maxConcurrentStreams = Number.POSITIVE_INFINITY }) => {
      if (session !== this.#session) return;
      this.capacity = Math.min(this.#streams, maxConcurrentStreams);
      this.isSettled = true;
      this.#owner.widened(this);
    });
    // Each stream hears of it by itself.
    session.on('error', () => {});
    session.setTimeout(IDLE_MS, () => {
      if (this.busy === 0) this.drop();
    });
    session.once('close', () => {
      if (session === this.#session) this.#session = undefined;
      this.#owner.closed(this);
    });
    return session;
  }
}

class NoHttp2 extends Error {
  readonly code = 'PLIMSOLL_NO_HTTP2';
}

/** As browsers have it, so that it is not the windows that an answer waits for. */
const STREAM_WINDOW = 6 * 2 ** 20;
const SESSION_WINDOW = 15 * 2 ** 20;
/** Node ends a session that holds more; its own 10 MB are few for 128 streams. */
const SESSION_MEGABYTES = 100;
