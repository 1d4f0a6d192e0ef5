import { performance } from 'node:perf_hooks';
import { PlimsollError } from '../error.ts';
import type { ArrivalKind, Shard } from './arrivals.ts';
import type { Wire } from './connection.ts';
import { FollowedName, type NameNews } from './follow-name.ts';
import type { LookedUp, LookUp } from './look-up.ts';
import { type RecordedSecond, type RecordingEnd, recordSecond } from './recording.ts';
import type { LoadRequest } from './request-mix.ts';
import type { Schedule } from './schedule.ts';
import { SendingThread } from './sending-thread.ts';
import type { ThreadOptions } from './shard-thread.ts';
import { isFailing, STOP_WINDOW } from './stop-when-failing.ts';

/** Everything that a generator has to know of its run. */
export interface LoadRun {
  readonly wire: Wire;
  /** Follows the name of the target while the run goes on. */
  readonly lookUp: LookUp;
  /** What the plan was made with, and when, in milliseconds since the epoch. */
  readonly lookedUp: LookedUp & { readonly at: number };
  readonly requests: readonly LoadRequest[];
  readonly schedule: Schedule;
  readonly arrivals: ArrivalKind;
  readonly seed: number;
  /** Which share of the schedule is this generator's; its threads divide it further. */
  readonly shard: Shard;
  readonly threads: number;
  /** Of all threads together; at least one each. */
  readonly connections: number;
  readonly timeoutSeconds: number;
  /** Milliseconds since the epoch; undefined: as soon as the threads are ready. */
  readonly startAt: number | undefined;
  /** The run ends when more than so many percent fail, over five seconds; 100: never. */
  readonly stopAtErrorsPercent: number;
  /** What the generators of one run share. */
  readonly runId: string;
  /** Whether each request carries a trace id. */
  readonly isTraced: boolean;
  /** Simulated users with cookies, over all shards; undefined: none. */
  readonly users: number | undefined;
}

/** Hears of a run while it goes on; what it throws ends the run. */
export interface RunListener {
  /** @param startAt milliseconds since the epoch */
  started(startAt: number): void;
  second(second: RecordedSecond): void;
  name(news: NameNews): void;
}

/** A run that has been started. */
export class RunningLoad {
  /** Resolves when every request has an outcome. */
  readonly done: Promise<RecordingEnd['end']>;
  readonly #listener: RunListener;
  readonly #stopAtErrorsPercent: number;
  /** How long the curve is. */
  readonly #seconds: number;
  readonly #threads: SendingThread[];
  #end: RecordingEnd['end'] = 'done';
  #isStarted = false;
  #cpu = process.cpuUsage();
  readonly #last: RecordedSecond[] = [];

  constructor(run: LoadRun, listener: RunListener) {
    this.#listener = listener;
    this.#stopAtErrorsPercent = run.stopAtErrorsPercent;
    this.#seconds = run.schedule.seconds;
    this.#threads = threadOptions(run).map((options) => new SendingThread(options));
    this.done = this.#run(run);
  }

  /** Sends nothing more; what is in flight comes to its end within the timeout. */
  stop(why: 'interrupted' | 'failing'): void {
    if (this.#end !== 'done') return;
    this.#end = why;
    if (this.#isStarted) for (const thread of this.#threads) thread.tell('stop');
  }

  async #run({ startAt, lookUp, lookedUp }: LoadRun): Promise<RecordingEnd['end']> {
    let name: FollowedName | undefined;
    try {
      await Promise.all(this.#threads.map(({ ready }) => ready));
      if (this.#end !== 'done') return this.#end;
      refuseMissed(startAt);
      const followed = new FollowedName(lookUp, lookedUp, (news) => this.#hear(news));
      name = followed;
      // Whole milliseconds, as the recording tells it.
      const start = startAt ?? Math.ceil(performance.timeOrigin + performance.now() + LEAD_MS);
      this.#listener.started(start);
      this.#cpu = process.cpuUsage();
      this.#isStarted = true;
      await new Promise<void>((resolve, reject) => {
        const gather = () => {
          try {
            this.#gather();
          } catch (error) {
            // The listener's, such as a disk that is full.
            reject(error);
          }
        };
        for (const thread of this.#threads) thread.start(start, gather);
        Promise.all(this.#threads.map(({ done }) => done)).then(() => resolve(), reject);
        followed.failed.catch(reject);
      });
      this.#gather();
      return this.#end;
    } finally {
      name?.end();
      await Promise.all(this.#threads.map((thread) => thread.end()));
    }
  }

  #hear(news: NameNews): void {
    this.#listener.name(news);
    if (news.kind !== 'moved') return;
    const { addresses } = news;
    for (const thread of this.#threads) thread.tell({ addresses });
  }

  /** A second is over when every thread that is still at work has reported it. */
  #gather(): void {
    while (this.#threads.some(({ reported }) => reported.length > 0)) {
      if (this.#threads.some(({ reported, isDone }) => reported.length === 0 && !isDone)) return;
      const second = Math.min(
        ...this.#threads.flatMap(({ reported }) => reported[0]?.second ?? []),
      );
      const works = this.#threads.flatMap(({ reported }) =>
        reported[0]?.second === second ? (reported.shift() ?? []) : [],
      );
      this.#record(recordSecond(works, this.#cpuMs()));
    }
  }

  #record(second: RecordedSecond): void {
    this.#listener.second(second);
    this.#last.push(second);
    if (this.#last.length > STOP_WINDOW) this.#last.shift();
    // Once the curve is over there is nothing left to stop.
    if (second.second + 1 >= this.#seconds) return;
    if (isFailing(this.#last, this.#stopAtErrorsPercent)) this.stop('failing');
  }

  #cpuMs(): number {
    const { user, system } = process.cpuUsage(this.#cpu);
    this.#cpu = process.cpuUsage();
    return (user + system) / 1000;
  }
}

/** A start that is missed would send all that has become due since then at once. */
function refuseMissed(startAt: number | undefined): void {
  if (startAt === undefined || startAt >= Date.now()) return;
  throw new PlimsollError(
    'usage',
    `--start-at ${new Date(startAt).toISOString()} has passed while the run was made ready; nothing was sent: give a later time`,
  );
}

/** Thread j of the T of shard i of N is shard i + N·j of N·T, so that threads divide what shards divide. */
function threadOptions(run: LoadRun): ThreadOptions[] {
  const { wire, requests, schedule, shard, threads, connections } = run;
  const { addresses } = run.lookedUp;
  return Array.from({ length: threads }, (_, thread) => ({
    wire,
    addresses,
    requests,
    schedule,
    arrivals: {
      kind: run.arrivals,
      seed: run.seed,
      shard: { index: shard.index + shard.of * thread, of: shard.of * threads },
    },
    connections: Math.floor(connections / threads) + (thread < connections % threads ? 1 : 0),
    timeoutSeconds: run.timeoutSeconds,
    tracedRunId: run.isTraced ? run.runId : undefined,
    users: run.users,
  }));
}

/** From the word to start until the first arrival, so that all threads have heard it. */
const LEAD_MS = 50;
