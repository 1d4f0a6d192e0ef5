import { createHash, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Curve } from '../curve/curve.ts';
import { parseCurve } from '../curve/parse.ts';
import { parseShape } from '../curve/shape/parse.ts';
import { DEFAULT_START_SECONDS, sampleShape } from '../curve/shape/sample.ts';
import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';
import type { Shard } from '../load/arrivals.ts';
import { whyNoHeader } from '../load/http-words.ts';
import { type LookUp, lookUpOf } from '../load/look-up.ts';
import { type LoadPlan, planLoad } from '../load/plan.ts';
import type { LoadRequest } from '../load/request-mix.ts';
import type { LoadRun } from '../load/run.ts';
import { type Schedule, scheduleOf } from '../load/schedule.ts';
import { type LoadSlo, parseSlo } from '../load/slo.ts';
import { areLoopback, parseTarget, type Target } from '../load/target.ts';
import { readInput } from './input.ts';
import type { LoadRunOptions } from './load-run.ts';
import { readWire } from './load-wire.ts';
import { readDuration, readTime } from './option-times.ts';
import { readMethodAndBody } from './read-method-and-body.ts';

/** A run that only has to be started. */
export interface PreparedLoad {
  readonly run: LoadRun;
  readonly plan: LoadPlan;
  readonly slos: readonly LoadSlo[];
  readonly hostname: string;
}

/** Reads everything that the options name and looks the host up; opens no connection. Throws a `PlimsollError`. */
export async function prepareLoad(options: LoadRunOptions): Promise<PreparedLoad> {
  const { connections, threads, compress, arrivals, seed } = options;
  refuseStdout(options);
  refuseSameFile(options);
  const target = parseTarget(options.url);
  const slos = options.slo.map(parseSlo);
  const shard = readShard(options.shard);
  const wire = readWire(options, target);
  const lookUp = lookUpOf(target, { resolve: options.resolve, dnsServer: options.dnsServer });
  const timeoutSeconds = duration('--timeout', options.timeout);
  const startAt = readStart(options.startAt);
  if (connections < threads)
    throw new PlimsollError(
      'usage',
      `--connections ${connections} are fewer than --threads ${threads}; each thread needs one`,
    );
  const schedule = scheduleOf(await readCurve(options), {
    scale: options.scale,
    compress,
    interpolate: options.interpolate,
    seconds: lengthOf(options),
  });
  refuseAbove(options.maxRate, schedule);
  const requests = await readAllRequests(options, target);
  const lookedUp = await lookedUpOf(lookUp, target, options.dryRun === true);
  const { addresses } = lookedUp;
  const plan = planLoad(schedule, {
    url: target.shown,
    addresses,
    isLoopback: addresses.length > 0 && areLoopback(addresses),
    arrivals,
    connections,
    requestsPerConnection: wire.streams ?? 1,
    compress,
    expectedLatencySeconds: duration('--expect-latency', options.expectLatency),
    bytesPerRequest: options.expectBytes,
  });
  const run: LoadRun = {
    wire,
    lookUp,
    lookedUp,
    requests,
    schedule,
    arrivals,
    seed,
    shard,
    threads,
    connections,
    timeoutSeconds,
    startAt,
    stopAtErrorsPercent: options.stopAtErrors,
    runId: options.runId ?? runId(target, { schedule, arrivals, seed, shard, startAt }),
    isTraced: options.traceId,
    users: readUsers(options.users, threads * shard.of),
  };
  return { run, plan, slos, hostname: target.hostname };
}

async function readCurve(options: LoadRunOptions): Promise<Curve> {
  const { curve, shape, seed } = options;
  if ((curve === undefined) === (shape === undefined))
    throw new PlimsollError(
      'usage',
      curve === undefined
        ? "what to send is missing; give --curve FILE, or --shape 'constant(50)' with --duration 1m"
        : '--curve and --shape both say what to send; give one',
    );
  if (curve !== undefined) {
    const { text, source } = await readInput(curve);
    return parseCurve(text, source);
  }
  const seconds = lengthOf(options);
  if (seconds === undefined)
    throw new PlimsollError('usage', '--shape has no length of its own; give --duration');
  const wholeSeconds = Math.max(2, Math.ceil(seconds));
  // A step a second; a schedule joins or holds them as any curve's.
  return sampleShape(parseShape(shape ?? ''), {
    startSeconds: DEFAULT_START_SECONDS,
    seconds: wholeSeconds,
    stepSeconds: 1,
    seed,
  });
}

/** There the report goes. */
function refuseStdout({ record }: LoadRunOptions): void {
  if (record !== '-') return;
  throw new PlimsollError('usage', '--record - is no file; name one, since stdout has the report');
}

/** Both are written, and the later one would replace the other. */
function refuseSameFile({ record, junit }: LoadRunOptions): void {
  if (record === undefined || junit === undefined || resolve(record) !== resolve(junit)) return;
  throw new PlimsollError(
    'usage',
    `--record and --junit are both ${shown(record)}; name two files, or one would replace the other`,
  );
}

function lengthOf({ duration: length }: LoadRunOptions): number | undefined {
  return length === undefined ? undefined : duration('--duration', length);
}

function refuseAbove(maxRate: number, { peak }: Schedule): void {
  if (peak <= maxRate) return;
  throw new PlimsollError(
    'usage',
    `the curve peaks at ${Number(peak.toPrecision(4))} requests/s, above the --max-rate of ${maxRate}; lower it with --scale, or raise --max-rate if that is meant`,
  );
}

/**
 * Looks a name up before anything is planned. For the plan alone it need not be known here.
 * Throws a `PlimsollError` (`usage`) where it is not known.
 */
export async function lookedUpOf(
  lookUp: LookUp,
  { hostname }: Target,
  isDryRun: boolean,
): Promise<LoadRun['lookedUp']> {
  const at = Date.now();
  try {
    return { ...(await lookUp()), at };
  } catch (error) {
    if (isDryRun) return { addresses: [], ttlSeconds: Number.POSITIVE_INFINITY, at };
    const { code } = error as NodeJS.ErrnoException;
    throw new PlimsollError(
      'usage',
      `--url: the name ${shown(hostname)} cannot be looked up (${code ?? 'no reason given'}); check its spelling and the network`,
    );
  }
}

function readUsers(users: number | undefined, parts: number): number | undefined {
  if (users === undefined || users % parts === 0) return users;
  const next = Math.ceil(users / parts) * parts;
  throw new PlimsollError(
    'usage',
    `--users ${users} do not divide among the ${parts} threads of all shards, so that some would send more than others; give ${next}`,
  );
}

async function readAllRequests(options: LoadRunOptions, target: Target): Promise<LoadRequest[]> {
  const headers = readHeaders(options.header);
  if (options.requests === undefined) {
    return [{ weight: 1, path: target.path, headers, ...(await readMethodAndBody(options)) }];
  }
  for (const [flag, value] of Object.entries({ method: options.method, body: options.body }))
    if (value !== undefined)
      throw new PlimsollError(
        'usage',
        `--${flag} and --requests both say what to send; put it into the file`,
      );
  const { readRequests } = await import('../load/read-requests.ts');
  const { text, source } = await readInput(options.requests);
  return readRequests(text, source, headers);
}

/** Name, value, name, value; a user agent of our own unless one is given. */
export function readHeaders(headers: readonly string[]): string[] {
  const given = headers.flatMap((header) => {
    const colon = header.indexOf(':');
    if (colon < 0)
      throw new PlimsollError(
        'usage',
        `--header ${shown(header)} has no colon; write 'Name: value'`,
      );
    const name = header.slice(0, colon).trim();
    const value = header.slice(colon + 1).trim();
    const why = whyNoHeader(name, value);
    // The value may be a secret.
    if (why !== undefined) throw new PlimsollError('usage', `--header ${shown(name)} ${why}`);
    return [name, value];
  });
  const hasOwn = given.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'user-agent');
  return hasOwn ? given : ['user-agent', 'plimsoll', ...given];
}

function readShard(text: string | undefined): Shard {
  if (text === undefined) return { index: 0, of: 1 };
  const [, i, n] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const index = Number(i) - 1;
  const of = Number(n);
  if (!(index >= 0 && index < of))
    throw new PlimsollError(
      'usage',
      `--shard ${shown(text)} is no share; give 1/3, 2/3 and 3/3 to three generators`,
    );
  return { index, of };
}

function readStart(text: string | undefined): number | undefined {
  const seconds = readTime('--start-at', text);
  if (seconds === undefined) return undefined;
  if (seconds * 1000 < Date.now())
    throw new PlimsollError(
      'usage',
      `--start-at ${shown(text ?? '')} has passed; give a time to come`,
    );
  return seconds * 1000;
}

/** Seconds of an option that is a length of time, above 0. */
export function duration(flag: string, text: string): number {
  const seconds = readDuration(flag, text) ?? 0;
  if (seconds > 0) return seconds;
  throw new PlimsollError('usage', `${flag} ${shown(text)} is no time at all; give more than 0s`);
}

/**
 * Shards that were given no run id find one another by what they are shards of; a
 * run by itself is like no other.
 */
function runId(
  target: Target,
  run: Pick<LoadRun, 'schedule' | 'arrivals' | 'seed' | 'shard' | 'startAt'>,
): string {
  const { schedule, arrivals, seed, shard, startAt } = run;
  if (shard.of === 1) return randomUUID();
  const { starts, ends, fromRates, toRates } = schedule;
  const hash = createHash('sha256').update(
    JSON.stringify([target.origin, target.path, arrivals, seed, shard.of, startAt ?? null]),
  );
  for (const column of [starts, ends, fromRates, toRates])
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return hash.digest('hex').slice(0, 32);
}
