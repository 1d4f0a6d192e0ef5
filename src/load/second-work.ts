import type { FailureKind } from './failure-kind.ts';

/** Why an arrival was never sent. */
export const DROP_REASONS = ['noConnection', 'backlog', 'noSocket', 'stopped'] as const;

/**
 * - `noConnection`: it waited for a connection until its timeout
 * - `backlog`: too many were waiting already
 * - `noSocket`: this machine had no socket left
 * - `stopped`: the run was ended while it waited
 */
export type DropReason = (typeof DROP_REASONS)[number];

/** What a thread did in one second of the run's clock: what happened in it is counted in it, whenever it began. */
export interface SecondWork {
  readonly second: number;
  /** How much of it the run lasted, in milliseconds: 1000 but for the last. */
  ms: number;
  /** Arrivals that the curve has in this second. */
  planned: number;
  /** Requests written to a connection, or spent on a connection that could not be made. */
  sent: number;
  readonly dropped: Record<DropReason, number>;
  /** Whole answers, of any status. */
  completed: number;
  readonly failed: Record<FailureKind, number>;
  /** Completed by status. */
  readonly status: Record<string, number>;
  /** Of the completed: answers of 500 and above that the load balancer made itself. */
  balancerErrors: number;
  /** Of the completed: other answers of 500 and above. */
  targetErrors: number;
  /** Bytes of answers' bodies. */
  bytes: number;
  newConnections: number;
  /** The most at a time. */
  openConnections: number;
  /** At the end of the second: arrivals that are due and neither sent nor dropped. */
  waiting: number;
  /** At the end of the second: sent, and without an outcome. */
  inFlight: number;
  /** The most that an arrival was released after its time, because the thread was late. */
  latenessMs: number;
  /** Requests that left, or were dropped, more than `LATE_MS` after their time by the generator's own fault. */
  lateBySelf: number;
  /** The same, while the thread had time and no connection was free. */
  lateByConnections: number;
  /** Microseconds of each completed request, from its intended start. */
  responseUs: Uint32Array;
  /** Microseconds of each completed request, from its send. */
  serviceUs: Uint32Array;
  /** Microseconds from the intended start to the send, of each that was sent. */
  waitUs: Uint32Array;
}

/** What is later than this is late: 20 ms. */
export const LATE_MS = 20;

export function emptySecond(second: number): SecondWork {
  return {
    second,
    ms: 1000,
    planned: 0,
    sent: 0,
    dropped: { noConnection: 0, backlog: 0, noSocket: 0, stopped: 0 },
    completed: 0,
    failed: { timeout: 0, reset: 0, closed: 0, refused: 0, dns: 0, tls: 0 },
    status: {},
    balancerErrors: 0,
    targetErrors: 0,
    bytes: 0,
    newConnections: 0,
    openConnections: 0,
    waiting: 0,
    inFlight: 0,
    latenessMs: 0,
    lateBySelf: 0,
    lateByConnections: 0,
    responseUs: new Uint32Array(),
    serviceUs: new Uint32Array(),
    waitUs: new Uint32Array(),
  };
}
