import type { Histogram } from 'hdr-histogram-js';
import { addCounts } from './add-counts.ts';
import { addSeconds } from './add-seconds.ts';
import { errorsOf } from './errors-of.ts';
import { FAILURE_KINDS, type FailureKind } from './failure-kind.ts';
import { mergeEncoded, percentileMs } from './histogram.ts';
import { type GeneratorJudgement, judgeGenerator } from './judge-generator.ts';
import type { MergedRun } from './merge.ts';
import type { MergedShard, Unfinished } from './merge-shard.ts';
import { rateErrorPercent } from './rate-error.ts';
import type { RecordedSecond } from './recording.ts';
import { DROP_REASONS, type DropReason } from './second-work.ts';
import { type JudgedSlo, judgeSlo, type LoadSlo } from './slo.ts';
import { sumOfCounts } from './sum-of-counts.ts';
import { toThousandths } from './to-thousandths.ts';
import { verdict } from './verdict.ts';
import { type WatchedGroup, watchedGroup } from './watch/watched-group.ts';

/** Percentiles in milliseconds; null where nothing was measured. */
type Percentiles = Readonly<Record<'p50' | 'p90' | 'p95' | 'p99' | 'p999' | 'max', number | null>>;

/**
 * What a run came to: what `load run --output json` and `load report` print.
 *
 * planned = sent + dropped + unfinished.waiting and
 * sent = completed + failed.total + unfinished.inFlight, exactly unless seconds of a
 * recording are missing; `unfinished` is 0 unless a generator was killed.
 */
export interface LoadOutcome {
  readonly schemaVersion: 1;
  /** The answer in a few sentences. */
  readonly verdict: string;
  readonly runId: string;
  readonly url: string;
  readonly startedAt: string;
  /** How long the curve is. */
  readonly seconds: number;
  /** Arrivals that were due while the run went on. */
  readonly planned: number;
  readonly sent: number;
  readonly dropped: number;
  readonly droppedBecause: Readonly<Record<DropReason, number>>;
  readonly completed: number;
  readonly failed: Readonly<Record<'total' | FailureKind, number>>;
  readonly unfinished: Unfinished;
  readonly status: Readonly<Record<string, number>>;
  readonly balancerErrors: number;
  readonly targetErrors: number;
  /** Failures and answers of 500 and above. */
  readonly errors: number;
  readonly rateErrorPercent: { readonly mean: number; readonly max: number };
  /** Completed requests, from the intended start. */
  readonly responseTimeMs: Percentiles;
  /** Completed requests, from the send. */
  readonly serviceTimeMs: Percentiles;
  /** All that were sent, from the intended start to the send. */
  readonly sendLatenessMs: Percentiles;
  readonly connections: {
    readonly allowed: number;
    readonly made: number;
    /**
     * The most at a time of each thread within a second, added up; the highest second.
     * There were never more; of several threads or shards there may have been fewer.
     */
    readonly mostOpen: number;
  };
  readonly bytes: number;
  /** Of several, the worst of each. */
  readonly generator: {
    /** 100 is one core. */
    readonly cpuPercent: number;
    /** The most that an arrival was released late. */
    readonly maxLatenessMs: number;
    readonly limited: boolean;
    readonly because: GeneratorJudgement['because'];
    readonly since: number | null;
    readonly serverHeldConnectionsSince: number | null;
  };
  readonly slo: readonly JudgedSlo[];
  /** Ctrl-C, or it was killed, or too much failed. */
  readonly interrupted: boolean;
  /** The run ended itself since too much failed. */
  readonly stoppedByFailures: boolean;
  readonly recordings: {
    readonly shards: number;
    readonly missingShards: readonly number[];
    readonly missingSeconds: number;
    readonly overlappingSeconds: number;
  };
  /** What was seen of the group beside the run; null where none was watched. */
  readonly group: WatchedGroup | null;
}

/** Adds a run up and judges it. Its `slos` are judged as they are given, whatever the run was given itself. */
export function outcomeOf(run: MergedRun, slos: readonly LoadSlo[]): LoadOutcome {
  const { header, shards } = run;
  const lines = shards.flatMap(({ seconds }) => seconds);
  const sum = (of: (line: RecordedSecond) => number) =>
    lines.reduce((total, line) => total + of(line), 0);
  const failed = byName(FAILURE_KINDS, (kind) => sum((line) => line.failed[kind] ?? 0));
  const droppedBecause = byName(DROP_REASONS, (reason) =>
    sum(({ dropped }) => dropped[reason] ?? 0),
  );
  const failures = sumOfCounts(failed);
  const dropped = sumOfCounts(droppedBecause);
  const balancerErrors = sum((line) => line.balancerErrors);
  const targetErrors = sum((line) => line.targetErrors);
  const planned = sum((line) => line.planned);
  const errors = sum(errorsOf);
  const response = mergeEncoded(lines.map((line) => line.response));
  const shares = { errors: errors + dropped, failed: failures + dropped, dropped };
  const seconds = addSeconds(run);
  const partial: Omit<LoadOutcome, 'verdict'> = {
    schemaVersion: 1,
    runId: header.runId,
    url: header.url,
    startedAt: shards.map((shard) => shard.header.startedAt).sort()[0],
    seconds: header.seconds,
    planned,
    sent: sum((line) => line.sent),
    dropped,
    droppedBecause,
    completed: sum((line) => line.completed),
    failed: { total: failures, ...failed },
    unfinished: unfinished(shards),
    status: addCounts(lines.map(({ status }) => status)),
    balancerErrors,
    targetErrors,
    errors,
    rateErrorPercent: rounded(rateErrorPercent(seconds)),
    responseTimeMs: percentiles(response),
    serviceTimeMs: percentiles(mergeEncoded(lines.map((line) => line.service))),
    sendLatenessMs: percentiles(mergeEncoded(lines.map((line) => line.wait))),
    connections: {
      allowed: shards.reduce((total, shard) => total + shard.header.connections, 0),
      made: sum((line) => line.newConnections),
      mostOpen: largest(seconds.map(({ openConnections }) => openConnections)),
    },
    bytes: sum((line) => line.bytes),
    generator: worst(shards),
    slo: slos.map((slo) =>
      judgeSlo(
        slo,
        (percent) => percentileMs(response, percent),
        (of) => (planned === 0 ? Number.NaN : (100 * shares[of]) / planned),
      ),
    ),
    interrupted: shards.some(({ ends }) => ends.some((end) => end !== 'done')),
    stoppedByFailures: shards.some(({ ends }) => ends.includes('failing')),
    recordings: {
      shards: header.shard.of,
      missingShards: run.missingShards,
      missingSeconds: run.missingSeconds,
      overlappingSeconds: run.overlappingSeconds,
    },
    group: run.watch === undefined ? null : watchedGroup(run.watch, seconds, slos),
  };
  return { ...partial, verdict: verdict(partial) };
}

function unfinished(shards: readonly MergedShard[]): Unfinished {
  return {
    waiting: shards.reduce((total, shard) => total + shard.unfinished.waiting, 0),
    inFlight: shards.reduce((total, shard) => total + shard.unfinished.inFlight, 0),
  };
}

function worst(shards: readonly MergedShard[]): LoadOutcome['generator'] {
  const judged = shards.map(({ seconds }) => ({ seconds, ...judgeGenerator(seconds) }));
  const { because, since } = judged.reduce((first, other) =>
    (other.since ?? Number.POSITIVE_INFINITY) < (first.since ?? Number.POSITIVE_INFINITY)
      ? other
      : first,
  );
  const held = judged.flatMap(({ serverHeldConnectionsSince: second }) => second ?? []);
  const cpu = judged.map(({ seconds }) => {
    const ms = seconds.reduce((total, second) => total + second.ms, 0);
    return ms === 0 ? 0 : (100 * seconds.reduce((total, { cpuMs }) => total + cpuMs, 0)) / ms;
  });
  return {
    cpuPercent: toThousandths(largest(cpu)),
    maxLatenessMs: largest(
      judged.flatMap(({ seconds }) => seconds.map(({ latenessMs }) => latenessMs)),
    ),
    limited: because !== null,
    because,
    since,
    serverHeldConnectionsSince: held.length === 0 ? null : Math.min(...held),
  };
}

/** A run may have more seconds than a function takes arguments. */
function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function percentiles(histogram: Histogram): Percentiles {
  const at = (percent: number) =>
    histogram.totalCount === 0 ? null : percentileMs(histogram, percent);
  return { p50: at(50), p90: at(90), p95: at(95), p99: at(99), p999: at(99.9), max: at(100) };
}

function byName<Name extends string>(
  names: readonly Name[],
  count: (name: Name) => number,
): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>;
}

function rounded({ mean, max }: { mean: number; max: number }): { mean: number; max: number } {
  return { mean: toThousandths(mean), max: toThousandths(max) };
}
