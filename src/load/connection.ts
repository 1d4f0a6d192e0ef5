import { type BalancerMark, isMarked } from './balancer-mark.ts';
import type { CookieJar } from './cookie-jar.ts';
import type { LoadRequest } from './request-mix.ts';
import type { Address } from './target.ts';

/** How connections are made, and what their answers are judged by. */
export interface Wire {
  /** `https://shop.example.com`, with its port. */
  readonly origin: string;
  /** The most requests at a time on an HTTP/2 connection; undefined: HTTP/1.1, one at a time. */
  readonly streams: number | undefined;
  readonly verifiesTls: boolean;
  readonly balancer: BalancerMark;
}

/** Told what becomes of requests and their connections. */
export interface ConnectionOwner {
  /** The request is being written. */
  sent(exchange: Exchange): void;
  /** A whole answer has come. */
  completed(exchange: Exchange): void;
  /** No whole answer will come; `exchange.isSent` tells whether the request was written. */
  failed(exchange: Exchange, error: unknown): void;
  opened(connection: Connection): void;
  closed(connection: Connection): void;
  /** It takes more requests at a time than it did. */
  widened(connection: Connection): void;
}

/**
 * A connection at a time to one address: made when the first request wants it, kept
 * while the server keeps it, made anew after that. How many requests it carries at a
 * time is its protocol's affair. A request is written once and never again, whatever
 * becomes of it, and no redirect is followed.
 */
export abstract class Connection {
  readonly address: Address;
  /** Exchanges that were taken and have no outcome yet. */
  busy = 0;
  /** Attempts to connect that failed, one after the other. */
  refusals = 0;
  /** Milliseconds of the run until which it makes no new attempt. */
  restsUntil = 0;
  /** It ends with its last answer: its address is gone, or has more than its share. */
  isLeaving = false;
  /** Whether it stands in the queue of those that can take a request. */
  isListed = false;

  constructor(address: Address) {
    this.address = address;
  }

  /** Made, and good for further requests. */
  abstract readonly isOpen: boolean;
  /** How many exchanges it carries at a time. */
  abstract readonly capacity: number;
  /** Whether its capacity is what it will be. */
  abstract readonly isSettled: boolean;
  /** One for a request; connects first where the connection is not open. */
  abstract take(): Exchange;
  /** Ends it for good. */
  abstract end(): Promise<void>;
}

/** A request on its way, and its answer. */
export abstract class Exchange {
  /** Milliseconds of the run at which the request was due, was given to a connection, and was written. */
  intended = 0;
  takenAt = 0;
  sentAt = 0;
  isSent = false;
  /** Of the answer. */
  status = 0;
  isFromBalancer = false;
  bytes = 0;
  #request: LoadRequest | undefined;
  #jar: CookieJar | undefined;

  abstract readonly connection: Connection;
  protected abstract send(request: LoadRequest): void;
  /** Ends it as timed out. */
  abstract giveUp(): void;

  /** @param jar of the user who sends it, where users have one */
  begin(
    request: LoadRequest,
    { intended, now, jar }: { intended: number; now: number; jar: CookieJar | undefined },
  ): void {
    this.intended = intended;
    this.takenAt = now;
    this.#request = request;
    this.#jar = jar;
    this.isSent = false;
    this.bytes = 0;
    this.send(request);
  }

  protected answered(status: number, headers: AnswerHeaders, balancer: BalancerMark): void {
    this.status = status;
    this.isFromBalancer = status >= 500 && isMarked(headers, balancer);
    const cookies = headers['set-cookie'];
    if (cookies !== undefined && this.#request !== undefined)
      this.#jar?.keep(cookies, this.#request, Date.now());
  }
}

/** By name in lower case. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a request ends with that has been given up. */
export class GivenUp extends Error {
  readonly code = 'PLIMSOLL_TIMEOUT';
}

/** Shorter than the 60 s after which an ALB closes an idle connection, so that none is written to as it closes. */
export const IDLE_MS = 55_000;
