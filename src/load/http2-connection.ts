import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect as connectHttp2,
  constants,
  type Http2Session,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { isIP } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import {
  Connection,
  type ConnectionOwner,
  Exchange,
  GivenUp,
  IDLE_MS,
  lookupOf,
  type Wire,
} from './connection.ts';
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
    const headers = headersOf(request, this.#origin.host);
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
    const { hostname, port } = this.#origin;
    const options = {
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(port) || 443,
      servername: serverName(authority),
      lookup: lookupOf(this.address),
      autoSelectFamily: false,
      ALPNProtocols: ['h2'],
      rejectUnauthorized: this.#wire.verifiesTls,
    };
    const socket = connectTls(options);
    this.#socket = socket;
    socket.setNoDelay(true);
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

class Http2Exchange extends Exchange {
  readonly connection: Http2Connection;
  readonly #owner: ConnectionOwner;
  readonly #wire: Wire;
  #isOver = false;
  #stream: ClientHttp2Stream | undefined;
  #error: Error | undefined;
  #heardBefore = 0;

  constructor(connection: Http2Connection, owner: ConnectionOwner, wire: Wire) {
    super();
    this.connection = connection;
    this.#owner = owner;
    this.#wire = wire;
  }

  protected send(request: LoadRequest): void {
    this.connection.open(
      request,
      (stream) => this.#follow(stream),
      (error) => this.#fail(error),
    );
  }

  /** Its stream alone ends, unless the connection has been silent all the while. */
  giveUp(): void {
    if (this.#stream === undefined) this.connection.drop();
    else {
      if (this.connection.heard === this.#heardBefore) this.connection.mute();
      this.#stream.close(constants.NGHTTP2_CANCEL);
    }
    this.#fail(new GivenUp());
  }

  #follow(stream: ClientHttp2Stream): void {
    this.#stream = stream;
    // A stream that has ended knows it no more.
    const { session } = stream;
    this.#heardBefore = this.connection.heard;
    this.isSent = true;
    this.#owner.sent(this);
    stream.on('response', ({ ':status': status = 0, ...headers }) => {
      this.connection.heard++;
      this.answered(status, headers, this.#wire.balancer);
    });
    stream.on('data', (chunk: Buffer) => {
      this.connection.heard++;
      this.bytes += chunk.length;
    });
    stream.once('end', () => {
      if (this.status > 0 && stream.rstCode === constants.NGHTTP2_NO_ERROR) this.#complete();
    });
    stream.on('error', (error) => {
      this.#error = error;
    });
    stream.once('close', () => this.#fail(whyEnded(stream, session, this.#error)));
  }

  #complete(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    // An answer may come before the whole of the request is written.
    if (!this.#stream?.writableEnded) this.#stream?.close();
    this.#owner.completed(this);
    this.connection.endIfMute();
  }

  #fail(error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#owner.failed(this, error);
    this.connection.endIfMute();
  }
}

/** What a stream without a whole answer ended with: an error of its connection as it is, or the server's word. */
function whyEnded(
  stream: ClientHttp2Stream,
  session: Http2Session | undefined,
  error: Error | undefined,
): Error {
  const code = error !== undefined && 'code' in error ? String(error.code) : '';
  if (error !== undefined && code !== '' && !code.startsWith('ERR_HTTP2_')) return error;
  if (stream.rstCode === constants.NGHTTP2_REFUSED_STREAM) return new StreamRefused();
  return session?.destroyed === false ? new StreamReset() : new Error('the connection was closed');
}

class StreamRefused extends Error {
  readonly code = 'PLIMSOLL_STREAM_REFUSED';
}

class StreamReset extends Error {
  readonly code = 'PLIMSOLL_STREAM_RESET';
}

class NoHttp2 extends Error {
  readonly code = 'PLIMSOLL_NO_HTTP2';
}

/** One of a name is joined, as RFC 9110 (5.2) has it; `Host` is `:authority` here. */
function headersOf(
  { method, path, headers, body }: LoadRequest,
  host: string,
): OutgoingHttpHeaders {
  const all: Record<string, string> = { ':method': method, ':path': path, ':authority': host };
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i].toLowerCase();
    const value = headers[i + 1];
    if (name === 'host') all[':authority'] = value;
    else if (all[name] === undefined) all[name] = value;
    else all[name] += `${name === 'cookie' ? '; ' : ', '}${value}`;
  }
  if (body !== null) all['content-length'] = String(body.length);
  return all;
}

/** An address is no server name (RFC 6066, section 3). */
function serverName(authority: string): string {
  const url = `https://${authority}`;
  const name = URL.canParse(url) ? new URL(url).hostname.replace(/^\[(.*)\]$/, '$1') : '';
  return isIP(name) === 0 ? name : '';
}

/** As browsers have it, so that it is not the windows that an answer waits for. */
const STREAM_WINDOW = 6 * 2 ** 20;
const SESSION_WINDOW = 15 * 2 ** 20;
/** Node ends a session that holds more; its own 10 MB are few for 128 streams. */
const SESSION_MEGABYTES = 100;
