import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Arrivals } from './arrivals.ts';
import { ALB_MARK } from './balancer-mark.ts';
import { Engine } from './engine.ts';
import { Outgoing } from './outgoing.ts';
import { RequestMix } from './request-mix.ts';
import { scheduleOf } from './schedule.ts';
import { TraceIds } from './trace-id.ts';

/**
 * Lets a thread send to itself for a moment, so that the first second of a run is not
 * late by the time that the compiler takes. What it talks to is a socket of its own on
 * the loopback; where there can be none it goes without.
 */
export async function warmUp(): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => socket.write(ANSWER));
  });
  const port = await new Promise<number | undefined>((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' ? address?.port : undefined);
    });
  });
  if (port === undefined) return;
  const engine = new Engine({
    wire: { ...WIRE, origin: `http://127.0.0.1:${port}` },
    addresses: [{ address: '127.0.0.1', family: 4 }],
    outgoing: new Outgoing(
      new RequestMix([{ weight: 1, method: 'GET', path: '/', headers: [], body: null }], 1),
      { traceIds: new TraceIds('warm-up') },
    ),
    arrivals: new Arrivals(SCHEDULE, { kind: 'uniform', seed: 1, shard: { index: 0, of: 1 } }),
    seconds: SCHEDULE.seconds,
    connections: 20,
    timeoutSeconds: 1,
    startMs: performance.now(),
    onSecond: () => {},
  });
  await engine.run();
  server.close();
}

/** Below this a thread has time to warm up as it goes. */
export const WARM_UP_FROM_RATE = 500;

const WIRE = { streams: undefined, verifiesTls: true, balancer: ALB_MARK };
const SCHEDULE = scheduleOf(
  {
    source: 'warm-up',
    stepSeconds: 1,
    timestamps: Float64Array.of(0, 1),
    requestsPerSecond: Float64Array.of(10_000, 10_000),
  },
  { seconds: 0.4 },
);
const ANSWER = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
