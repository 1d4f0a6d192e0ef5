import type { Socket } from 'node:net';
import { type buildConnector, Client, type Dispatcher } from 'undici';
import {
  Connection,
  type ConnectionOwner,
  Exchange,
  GivenUp,
  IDLE_MS,
  type Wire,
} from './connection.ts';
import { openTcp, openTls } from './open-socket.ts';
import type { LoadRequest } from './request-mix.ts';
import type { Address } from './target.ts';

/** HTTP/1.1: one request at a time. */
export class Http1Connection extends Connection {
  readonly capacity = 1;
  readonly isSettled = true;
  readonly #owner: ConnectionOwner;
  readonly #wire: Wire;
  readonly #exchange: Http1Exchange;
  #client: Client | undefined;
  /** Being made, or what carries the requests. */
  #socket: Socket | undefined;
  #isMade = false;
  #tlsSession: Buffer | undefined;

  constructor(owner: ConnectionOwner, wire: Wire, address: Address) {
    super(address);
    this.#owner = owner;
    this.#wire = wire;
    this.#exchange = new Http1Exchange(this, owner, wire);
  }

  get isOpen(): boolean {
    return this.#isMade && this.#socket?.destroyed === false;
  }

  take(): Exchange {
    return this.#exchange;
  }

  dispatch(request: LoadRequest, handler: Dispatcher.DispatchHandler): void {
    this.#client ??= this.#connect();
    const { method, path, headers, body } = request;
    // undici would end the connection after each HEAD.
    this.#client.dispatch(
      { method, path, headers: headers as string[], body, reset: false },
      handler,
    );
  }

  /** It carries nothing more, whatever still comes: a request that got no whole answer takes it along. */
  lose(): void {
    this.#isMade = false;
  }

  /** Ends it, or the attempt to make it, which undici by itself would let go on. */
  drop(error: Error): void {
    const client = this.#client;
    this.#client = undefined;
    this.lose();
    this.#socket?.destroy();
    // Calls back, and may be asked for a new one there.
    void client?.destroy(error);
  }

  end(): Promise<void> {
    this.#socket?.destroy();
    return this.#client?.destroy() ?? Promise.resolve();
  }

  #connect(): Client {
    const client = new Client(this.#wire.origin, {
      pipelining: 1,
      // Timeouts are the engine's, and include the time to connect.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: IDLE_MS,
      connect: (options, done) => this.#open(options, done),
    });
    client.on('connect', () => {
      this.#isMade = true;
      this.refusals = 0;
      this.#owner.opened(this);
    });
    client.on('disconnect', () => this.#owner.closed(this));
    return client;
  }

  #open({ servername }: buildConnector.Options, done: buildConnector.Callback): void {
    this.lose();
    const origin = new URL(this.#wire.origin);
    const isSecure = origin.protocol === 'https:';
    const socket = isSecure ? this.#openTls(origin, servername) : openTcp(origin, this.address);
    this.#socket = socket;
    const fail = (error: Error) => done(error, null);
    socket.once('error', fail).once(isSecure ? 'secureConnect' : 'connect', () => {
      // From now on undici hears of its errors.
      socket.off('error', fail);
      done(null, socket);
    });
  }

  #openTls(origin: URL, serverName = ''): Socket {
    const socket = openTls(origin, this.address, {
      serverName,
      protocol: 'http/1.1',
      verifies: this.#wire.verifiesTls,
      session: this.#tlsSession,
    });
    return socket.on('session', (session) => {
      this.#tlsSession = session;
    });
  }
}

class Http1Exchange extends Exchange implements Dispatcher.DispatchHandler {
  readonly connection: Http1Connection;
  readonly #owner: ConnectionOwner;
  readonly #wire: Wire;
  readonly #tellCompleted: () => void;
  #isUnderWay = false;
  #controller: Dispatcher.DispatchController | undefined;

  constructor(connection: Http1Connection, owner: ConnectionOwner, wire: Wire) {
    super();
    this.connection = connection;
    this.#owner = owner;
    this.#wire = wire;
    this.#tellCompleted = () => owner.completed(this);
  }

  protected send(request: LoadRequest): void {
    this.#isUnderWay = true;
    this.#controller = undefined;
    this.connection.dispatch(request, this);
  }

  /** Its connection may still bring the answer, and ends with it. */
  giveUp(): void {
    const error = new GivenUp();
    this.connection.lose();
    if (this.#controller !== undefined) this.#controller.abort(error);
    else this.connection.drop(error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // undici would repeat what it thinks safe to repeat; we count each request once.
    if (this.isSent) {
      controller.abort(new Error('written twice'));
      return;
    }
    this.#controller = controller;
    this.isSent = true;
    this.#owner.sent(this);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    this.answered(statusCode, headers, this.#wire.balancer);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
  }

  /** Told a moment later: only then has undici ended a connection that the answer was the last of. */
  onResponseEnd(): void {
    if (!this.#isUnderWay) return;
    this.#isUnderWay = false;
    void SOON.then(this.#tellCompleted);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (!this.#isUnderWay) return;
    this.#isUnderWay = false;
    // A client that could not connect may take nothing more: undici 7 leaves one whose
    // server's certificate is for another name with a request that never ends.
    if (this.isSent) this.connection.lose();
    else this.connection.drop(error);
    this.#owner.failed(this, error);
  }
}

const SOON = Promise.resolve();
