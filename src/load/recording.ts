import { addCounts } from './add-counts.ts';
import type { ArrivalKind, Shard } from './arrivals.ts';
import type { FailureKind } from './failure-kind.ts';
import { FAILURE_KINDS } from './failure-kind.ts';
import { encodeHistogram, histogramOf } from './histogram.ts';
import type { DropReason, SecondWork } from './second-work.ts';
import { DROP_REASONS } from './second-work.ts';
import { toThousandths } from './to-thousandths.ts';
import type { GroupSample } from './watch/group-sample.ts';

/** The first line of a recording: who sent what where. */
export interface RecordingHeader {
  readonly plimsoll: 'load';
  readonly version: 1;
  /** The generators of one run share it. */
  readonly runId: string;
  /** Its own for each process that ever sends. */
  readonly generator: string;
  readonly shard: Shard;
  /** ISO 8601, to the millisecond. */
  readonly startedAt: string;
  /** Without its query. */
  readonly url: string;
  /** How long the curve is. */
  readonly seconds: number;
  /** The arrivals of the whole curve, of all shards; for `poisson` their mean. */
  readonly requests: number;
  readonly arrivals: ArrivalKind;
  readonly seed: number;
  readonly connections: number;
  readonly threads: number;
  readonly timeoutSeconds: number;
  readonly slo: readonly string[];
}

/**
 * A line a second: what happened in it, in all threads of a generator. What is 0 in
 * `dropped`, `failed` and `status` is left out; the three histograms are encoded as
 * `encodeHistogram` does, in microseconds.
 */
export interface RecordedSecond
  extends Omit<SecondWork, 'dropped' | 'failed' | 'responseUs' | 'serviceUs' | 'waitUs'> {
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  readonly failed: Readonly<Partial<Record<FailureKind, number>>>;
  /** CPU time of the process in this second. */
  readonly cpuMs: number;
  readonly response: string;
  readonly service: string;
  readonly wait: string;
}

/** The line that ends the seconds, when the generator came to its end: through the curve, by Ctrl-C, or since too much failed. */
export interface RecordingEnd {
  readonly end: 'done' | 'interrupted' | 'failing';
}

/** A line of a recording; a watch of the group may go on after the end. */
export type RecordingLine = RecordingHeader | RecordedSecond | RecordingEnd | GroupSample;

/** What one generator recorded. */
export interface Recording {
  /** A file's name, for messages. */
  readonly source: string;
  readonly header: RecordingHeader;
  readonly seconds: readonly RecordedSecond[];
  /** What it saw of a group, in the order of time; nothing where it watched none. */
  readonly group: readonly GroupSample[];
  /** undefined: it was killed, or is still running. */
  readonly end: RecordingEnd['end'] | undefined;
}

/** What the threads of a generator did in the same second, as one line. */
export function recordSecond(threads: readonly SecondWork[], cpuMs: number): RecordedSecond {
  const sum = (of: (work: SecondWork) => number) =>
    threads.reduce((total, work) => total + of(work), 0);
  const most = (of: (work: SecondWork) => number) => Math.max(...threads.map(of));
  const encoded = (of: (work: SecondWork) => Uint32Array) =>
    encodeHistogram(histogramOf(threads.map(of)));
  return {
    second: threads[0].second,
    ms: toThousandths(most(({ ms }) => ms)),
    planned: sum(({ planned }) => planned),
    sent: sum(({ sent }) => sent),
    dropped: counts(DROP_REASONS, (reason) => sum(({ dropped }) => dropped[reason])),
    completed: sum(({ completed }) => completed),
    failed: counts(FAILURE_KINDS, (kind) => sum(({ failed }) => failed[kind])),
    status: addCounts(threads.map(({ status }) => status)),
    balancerErrors: sum(({ balancerErrors }) => balancerErrors),
    targetErrors: sum(({ targetErrors }) => targetErrors),
    bytes: sum(({ bytes }) => bytes),
    newConnections: sum(({ newConnections }) => newConnections),
    openConnections: sum(({ openConnections }) => openConnections),
    waiting: sum(({ waiting }) => waiting),
    inFlight: sum(({ inFlight }) => inFlight),
    latenessMs: toThousandths(most(({ latenessMs }) => latenessMs)),
    lateBySelf: sum(({ lateBySelf }) => lateBySelf),
    lateByConnections: sum(({ lateByConnections }) => lateByConnections),
    cpuMs: toThousandths(cpuMs),
    response: encoded(({ responseUs }) => responseUs),
    service: encoded(({ serviceUs }) => serviceUs),
    wait: encoded(({ waitUs }) => waitUs),
  };
}

function counts<Name extends string>(
  names: readonly Name[],
  count: (name: Name) => number,
): Partial<Record<Name, number>> {
  const found: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const number = count(name);
    if (number > 0) found[name] = number;
  }
  return found;
}
