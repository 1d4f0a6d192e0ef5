import { isIPv6 } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Address, Target } from '../target.ts';
import { autocannon } from './autocannon.ts';
import { failedShare, type SaturateStep } from './step.ts';

/** What every connection of a saturation sends, and where to. */
export interface SaturateRequest {
  readonly target: Target;
  /** One or more; connections are spread over them. */
  readonly addresses: readonly Address[];
  readonly method: string;
  /** Name, value, name, value. */
  readonly headers: readonly string[];
  readonly body: Uint8Array | null;
  readonly timeoutSeconds: number;
}

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
  const lastAnswer = new Map<object, number>();
  let completed = 0;
  let unanswered = 0;
  let status5xx = 0;
  let responses = 0;
  let responseMs = 0;
  let busy = performance.eventLoopUtilization();
  let isSettled = false;

  const step = (): SaturateStep => ({
    connections,
    seconds: Math.max(0, performance.now() - measuredFrom) / 1000,
    completed,
    failed: { unanswered, status5xx },
    cycles: slices,
    responseTimeMs: responses === 0 ? 0 : responseMs / responses,
    generatorBusyPercent: 100 * performance.eventLoopUtilization(busy).utilization,
  });
  const stopIfFailing = () => {
    if (completed + unanswered < FEWEST) return;
    if (100 * failedShare(step()) > stopAtErrorsPercent) instance.stop();
  };

  let resolveDone: (step: SaturateStep) => void;
  let rejectDone: (error: Error) => void;
  const done = new Promise<SaturateStep>((resolve, reject) => {
    resolveDone = resolve;
    rejectDone = reject;
  });
  const instance = autocannon(optionsOf(request, connections, seconds), (error) => {
    if (error === null) resolveDone(step());
    else rejectDone(error);
  });
  instance.on('response', (client, statusCode, _bytes, milliseconds) => {
    const now = performance.now();
    completed++;
    const before = lastAnswer.get(client);
    lastAnswer.set(client, now);
    if (statusCode >= 500) {
      status5xx++;
      stopIfFailing();
    }
    if (now < measuredFrom) return;
    if (!isSettled) {
      isSettled = true;
      busy = performance.eventLoopUtilization();
    }
    responses++;
    responseMs += milliseconds;
    const slice = slices[Math.floor((now - measuredFrom) / sliceMs)];
    if (before === undefined || slice === undefined) return;
    slice.count++;
    slice.seconds += (now - before) / 1000;
  });
  instance.on('reqError', () => {
    unanswered++;
    stopIfFailing();
  });
  return { done, stop: () => instance.stop() };
}

/** By address, so that no other host is asked however a name's records change. */
function optionsOf(request: SaturateRequest, connections: number, seconds: number) {
  const { target, addresses, method, headers, body, timeoutSeconds } = request;
  const { protocol, host, port } = new URL(target.origin);
  const own: Record<string, string> = { host };
  for (let i = 0; i < headers.length; i += 2) own[headers[i].toLowerCase()] = headers[i + 1];
  return {
    url: addresses.map(
      ({ address }) =>
        `${protocol}//${isIPv6(address) ? `[${address}]` : address}${port === '' ? '' : `:${port}`}${target.path}`,
    ),
    connections,
    duration: seconds,
    timeout: timeoutSeconds,
    method,
    headers: own,
    body: body === null ? undefined : Buffer.from(body),
    servername: protocol === 'https:' ? target.hostname : undefined,
    sampleInt: 50,
  };
}

const SLICES = 20;
const SETTLING = 1 / 3;
const FEWEST = 20;
