import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { type ArrivalOptions, Arrivals } from './arrivals.ts';
import { Engine } from './engine.ts';
import { type LoadRequest, RequestMix } from './request-mix.ts';
import type { Schedule } from './schedule.ts';
import type { SecondWork } from './second-work.ts';
import type { Address } from './target.ts';
import { WARM_UP_FROM_RATE, warmUp } from './warm-up.ts';

/** What a thread is started with. */
export interface ThreadOptions {
  readonly origin: string;
  readonly addresses: readonly Address[];
  readonly requests: readonly LoadRequest[];
  readonly schedule: Schedule;
  readonly arrivals: ArrivalOptions;
  readonly connections: number;
  readonly timeoutSeconds: number;
}

/** What a thread is told: to start at that time, in milliseconds since the epoch, or to stop. */
export type ToThread = { readonly startAt: number } | 'stop';

/** What a thread tells: it has loaded, a second is over, everything has an outcome. */
export type FromThread = 'ready' | SecondWork | 'done';

if (parentPort !== null) await serve(parentPort, workerData as ThreadOptions);

async function serve(port: NonNullable<typeof parentPort>, options: ThreadOptions): Promise<void> {
  let engine: Engine | undefined;
  port.on('message', (message: ToThread) => {
    if (message === 'stop') engine?.stop();
    else {
      engine = start(port, options, message.startAt);
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

function start(
  port: NonNullable<typeof parentPort>,
  { requests, schedule, arrivals, ...options }: ThreadOptions,
  startAt: number,
): Engine {
  // A body comes through as bytes; undici would wrap them anew for every request.
  const bodied = requests.map((request) => ({
    ...request,
    body: request.body === null ? null : Buffer.from(request.body),
  }));
  return new Engine({
    ...options,
    mix: new RequestMix(bodied, arrivals.seed),
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
