import { performance } from 'node:perf_hooks';
import type { Arrivals } from './arrivals.ts';
import type { Connection, ConnectionOwner } from './connection.ts';
import { Connections } from './connections.ts';
import { failureKind } from './failure-kind.ts';
import type { RequestMix } from './request-mix.ts';
import { type DropReason, emptySecond, LATE_MS, Samples, type SecondWork } from './second-work.ts';
import type { Address } from './target.ts';
import { Waiting } from './waiting.ts';
import { isOwnLateness } from './whose-lateness.ts';

export interface EngineOptions {
  readonly origin: string;
  readonly addresses: readonly Address[];
  readonly mix: RequestMix;
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
  readonly #connections: Connections;
  readonly #waiting = new Waiting();
  readonly #response = new Samples();
  readonly #service = new Samples();
  readonly #wait = new Samples();
  #work = emptySecond(0);
  #secondEnd = 1000;
  #inFlight = 0;
  /** Connections in use, with the request sent or on its way there. */
  #inUse = 0;
  #idleMs = 0;
  #nextCheckMs = 0;
  #lastLoop = performance.eventLoopUtilization();
  #isStopped = false;
  #isReleasing = false;
  #finish: () => void = () => {};

  constructor(options: EngineOptions) {
    const { origin, addresses, connections, timeoutSeconds } = options;
    this.#options = options;
    this.#timeoutMs = timeoutSeconds * 1000;
    this.#connections = new Connections(this, origin, addresses, connections);
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

  sent(connection: Connection): void {
    const now = this.#now();
    connection.sentAt = now;
    this.#connections.made(connection);
    this.#closeSeconds(now);
    this.#countSent(connection, now);
    this.#inFlight++;
  }

  completed(connection: Connection): void {
    const now = this.#now();
    this.#closeSeconds(now);
    const work = this.#work;
    work.completed++;
    work.bytes += connection.bytes;
    work.status[connection.status] = (work.status[connection.status] ?? 0) + 1;
    if (connection.isFromBalancer) work.balancerErrors++;
    else if (connection.status >= 500) work.targetErrors++;
    this.#response.pushMs(now - connection.intended);
    this.#service.pushMs(now - connection.sentAt);
    this.#inFlight--;
    this.#inUse--;
    this.#connections.giveBack(connection);
    this.#advance(now);
  }

  failed(connection: Connection, error: unknown): void {
    const now = this.#now();
    this.#closeSeconds(now);
    const kind = failureKind(error);
    this.#inUse--;
    if (connection.isSent) {
      this.#inFlight--;
      this.#work.failed[kind ?? 'closed']++;
      this.#connections.giveBack(connection);
    } else {
      this.#connections.rest(connection, now);
      if (kind === undefined) this.#work.dropped.noSocket++;
      else {
        this.#countSent(connection, now);
        this.#work.failed[kind]++;
      }
    }
    this.#advance(now);
  }

  opened(): void {
    this.#connections.opened();
    this.#work.newConnections++;
    this.#work.openConnections = Math.max(this.#work.openConnections, this.#connections.openCount);
  }

  closed(): void {
    this.#connections.shut();
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
      this.#close(this.#loopShare());
      this.#finish();
      return;
    }
    const due = this.#arrivals() - now;
    setTimeout(() => this.#tick(), Math.min(Math.max(due, 1), LONGEST_SLEEP_MS));
  }

  /** Releases what is due, then sends what waits. */
  #advance(now: number): void {
    // A connection that fails at once calls back from within `send`.
    if (this.#isReleasing || now < 0) return;
    this.#isReleasing = true;
    this.#closeSeconds(now);
    this.#release(now, now);
    while (this.#waiting.length > 0) {
      const connection = this.#connections.take();
      if (connection === undefined) break;
      const { intended, n } = this.#waiting;
      this.#judgeWait(now);
      this.#waiting.shift();
      this.#inUse++;
      connection.send(this.#options.mix.pick(n), intended, now);
    }
    this.#isReleasing = false;
  }

  #release(until: number, now: number): void {
    const { arrivals } = this.#options;
    const work = this.#work;
    while (this.#arrivals() <= until) {
      const intended = arrivals.seconds * 1000;
      work.planned++;
      if (now - intended > work.latenessMs) work.latenessMs = now - intended;
      if (!this.#waiting.push(intended, arrivals.n, now, this.#idleMs)) work.dropped.backlog++;
      arrivals.advance();
    }
  }

  /** Milliseconds at which the next arrival is due. */
  #arrivals(): number {
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
    for (const connection of this.#connections.overdue(before)) connection.giveUp();
  }

  #drop(reason: DropReason): void {
    this.#waiting.shift();
    this.#work.dropped[reason]++;
  }

  #countSent({ intended }: Connection, now: number): void {
    this.#work.sent++;
    this.#wait.pushMs(now - intended);
  }

  #isDone(now: number): boolean {
    if (this.#waiting.length > 0 || this.#inUse > 0) return false;
    return (
      this.#isStopped || (this.#arrivals() === Infinity && now >= this.#options.seconds * 1000)
    );
  }

  /** Hands over the seconds that have ended, each with the arrivals that were due in it. */
  #closeSeconds(now: number): void {
    if (now < this.#secondEnd) return;
    const busy = this.#loopShare();
    while (now >= this.#secondEnd) {
      // What the thread slept through belongs to the second in which it was due.
      this.#release(this.#secondEnd, now);
      this.#close(busy);
      this.#work = emptySecond(this.#work.second + 1);
      this.#work.openConnections = this.#connections.openCount;
      this.#secondEnd += 1000;
    }
  }

  #close(busy: number): void {
    const work = this.#work;
    work.waiting = this.#waiting.length + this.#inUse - this.#inFlight;
    work.inFlight = this.#inFlight;
    work.busy = busy;
    work.responseUs = this.#response.take();
    work.serviceUs = this.#service.take();
    work.waitUs = this.#wait.take();
    this.#options.onSecond(work);
  }

  #observeLoop(): void {
    this.#idleMs = performance.eventLoopUtilization().idle;
  }

  /** Share of the time since it was last asked in which the thread was at work. */
  #loopShare(): number {
    const loop = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(loop, this.#lastLoop);
    this.#lastLoop = loop;
    return utilization;
  }
}

/** Timeouts, and seconds, are kept to so many milliseconds. */
const LONGEST_SLEEP_MS = 10;
