import { randomUUID } from 'node:crypto';
import type { NameNews } from '../load/follow-name.ts';
import type {
  RecordedSecond,
  Recording,
  RecordingHeader,
  RecordingLine,
} from '../load/recording.ts';
import { RunningLoad } from '../load/run.ts';
import type { Address } from '../load/target.ts';
import type { GroupSample } from '../load/watch/group-sample.ts';
import type { GroupSource } from '../load/watch/group-source.ts';
import { GroupWatch } from '../load/watch/group-watch.ts';
import { formatDuration } from '../report/format-duration.ts';
import { Interruption } from './interruption.ts';
import { LiveLine } from './load-live.ts';
import type { PreparedLoad } from './load-prepare.ts';
import type { WatchPlan } from './load-watch.ts';
import { RecordingFile } from './recording-file.ts';

/** What came of a load that was sent. */
export interface SentLoad {
  readonly recording: Recording;
  readonly isInterrupted: boolean;
  /** Why the rest is not in the file of the recording; the load was ended then. */
  readonly writeError: unknown;
}

/** What is done beside sending. */
interface Beside {
  /** The file that the run is recorded in. */
  readonly record?: string;
  readonly watching: (WatchPlan & { readonly source: GroupSource }) | undefined;
}

/**
 * Sends a load to its end, or until Ctrl-C, and records it. What can no longer be
 * recorded ends the load as Ctrl-C does.
 */
export async function sendLoad(
  prepared: PreparedLoad,
  { record, watching }: Beside,
  isQuiet: boolean,
): Promise<SentLoad> {
  const { run, plan } = prepared;
  const interruption = Interruption.watch(
    record === undefined
      ? 'ended at once; nothing is kept, since there was no --record'
      : `ended at once; ${record} holds the seconds that were over, for load report`,
    () => {
      running.stop('interrupted');
      watch?.stop();
    },
  );
  const file = record === undefined ? undefined : new RecordingFile(record);
  const live = new LiveLine(plan.seconds, isQuiet);
  const seconds: RecordedSecond[] = [];
  const group: GroupSample[] = [];
  let header: RecordingHeader | undefined;
  let writeError: unknown;
  const write = (line: RecordingLine) => {
    if (writeError !== undefined) return;
    try {
      file?.write(line);
    } catch (error) {
      writeError = error;
      running.stop('interrupted');
    }
  };
  const begin = (startAt: number) => {
    header = headerOf(prepared, startAt);
    file?.write(header);
    return header;
  };
  const watch =
    watching &&
    new GroupWatch(watching.source, watching.everySeconds, {
      sample(sample) {
        write(sample);
        group.push(sample);
        live.group(sample);
      },
      failed({ message }) {
        live.interrupt(`${message}; the load goes on, and so does the watch without it`);
      },
    });
  const running = new RunningLoad(run, {
    started(startAt) {
      begin(startAt);
      watch?.start(startAt);
    },
    second(second) {
      write(second);
      seconds.push(second);
      live.second(seconds);
    },
    name(news) {
      live.interrupt(nameNews(prepared.hostname, news));
    },
  });
  try {
    const end = await running.done;
    // Ended before it began, it has a header all the same.
    header ??= begin(run.startAt ?? Date.now());
    write({ end });
    const after = end === 'done' ? (watching?.afterSeconds ?? 0) : 0;
    if (after > 0)
      live.note(
        `all is sent; ${watching?.group} is watched for ${formatDuration(after)} more, or until Ctrl-C`,
      );
    await watch?.finish(after);
    const recording = { source: record ?? 'this run', header, seconds, group, end };
    return { recording, isInterrupted: end === 'interrupted', writeError };
  } finally {
    interruption.end();
    live.end();
    watch?.stop();
    watching?.source.close();
    file?.close();
  }
}

function nameNews(hostname: string, news: NameNews): string {
  switch (news.kind) {
    case 'moved':
      return `${hostname} is now ${list(news.addresses)}; the load moves there`;
    case 'left-loopback':
      return `${hostname} is now ${list(news.addresses)}, which is not this machine as the plan said; nothing goes there, and the load stays where it was`;
    case 'unknown':
      return `${hostname} cannot be looked up now (${news.code}); the load stays where it was`;
  }
}

function list(addresses: readonly Address[]): string {
  return addresses.map(({ address }) => address).join(', ');
}

const GENERATOR = randomUUID();

function headerOf({ run, plan, slos }: PreparedLoad, startAt: number): RecordingHeader {
  return {
    plimsoll: 'load',
    version: 1,
    runId: run.runId,
    generator: GENERATOR,
    shard: run.shard,
    startedAt: new Date(startAt).toISOString(),
    url: plan.url,
    seconds: plan.seconds,
    requests: plan.requests,
    arrivals: run.arrivals,
    seed: run.seed,
    connections: run.connections,
    threads: run.threads,
    timeoutSeconds: run.timeoutSeconds,
    slo: slos.map(({ expression }) => expression),
  };
}
