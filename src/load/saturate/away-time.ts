import { once } from 'node:events';
import { connect, type NetConnectOpts } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { shown } from '../../curve/shown.ts';
import { PlimsollError } from '../../error.ts';
import { serverName } from '../http2-headers.ts';
import { openTls } from '../open-socket.ts';
import type { Address } from '../target.ts';
import { threadBeside } from '../thread-beside.ts';
import { hostOf, type SaturateRequest } from './request.ts';

/** How long a request is neither in the target nor waiting for it: on the way, and in this process. */
export interface AwayTime {
  /** Seconds, usually: the median. */
  readonly usual: number;
  /** Seconds, on the mean: on a machine that is busy with other things a good deal more. */
  readonly mean: number;
}

/**
 * The way to a target and back takes as long as a TCP connection does to open; to it
 * comes what two threads and the kernel take for a question and its answer, which a
 * thread tells that answers at once. Questions are apart as requests are: threads that
 * sleep between them wake up slower than busy ones.
 *
 * For HTTPS the certificate of each address is verified too, since autocannon verifies none.
 *
 * Throws a `PlimsollError` (`usage`) when an address cannot be connected to.
 */
export async function awayTime(request: SaturateRequest): Promise<AwayTime> {
  const { addresses, timeoutSeconds } = request;
  // Connections are spread over the addresses evenly.
  let way = 0;
  for (const address of addresses) way += (await wayTo(request, address)) / addresses.length;
  const worker = new Worker(threadBeside(import.meta.url, 'echo-thread'));
  try {
    const [port] = await once(worker, 'message', within(timeoutSeconds));
    const own = { host: '127.0.0.1', port: Number(port) };
    const ownWay = medianOf(await opened(own, timeoutSeconds));
    const answers = await answered(own, timeoutSeconds);
    const further = Math.max(0, way - ownWay);
    const mean = answers.reduce((sum, seconds) => sum + seconds, 0) / answers.length;
    return { usual: further + medianOf(answers), mean: further + mean };
  } finally {
    await worker.terminate();
  }
}

async function wayTo(request: SaturateRequest, to: Address): Promise<number> {
  const { target, timeoutSeconds } = request;
  const { port, shown: url } = target;
  const isSecure = target.origin.startsWith('https:');
  try {
    const way = medianOf(await opened({ host: to.address, port }, timeoutSeconds));
    if (isSecure) {
      const socket = openTls(new URL(target.origin), to, {
        serverName: serverName(hostOf(request)),
        protocol: 'http/1.1',
        verifies: true,
        session: undefined,
      });
      await once(socket, 'secureConnect', within(timeoutSeconds)).finally(() => socket.destroy());
    }
    return way;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new PlimsollError(
      'usage',
      `--url ${url}: no ${isSecure ? 'verified ' : ''}connection to ${shown(to.address)} (${code === 'ABORT_ERR' ? 'no answer' : (code ?? message)}); nothing was sent`,
    );
  }
}

/** Seconds that each of a few connections takes to open. */
async function opened(to: NetConnectOpts, timeoutSeconds: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < CONNECTIONS; i++) {
    const start = performance.now();
    const socket = connect(to);
    await once(socket, 'connect', within(timeoutSeconds)).finally(() => socket.destroy());
    times.push((performance.now() - start) / 1000);
  }
  return times;
}

/** Seconds from each of a few questions to its answer. */
async function answered(to: NetConnectOpts, timeoutSeconds: number): Promise<number[]> {
  const socket = connect(to);
  try {
    await once(socket, 'connect', within(timeoutSeconds));
    socket.setNoDelay();
    const times: number[] = [];
    for (let i = 0; i < QUESTIONS; i++) {
      await pause(APART_MS);
      const start = performance.now();
      socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
      await once(socket, 'data', within(timeoutSeconds));
      times.push((performance.now() - start) / 1000);
    }
    return times;
  } finally {
    socket.destroy();
  }
}

function within(seconds: number): { readonly signal: AbortSignal } {
  return { signal: AbortSignal.timeout(seconds * 1000) };
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

const CONNECTIONS = 7;
const QUESTIONS = 40;
const APART_MS = 10;
