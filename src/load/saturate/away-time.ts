import { once } from 'node:events';
import { connect, type NetConnectOpts } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { Worker } from 'node:worker_threads';
import { shown } from '../../curve/shown.ts';
import { PlimsollError } from '../../error.ts';
import type { Address, Target } from '../target.ts';

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
 * For HTTPS the certificate is verified too, since autocannon does not.
 *
 * Throws a `PlimsollError` (`usage`) when no connection comes about.
 */
export async function awayTime(
  target: Target,
  addresses: readonly Address[],
  timeoutSeconds: number,
): Promise<AwayTime> {
  const way = await wayTo(target, addresses, timeoutSeconds);
  const worker = new Worker(new URL('./echo-thread.js', import.meta.url));
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

async function wayTo(
  { origin, hostname, shown: url }: Target,
  [{ address }]: readonly Address[],
  timeoutSeconds: number,
): Promise<number> {
  const { protocol, port } = new URL(origin);
  const isSecure = protocol === 'https:';
  const to = { host: address, port: port === '' ? (isSecure ? 443 : 80) : Number(port) };
  try {
    const way = medianOf(await opened(to, timeoutSeconds));
    if (isSecure) {
      const socket = connectTls({ ...to, servername: hostname });
      await once(socket, 'secureConnect', within(timeoutSeconds)).finally(() => socket.destroy());
    }
    return way;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new PlimsollError(
      'usage',
      `--url ${url}: no ${isSecure ? 'verified ' : ''}connection to ${shown(address)} (${code === 'ABORT_ERR' ? 'no answer' : (code ?? message)}); nothing was sent`,
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
