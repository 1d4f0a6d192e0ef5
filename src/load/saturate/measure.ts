import { isIPv6 } from 'node:net';
import { performance } from 'node:perf_hooks';
import { serverName } from '../http2-headers.ts';
import { joinedHeaders } from '../joined-headers.ts';
import { type AutocannonClient, autocannon } from './autocannon.ts';
import { hostOf, type SaturateRequest } from './request.ts';
import { failedShare, type SaturateStep } from './step.ts';

export interface Measuring {
  readonly done: Promise<SaturateStep>;
  /** Ends it early, with what there is. */
  readonly stop: () => void;
}

/**
 * Sends on so many connections, each its next request when the last is answered, and
 * measures once a third of the time has passed: what goes before is connecting, and a
 * queue that has not filled yet.
 *
 * Time is told by the cycle, from one answer on a connection to its next, which a
 * slice of time neither cuts in two nor counts by halves, as it does with answers.
 *
 * A connection that is lost is made again at once, which a server that answers nothing
 * would see as a storm: where most are lost, and more than a few for each that is
 * allowed, the step ends, whatever share may fail.
 *
 * @param stopAtErrorsPercent ends it when more fails, once twenty requests are over
 */
export function measure(
  request: SaturateRequest,
  connections: number,
  seconds: number,
  stopAtErrorsPercent: number,
): Measuring {
  const slices = Array.from({ length: SLICES }, () => ({ count: 0, seconds: 0 }));
  const measuredFrom = performance.now() + seconds * 1000 * SETTLING;
  const sliceMs = (seconds * 1000 * (1 - SETTLING)) / SLICES;
  const statuses = new Map<number, number>();
  const clients: AutocannonClient[] = [];
  let completed = 0;
  let unanswered = 0;
  let status5xx = 0;
  let busy = performance.eventLoopUtilization();
  let isSettled = false;

  const step = (): SaturateStep => ({
    connections,
    seconds: Math.max(0, performance.now() - measuredFrom) / 1000,
    completed,
    statuses,
    failed: { unanswered, status5xx },
    cycles: slices,
    generatorBusyPercent: 100 * performance.eventLoopUtilization(busy).utilization,
  });
  const stop = () => {
    instance.stop();
    // It looks whether it is to stop now and then; by then a storm would be a larger one.
    setImmediate(() => {
      for (const client of clients) client.destroy();
    });
  };
  const stopIfFailing = () => {
    if (completed + unanswered < FEWEST) return;
    const isStorm = unanswered > Math.max(FEWEST, LOST_EACH * connections, completed);
    if (isStorm || 100 * failedShare(step()) > stopAtErrorsPercent) stop();
  };
  const take = (statusCode: number, before: number | undefined, now: number) => {
    completed++;
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    if (statusCode >= 500) {
      status5xx++;
      stopIfFailing();
    }
    if (now < measuredFrom) return;
    if (!isSettled) {
      isSettled = true;
      busy = performance.eventLoopUtilization();
    }
    const slice = slices[Math.floor((now - measuredFrom) / sliceMs)];
    if (before === undefined || slice === undefined) return;
    slice.count++;
    slice.seconds += (now - before) / 1000;
  };
  const lose = () => {
    unanswered++;
    stopIfFailing();
  };

  let resolveDone: (step: SaturateStep) => void;
  let rejectDone: (error: Error) => void;
  const done = new Promise<SaturateStep>((resolve, reject) => {
    resolveDone = resolve;
    rejectDone = reject;
  });
  const setupClient = (client: AutocannonClient) => {
    clients.push(client);
    follow(client, take, lose);
  };
  const options = { ...optionsOf(request, connections, seconds), setupClient };
  const instance = autocannon(options, (error) => {
    if (error === null) resolveDone(step());
    else rejectDone(error);
  });
  return { done, stop };
}

/**
 * Tells of each answer on a connection, with the time of the one before, and of each
 * request that gets none: another is sent while it waits, since the connection was lost
 * and made again. What is written behind an answer that announces the connection's end
 * the server never had, and nobody counts.
 */
function follow(
  client: AutocannonClient,
  take: (statusCode: number, before: number | undefined, now: number) => void,
  lose: () => void,
): void {
  let waiting = 0;
  let isEnding = false;
  let before: number | undefined;
  client.on('request', () => {
    if (waiting > 0 && !isEnding) lose();
    // The first request behind such an answer goes into the old connection, the second into the new.
    if (waiting > 0) isEnding = false;
    waiting = 1;
  });
  client.on('headers', ({ shouldKeepAlive }) => {
    isEnding = !shouldKeepAlive;
  });
  client.on('response', (statusCode) => {
    waiting = 0;
    const now = performance.now();
    take(statusCode, before, now);
    before = now;
  });
}

/** By address, so that no other host is asked however a name's records change. */
function optionsOf(request: SaturateRequest, connections: number, seconds: number) {
  const { target, addresses, method, headers, body, timeoutSeconds } = request;
  const { protocol } = new URL(target.origin);
  const host = hostOf(request);
  return {
    url: addresses.map(
      ({ address }) =>
        `${protocol}//${isIPv6(address) ? `[${address}]` : address}:${target.port}${target.path}`,
    ),
    connections,
    duration: seconds,
    timeout: timeoutSeconds,
    method,
    headers: { ...Object.fromEntries(joinedHeaders(headers)), host },
    body: body === null ? undefined : Buffer.from(body),
    servername: protocol === 'https:' ? serverName(host) : undefined,
    sampleInt: 50,
  };
}

const SLICES = 20;
const SETTLING = 1 / 3;
const FEWEST = 20;
/** So many lost connections for each that is allowed are no chance any more. */
const LOST_EACH = 3;
