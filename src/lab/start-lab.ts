import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { PlimsollError } from '../error.ts';
import { DEFAULT_ASSUMPTIONS } from '../model/assumptions.ts';
import { answer, type Desk } from './answer.ts';
import { autoScaling } from './autoscaling/service.ts';
import { AwsError } from './aws-error.ts';
import { labClock } from './clock.ts';
import { cloudWatch } from './cloudwatch/service.ts';
import type { Visibility } from './cloudwatch/visibility.ts';
import { elasticLoadBalancing } from './elbv2/service.ts';
import { Faults } from './faults/faults.ts';
import { parseFaults } from './faults/parse.ts';
import { type InitialGroup, initialGroup, timingOf } from './initial-group.ts';
import { keepTime } from './keep-time.ts';
import { LAB_HEADER } from './lab-header.ts';
import { openState } from './open-state.ts';
import type { Request } from './protocol/exchange.ts';
import { refuseStranger } from './protocol/stranger.ts';
import { readBody } from './read-body.ts';

export interface LabOptions {
  /** Default 127.0.0.1: this machine alone. */
  readonly host?: string;
  /** Default 0: any that is free. */
  readonly port?: number;
  /** How soon what was put can be read; default at once. */
  readonly visibility?: Visibility;
  /** Where to keep what was put; default nowhere. */
  readonly stateDirectory?: string;
  /** What to do wrong, as `parseFaults` reads it. */
  readonly faults?: readonly string[];
  /** Of the faults; default 1. */
  readonly seed?: number;
  /** What the lab's clock starts from, epoch milliseconds; default the machine's clock. */
  readonly now?: () => number;
  /** How many times faster than that the lab's clock runs; default 1. */
  readonly speed?: number;
  /** A group that shall be there, with its desired capacity in service, unless it was kept. */
  readonly group?: InitialGroup;
  /** Told of an error that is the lab's own. */
  readonly onError?: (error: unknown) => void;
}

export interface Lab {
  /** Such as `http://127.0.0.1:4566`. */
  readonly url: string;
  /** The lab's clock, epoch milliseconds. */
  readonly now: () => number;
  /** Whether the group that was asked for is as it was kept. */
  readonly isGroupKept: boolean;
  /** Answers what was asked, within 2 seconds, and ends. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the local stand-in for AWS. It has CloudWatch, Auto Scaling and what of
 * Elastic Load Balancing tells of targets; it does not look at signatures.
 *
 * Throws a `PlimsollError`: `usage` for a wrong fault, group or address, `bad-file` for a
 * directory that cannot be used.
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const { visibility = 'instant', now: wall = Date.now, speed = 1, onError = () => {} } = options;
  const { stateDirectory: directory, faults: faultTexts = [], seed = 1 } = options;
  const state = await openState({ visibility, directory, now: wall(), onError });
  const end = new AbortController();
  try {
    const { live, metrics, putMetrics, change } = state;
    const clock = labClock(wall, speed, state.livedUntil);
    const { now } = clock;
    live.resume(now);
    const isGroupKept = options.group !== undefined && live.groups.has(options.group.name);
    const { group } = options;
    if (group !== undefined && !isGroupKept) await change(() => initialGroup(group, live.now));
    const timing = timingOf(options.group);
    const assumptions = DEFAULT_ASSUMPTIONS;
    const services = [
      cloudWatch({ store: metrics, now, keep: putMetrics, live, change }),
      autoScaling({ live, change, timing, assumptions }),
      elasticLoadBalancing({ live }),
    ];
    const operations = services.flatMap((service) => [...service.operations.keys()]);
    const faults = new Faults(parseFaults(faultTexts, operations), seed);
    const advance = () => live.advance();
    const server = createServer((request, response) => {
      serve(request, response, { services, faults, advance, onError }, end.signal).catch(() =>
        response.destroy(),
      );
    });
    const { host = '127.0.0.1', port = 0 } = options;
    await listen(server, host, port);
    keepTime(clock, advance, end.signal, onError);
    const close = async () => {
      end.abort();
      await closeServer(server);
      await state.close();
    };
    return { url: urlOf(server, host), now, isGroupKept, close };
  } catch (error) {
    end.abort();
    await state.close();
    throw error;
  }
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  desk: Desk,
  end: AbortSignal,
): Promise<void> {
  const requestId = randomUUID();
  const { reply, fate } = await answerIncoming(incoming, requestId, desk);
  if (fate.delaySeconds > 0)
    await wait(1000 * fate.delaySeconds, undefined, { signal: end }).catch(() => {});
  if (fate.kind === 'dropped') {
    response.destroy();
    return;
  }
  // A connection kept open would keep the lab from ending.
  const connection = end.aborted ? { connection: 'close' } : {};
  const own = { 'x-amzn-requestid': requestId, [LAB_HEADER]: '1' };
  const headers = { ...reply.headers, ...connection, ...own };
  response.writeHead(reply.status, headers);
  response.end(reply.body);
}

async function answerIncoming(incoming: IncomingMessage, requestId: string, desk: Desk) {
  const { method = '', url = '/', headers } = incoming;
  const request: Request = { method, url, headers, body: Buffer.alloc(0) };
  try {
    const body = await readBody(incoming);
    return await answer({ ...request, body }, requestId, desk);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const reply = refuseStranger(request, error, requestId);
    return { reply, fate: { kind: 'answered', delaySeconds: 0 } as const };
  }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve);
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = REASONS[code ?? ''] ?? message;
    throw new PlimsollError('usage', `cannot listen on ${host}:${port}: ${reason}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else does; give another --port, or 0 for any that is free',
  EACCES: 'permission is denied; give a --port above 1023',
  EADDRNOTAVAIL: 'this machine has no such address; give another --host',
  ENOTFOUND: 'there is no such host; give another --host',
};

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
  await closed;
  clearTimeout(timer);
}

const LAST_ANSWERS_MS = 2000;
