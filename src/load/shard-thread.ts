import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { type ArrivalOptions, Arrivals, type Shard } from './arrivals.ts';
import type { Wire } from './connection.ts';
import { Engine } from './engine.ts';
import { Outgoing } from './outgoing.ts';
import { type LoadRequest, RequestMix } from './request-mix.ts';
import type { Schedule } from './schedule.ts';
import type { SecondWork } from './second-work.ts';
import type { Address } from './target.ts';
import { TraceIds } from './trace-id.ts';
import { Users } from './users.ts';
import { WARM_UP_FROM_RATE, warmUp } from './warm-up.ts';

/** What a thread is started with. */
export interface ThreadOptions {
  readonly wire: Wire;
  readonly addresses: readonly Address[];
  readonly requests: readonly LoadRequest[];
  readonly schedule: Schedule;
  readonly arrivals: ArrivalOptions;
  readonly connections: number;
  readonly timeoutSeconds: number;
  /** For the trace ids of requests; undefined: they carry none. */
  readonly tracedRunId: string | undefined;
  /** Simulated users, over all threads and shards; undefined: cookies are neither kept nor sent. */
  readonly users: number | undefined;
}

/** What a thread is told: to start at that time, in milliseconds since the epoch, where to send from now on, or to stop. */
export type ToThread =
  | { readonly startAt: number }
  | { readonly addresses: readonly Address[] }
  | 'stop';

/** What a thread tells: it has loaded, a second is over, everything has an outcome. */
export type FromThread = 'ready' | SecondWork | 'done';

if (parentPort !== null) await serve(parentPort, workerData as ThreadOptions);

async function serve(port: NonNullable<typeof parentPort>, options: ThreadOptions): Promise<void> {
  let engine: Engine | undefined;
  let addresses = fromOwn(options.addresses, options.arrivals.shard);
  port.on('message', (message: ToThread) => {
    if (message === 'stop') engine?.stop();
    else if ('addresses' in message) {
      addresses = fromOwn(message.addresses, options.arrivals.shard);
      engine?.moveTo(addresses);
    } else {
      engine = start(port, { ...options, addresses }, message.startAt);
      void engine.run().then(() => {
        port.postMessage('done' satisfies FromThread);
        port.close();
      });
    }
  });
  const { schedule, arrivals } = options;
  if (schedule.peak / arrivals.shard.of >= WARM_UP_FROM_RATE) await warmUp();
  port.postMessage('ready' satisfies FromThread);
}

/** Each shard begins at another address, or all that have fewer connections than there are addresses would leave out the same. */
function fromOwn(addresses: readonly Address[], { index }: Shard): readonly Address[] {
  const first = index % addresses.length;
  return [...addresses.slice(first), ...addresses.slice(0, first)];
}

function start(
  port: NonNullable<typeof parentPort>,
  { requests, schedule, arrivals, tracedRunId, users, ...options }: ThreadOptions,
  startAt: number,
): Engine {
  // A body comes through as bytes; undici would wrap them anew for every request.
  const bodied = requests.map((request) => ({
    ...request,
    body: request.body === null ? null : Buffer.from(request.body),
  }));
  return new Engine({
    ...options,
    outgoing: new Outgoing(new RequestMix(bodied, arrivals.seed), {
      ...(tracedRunId !== undefined && { traceIds: new TraceIds(tracedRunId) }),
      ...(users !== undefined && { users: new Users(users, options.wire.origin, arrivals.shard) }),
    }),
    arrivals: new Arrivals(schedule, arrivals),
    seconds: schedule.seconds,
    startMs: startAt - performance.timeOrigin,
    onSecond: (work) => {
      const { responseUs, serviceUs, waitUs } = work;
      port.postMessage(work satisfies FromThread, [
        responseUs.buffer,
        serviceUs.buffer,
        waitUs.buffer,
      ] as ArrayBuffer[]);
    },
  });
}
