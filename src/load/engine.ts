import { performance } from 'node:perf_hooks';
import type { Arrivals } from './arrivals.ts';
import type { Connection, ConnectionOwner, Exchange, Wire } from './connection.ts';
import { Connections } from './connections.ts';
import { failureKind } from './failure-kind.ts';
import type { Outgoing } from './outgoing.ts';
import { Samples } from './samples.ts';
import { type DropReason, emptySecond, LATE_MS, type SecondWork } from './second-work.ts';
import type { Address } from './target.ts';
import { Waiting } from './waiting.ts';
import { isOwnLateness } from './whose-lateness.ts';

export interface EngineOptions {
  readonly wire: Wire;
  readonly addresses: readonly Address[];
  readonly outgoing: Outgoing;
  readonly arrivals: Arrivals;
  /** The run goes on so long, even when no arrival is left. */
  readonly seconds: number;
  /** The most at a time. */
  readonly connections: number;
  /**
   * How long an arrival waits for a connection, and, once it has one, for its whole
   * answer: each by itself, or a generator that is late would fail a server that is not.
   */
  readonly timeoutSeconds: number;
  /** When the run starts, on this thread's `performance.now()`. */
  readonly startMs: number;
  /** Called once a second, when it is over, and a last time for what is left. */
  readonly onSecond: (work: SecondWork) => void;
}

/**
 * Sends the arrivals of one thread when they are due, whether or not earlier answers
 * have come back: an open model. A timer of a millisecond, and every answer, releases
 * what is due; what finds no connection waits its turn. Every arrival ends as dropped,
 * completed or failed, once.
 */
export class Engine implements ConnectionOwner {
  readonly #options: EngineOptions;
  readonly #timeoutMs: number;
  /** When the run starts, in milliseconds since the epoch. */
  readonly #epochMs: number;
  readonly #connections: Connections;
  readonly #waiting = new Waiting();
  readonly #response = new Samples();
  readonly #service = new Samples();
  readonly #wait = new Samples();
  #work = emptySecond(0);
  #secondEnd = 1000;
  #inFlight = 0;
  /** Requests that have a connection: sent, or about to be. */
  #inUse = 0;
  #idleMs = 0;
  #nextCheckMs = 0;
  #isStopped = false;
  #isReleasing = false;
  #finish: () => void = () => {};

  constructor(options: EngineOptions) {
    const { wire, addresses, connections, timeoutSeconds } = options;
    this.#options = options;
    this.#timeoutMs = timeoutSeconds * 1000;
    this.#epochMs = performance.timeOrigin + options.startMs;
    this.#connections = new Connections(this, wire, addresses, connections);
  }

  /** Resolves when every arrival has an outcome. */
  async run(): Promise<void> {
    this.#observeLoop();
    const done = new Promise<void>((resolve) => {
      this.#finish = resolve;
    });
    this.#tick();
    await done;
    await this.#connections.end();
  }

  /** Releases nothing more and drops what waits; what is in flight comes to its end within the timeout. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#advance(this.#now());
    while (this.#waiting.length > 0) this.#drop('stopped');
  }

  /** From now on the load goes to these addresses; what is under way to others comes to its end. */
  moveTo(addresses: readonly Address[]): void {
    this.#connections.moveTo(addresses);
  }

  sent(exchange: Exchange): void {
    const now = this.#now();
    exchange.sentAt = now;
    this.#connections.made(exchange);
    this.#closeSeconds(now);
    this.#countSent(exchange, now);
    this.#inFlight++;
  }

  completed(exchange: Exchange): void {
    const now = this.#now();
    this.#closeSeconds(now);
    const { status, bytes } = exchange;
    const work = this.#work;
    work.completed++;
    work.bytes += bytes;
    work.status[status] = (work.status[status] ?? 0) + 1;
    if (exchange.isFromBalancer) work.balancerErrors++;
    else if (status >= 500) work.targetErrors++;
    this.#response.pushMs(now - exchange.intended);
    this.#service.pushMs(now - exchange.sentAt);
    this.#inFlight--;
    this.#inUse--;
    this.#connections.giveBack(exchange);
    this.#advance(now);
  }

  failed(exchange: Exchange, error: unknown): void {
    const now = this.#now();
    this.#closeSeconds(now);
    const kind = failureKind(error);
    this.#inUse--;
    if (exchange.isSent) {
      this.#inFlight--;
      this.#work.failed[kind ?? 'closed']++;
      this.#connections.giveBack(exchange);
    } else {
      this.#connections.rest(exchange, now);
      if (kind === undefined) this.#work.dropped.noSocket++;
      else {
        this.#countSent(exchange, now);
        this.#work.failed[kind]++;
      }
    }
    this.#advance(now);
  }

  opened(connection: Connection): void {
    this.#connections.opened(connection);
    this.#work.newConnections++;
    this.#work.openConnections = Math.max(this.#work.openConnections, this.#connections.openCount);
  }

  closed(): void {
    this.#connections.shut();
  }

  widened(connection: Connection): void {
    this.#connections.widened(connection);
    this.#advance(this.#now());
  }

  #now(): number {
    return performance.now() - this.#options.startMs;
  }

  #tick(): void {
    const now = this.#now();
    this.#observeLoop();
    this.#connections.wake(now);
    this.#expire(now);
    this.#advance(now);
    if (this.#isDone(now)) {
      this.#work.ms = Math.max(0, now - this.#work.second * 1000);
      this.#close();
      this.#finish();
      return;
    }
    const due = this.#nextDueMs() - now;
    setTimeout(() => this.#tick(), Math.min(Math.max(due, 1), LONGEST_SLEEP_MS));
  }

  /** Releases what is due, then sends what waits. */
  #advance(now: number): void {
    // A connection that fails at once calls back from within `send`.
    if (this.#isReleasing || now < 0) return;
    this.#isReleasing = true;
    const { outgoing } = this.#options;
    this.#closeSeconds(now);
    this.#release(now, now);
    while (this.#waiting.length > 0) {
      const exchange = this.#connections.take(now);
      if (exchange === undefined) break;
      const { intended, n } = this.#waiting;
      this.#judgeWait(now);
      this.#waiting.shift();
      this.#inUse++;
      const jar = outgoing.jarOf(n);
      exchange.begin(outgoing.request(n, this.#epochMs + intended), { intended, now, jar });
    }
    this.#isReleasing = false;
  }

  #release(until: number, now: number): void {
    const { arrivals } = this.#options;
    const work = this.#work;
    while (this.#nextDueMs() <= until) {
      const intended = arrivals.seconds * 1000;
      work.planned++;
      if (now - intended > work.latenessMs) work.latenessMs = now - intended;
      if (!this.#waiting.push(intended, arrivals.n, now, this.#idleMs)) work.dropped.backlog++;
      arrivals.advance();
    }
  }

  /** Milliseconds at which the next arrival is due. */
  #nextDueMs(): number {
    return this.#isStopped ? Number.POSITIVE_INFINITY : this.#options.arrivals.seconds * 1000;
  }

  /** Counts the first in the queue, if it is late, to whose fault that is. */
  #judgeWait(now: number): void {
    const { intended, released, idle } = this.#waiting;
    if (now - intended <= LATE_MS) return;
    const idleMs = this.#idleMs - idle;
    if (isOwnLateness({ intended, released, now, idleMs })) this.#work.lateBySelf++;
    else this.#work.lateByConnections++;
  }

  #expire(now: number): void {
    const before = now - this.#timeoutMs;
    while (this.#waiting.length > 0 && this.#waiting.intended < before) {
      this.#judgeWait(now);
      this.#drop('noConnection');
    }
    if (this.#inUse === 0 || now < this.#nextCheckMs) return;
    this.#nextCheckMs = now + LONGEST_SLEEP_MS;
    for (const exchange of this.#connections.overdue(before)) exchange.giveUp();
  }

  #drop(reason: DropReason): void {
    this.#waiting.shift();
    this.#work.dropped[reason]++;
  }

  #countSent({ intended }: Exchange, now: number): void {
    this.#work.sent++;
    this.#wait.pushMs(now - intended);
  }

  #isDone(now: number): boolean {
    if (this.#waiting.length > 0 || this.#inUse > 0) return false;
    return (
      this.#isStopped || (this.#nextDueMs() === Infinity && now >= this.#options.seconds * 1000)
    );
  }

  /** Hands over the seconds that have ended, each with the arrivals that were due in it. */
  #closeSeconds(now: number): void {
    if (now < this.#secondEnd) return;
    while (now >= this.#secondEnd) {
      // What the thread slept through belongs to the second in which it was due.
      this.#release(this.#secondEnd, now);
      this.#close();
      this.#work = emptySecond(this.#work.second + 1);
      this.#work.openConnections = this.#connections.openCount;
      this.#secondEnd += 1000;
    }
  }

  #close(): void {
    const work = this.#work;
    work.waiting = this.#waiting.length + this.#inUse - this.#inFlight;
    work.inFlight = this.#inFlight;
    work.responseUs = this.#response.take();
    work.serviceUs = this.#service.take();
    work.waitUs = this.#wait.take();
    this.#options.onSecond(work);
  }

  #observeLoop(): void {
    this.#idleMs = performance.eventLoopUtilization().idle;
  }
}

/** Timeouts, and seconds, are kept to so many milliseconds. */
const LONGEST_SLEEP_MS = 10;
