import type { LookupFunction } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import type { LoadRequest } from './request-mix.ts';
import type { Address } from './target.ts';

/** Told what becomes of the requests of its connections. */
export interface ConnectionOwner {
  /** The request is being written. */
  sent(connection: Connection): void;
  /** A whole answer has come. */
  completed(connection: Connection): void;
  /** No whole answer will come; `connection.isSent` tells whether it was written. */
  failed(connection: Connection, error: unknown): void;
  opened(connection: Connection): void;
  closed(connection: Connection): void;
}

/**
 * One connection at a time to one address, with one request at a time: made when the
 * first request wants it, kept while the server keeps it, made anew after that. A
 * request is written once and never again, whatever becomes of it, and no redirect is
 * followed.
 */
export class Connection implements Dispatcher.DispatchHandler {
  /** Milliseconds of the run at which the request at hand was due, was given to the connection, and was written. */
  intended = 0;
  takenAt = 0;
  sentAt = 0;
  isBusy = false;
  isSent = false;
  isOpen = false;
  /** Of the answer at hand. */
  status = 0;
  isFromBalancer = false;
  bytes = 0;
  /** Attempts to connect that failed, one after the other. */
  refusals = 0;
  /** Milliseconds of the run until which it makes no new attempt. */
  restsUntil = 0;
  readonly #owner: ConnectionOwner;
  readonly #origin: string;
  readonly #address: Address;
  #client: Client | undefined;
  #controller: Dispatcher.DispatchController | undefined;

  constructor(owner: ConnectionOwner, origin: string, address: Address) {
    this.#owner = owner;
    this.#origin = origin;
    this.#address = address;
  }

  send({ method, path, headers, body }: LoadRequest, intended: number, now: number): void {
    this.intended = intended;
    this.takenAt = now;
    this.isBusy = true;
    this.isSent = false;
    this.#controller = undefined;
    this.bytes = 0;
    this.#client ??= this.#connect();
    this.#client.dispatch({ method, path, headers: headers as string[], body }, this);
  }

  /** Ends the request at hand as timed out, and its connection, which may still bring the answer. */
  giveUp(): void {
    const error = new GivenUp();
    this.isOpen = false;
    if (this.#controller !== undefined) this.#controller.abort(error);
    else this.#drop(error);
  }

  /** Ends it for good. */
  end(): Promise<void> {
    return this.#client?.destroy() ?? Promise.resolve();
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
    this.status = statusCode;
    this.isFromBalancer = statusCode >= 502 && statusCode <= 504 && isBalancer(headers.server);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
  }

  onResponseEnd(): void {
    if (!this.isBusy) return;
    this.isBusy = false;
    this.#owner.completed(this);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (!this.isBusy) return;
    this.isBusy = false;
    // A client that could not connect may take nothing more: undici 7 leaves one whose
    // server's certificate is for another name with a request that never ends.
    if (!this.isSent) this.#drop(error);
    this.#owner.failed(this, error);
  }

  #connect(): Client {
    const { address, family } = this.#address;
    // The name is looked up once a run, by whoever made the target; here it is only worn.
    const lookup: LookupFunction = (_name, _options, done) => done(null, address, family);
    const client = new Client(this.#origin, {
      pipelining: 1,
      // Timeouts are the engine's, and include the time to connect.
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: IDLE_MS,
      // undici hands this to net.connect as well, whose types it does not name.
      connect: { timeout: 0, lookup, autoSelectFamily: false } as object,
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

  /** Ends an attempt to connect: undici has no other way than to end the client. */
  #drop(error: Error): void {
    const client = this.#client;
    this.#client = undefined;
    void client?.destroy(error);
  }
}

class GivenUp extends Error {
  readonly code = 'PLIMSOLL_TIMEOUT';
}

/** A load balancer's own answers carry its name (`awselb/2.0`); a target's carry the target's, or none. */
function isBalancer(server: string | string[] | undefined): boolean {
  return typeof server === 'string' && server.startsWith('awselb/');
}

/** Shorter than the 60 s after which an ALB closes an idle connection, so that none is written to as it closes. */
const IDLE_MS = 55_000;
