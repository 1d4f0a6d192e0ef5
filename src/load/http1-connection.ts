import { Client, type Dispatcher } from 'undici';
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

/** HTTP/1.1: one request at a time. */
export class Http1Connection extends Connection {
  readonly capacity = 1;
  readonly isSettled = true;
  isOpen = false;
  readonly #owner: ConnectionOwner;
  readonly #wire: Wire;
  readonly #exchange: Http1Exchange;
  #client: Client | undefined;

  constructor(owner: ConnectionOwner, wire: Wire, address: Address) {
    super(address);
    this.#owner = owner;
    this.#wire = wire;
    this.#exchange = new Http1Exchange(this, owner, wire);
  }

  take(): Exchange {
    return this.#exchange;
  }

  dispatch(request: LoadRequest, handler: Dispatcher.DispatchHandler): void {
    this.#client ??= this.#connect();
    const { method, path, headers, body } = request;
    this.#client.dispatch({ method, path, headers: headers as string[], body }, handler);
  }

  end(): Promise<void> {
    return this.#client?.destroy() ?? Promise.resolve();
  }

  /** Ends an attempt to connect: undici has no other way than to end the client. */
  drop(error: Error): void {
    const client = this.#client;
    this.#client = undefined;
    void client?.destroy(error);
  }

  #connect(): Client {
    const client = new Client(this.#wire.origin, {
      pipelining: 1,
      // Timeouts are the engine's, and include the time to connect.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: IDLE_MS,
      // undici hands this to net.connect as well, whose types it does not name.
      connect: {
        timeout: 0,
        lookup: lookupOf(this.address),
        autoSelectFamily: false,
        rejectUnauthorized: this.#wire.verifiesTls,
      } as object,
    });
    client.on('connect', () => {
      this.isOpen = true;
      this.refusals = 0;
      this.#owner.opened(this);
    });
    client.on('disconnect', () => {
      if (client === this.#client) this.isOpen = false;
      this.#owner.closed(this);
    });
    return client;
  }
}

class Http1Exchange extends Exchange implements Dispatcher.DispatchHandler {
  readonly connection: Http1Connection;
  readonly #owner: ConnectionOwner;
  readonly #wire: Wire;
  #isUnderWay = false;
  #controller: Dispatcher.DispatchController | undefined;

  constructor(connection: Http1Connection, owner: ConnectionOwner, wire: Wire) {
    super();
    this.connection = connection;
    this.#owner = owner;
    this.#wire = wire;
  }

  protected send(request: LoadRequest): void {
    this.#isUnderWay = true;
    this.#controller = undefined;
    this.connection.dispatch(request, this);
  }

  /** Its connection may still bring the answer, and ends with it. */
  giveUp(): void {
    const error = new GivenUp();
    this.connection.isOpen = false;
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

  onResponseEnd(): void {
    if (!this.#isUnderWay) return;
    this.#isUnderWay = false;
    this.#owner.completed(this);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (!this.#isUnderWay) return;
    this.#isUnderWay = false;
    // A client that could not connect may take nothing more: undici 7 leaves one whose
    // server's certificate is for another name with a request that never ends.
    if (!this.isSent) this.connection.drop(error);
    this.#owner.failed(this, error);
  }
}
