import { performance } from 'node:perf_hooks';
import type { Curve } from '../../src/curve/curve.ts';
import { Arrivals } from '../../src/load/arrivals.ts';
import { ALB_MARK } from '../../src/load/balancer-mark.ts';
import { Engine } from '../../src/load/engine.ts';
import { mergeRecordings } from '../../src/load/merge.ts';
import { type LoadOutcome, outcomeOf } from '../../src/load/outcome.ts';
import { Outgoing } from '../../src/load/outgoing.ts';
import { type Recording, recordSecond } from '../../src/load/recording.ts';
import { type LoadRequest, RequestMix } from '../../src/load/request-mix.ts';
import type { Schedule } from '../../src/load/schedule.ts';
import type { SecondWork } from '../../src/load/second-work.ts';

/** A curve of one rate a step. */
export function curveOf(requestsPerSecond: readonly number[], stepSeconds = 1): Curve {
  return {
    source: 'test',
    stepSeconds,
    timestamps: Float64Array.from(requestsPerSecond, (_, i) => 1_767_571_200 + i * stepSeconds),
    requestsPerSecond: Float64Array.from(requestsPerSecond),
  };
}

export const GET: LoadRequest = { weight: 1, method: 'GET', path: '/', headers: [], body: null };

interface Sending {
  readonly url: string;
  readonly schedule: Schedule;
  readonly connections?: number;
  readonly timeoutSeconds?: number;
  readonly requests?: readonly LoadRequest[];
  readonly stopAfterMs?: number;
  /** HTTP/2, with so many at a time on a connection. */
  readonly streams?: number;
  readonly verifiesTls?: boolean;
  /** Of IPv4. */
  readonly addresses?: readonly string[];
}

/** Sends a schedule from this thread, and says what came of it. */
export async function send(sending: Sending): Promise<LoadOutcome> {
  const { url, schedule, connections = 50, timeoutSeconds = 10 } = sending;
  const { streams, verifiesTls = true, addresses = ['127.0.0.1'] } = sending;
  const works: SecondWork[] = [];
  const startMs = performance.now() + 10;
  const engine = new Engine({
    wire: { origin: new URL(url).origin, streams, verifiesTls, balancer: ALB_MARK },
    addresses: addresses.map((address) => ({ address, family: 4 })),
    outgoing: new Outgoing(new RequestMix(sending.requests ?? [GET], 1)),
    arrivals: new Arrivals(schedule, { kind: 'uniform', seed: 1, shard: { index: 0, of: 1 } }),
    seconds: schedule.seconds,
    connections,
    timeoutSeconds,
    startMs,
    onSecond: (work) => works.push(work),
  });
  if (sending.stopAfterMs !== undefined) setTimeout(() => engine.stop(), sending.stopAfterMs);
  await engine.run();
  return outcomeOf(mergeRecordings([recordingOf(works, schedule)]), []);
}

function recordingOf(works: readonly SecondWork[], schedule: Schedule): Recording {
  return {
    source: 'test',
    header: {
      plimsoll: 'load',
      version: 1,
      runId: 'test',
      generator: 'test',
      shard: { index: 0, of: 1 },
      startedAt: '2026-01-05T00:00:00.000Z',
      url: 'http://127.0.0.1/',
      seconds: schedule.seconds,
      requests: Math.round(schedule.requests),
      arrivals: 'uniform',
      seed: 1,
      connections: 50,
      threads: 1,
      timeoutSeconds: 10,
      slo: [],
    },
    group: [],
    seconds: works.map((work) => recordSecond([work], 0)),
    end: 'done',
  };
}
