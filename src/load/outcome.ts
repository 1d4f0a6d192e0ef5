import type { Histogram } from 'hdr-histogram-js';
import { addSeconds } from './add-seconds.ts';
import { FAILURE_KINDS, type FailureKind } from './failure-kind.ts';
import { addEncoded, emptyHistogram, percentileMs } from './histogram.ts';
import { type GeneratorJudgement, judgeGenerator } from './judge-generator.ts';
import type { MergedRun, MergedShard } from './merge.ts';
import { rateErrorPercent } from './rate-error.ts';
import type { RecordedSecond } from './recording.ts';
import { DROP_REASONS, type DropReason } from './second-work.ts';
import { type JudgedSlo, judgeSlo, type LoadSlo } from './slo.ts';
import { sumOfCounts } from './sum-of-counts.ts';
import { verdict } from './verdict.ts';

/** Percentiles in milliseconds; null where nothing was measured. */
type Percentiles = Readonly<Record<'p50' | 'p90' | 'p95' | 'p99' | 'p999' | 'max', number | null>>;

/**
 * What a run came to: what `load run --output json` and `load report` print.
 *
 * planned = sent + dropped + unfinished.waiting and
 * sent = completed + failed.total + unfinished.inFlight, exactly; `unfinished` is 0
 * unless a generator was killed.
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
  readonly unfinished: { readonly waiting: number; readonly inFlight: number };
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
}

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
  const errors = failures + balancerErrors + targetErrors;
  const response = merged(lines.map((line) => line.response));
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
    status: statusOf(lines),
    balancerErrors,
    targetErrors,
    errors,
    rateErrorPercent: rounded(rateErrorPercent(seconds)),
    responseTimeMs: percentiles(response),
    serviceTimeMs: percentiles(merged(lines.map((line) => line.service))),
    sendLatenessMs: percentiles(merged(lines.map((line) => line.wait))),
    connections: {
      allowed: shards.reduce((total, shard) => total + shard.header.connections, 0),
      made: sum((line) => line.newConnections),
      mostOpen: Math.max(0, ...seconds.map(({ openConnections }) => openConnections)),
    },
    bytes: sum((line) => line.bytes),
    generator: worst(shards),
    slo: slos.map((slo) =>
      judgeSlo(
        slo,
        (percent) => percentileMs(response, percent),
        (of) => (planned === 0 ? 0 : (100 * shares[of]) / planned),
      ),
    ),
    interrupted: shards.some(({ end }) => end !== 'done'),
    stoppedByFailures: shards.some(({ end }) => end === 'failing'),
    recordings: {
      shards: header.shard.of,
      missingShards: run.missingShards,
      missingSeconds: run.missingSeconds,
      overlappingSeconds: run.overlappingSeconds,
    },
  };
  return { ...partial, verdict: verdict(partial) };
}

/** What a generator that was killed had under way in its last second. */
function unfinished(shards: readonly MergedShard[]): LoadOutcome['unfinished'] {
  const lasts = shards.flatMap(({ seconds }) => seconds.at(-1) ?? []);
  return {
    waiting: lasts.reduce((total, { waiting }) => total + waiting, 0),
    inFlight: lasts.reduce((total, { inFlight }) => total + inFlight, 0),
  };
}

function worst(shards: readonly MergedShard[]): LoadOutcome['generator'] {
  const judged = shards.map(({ seconds }) => ({ seconds, ...judgeGenerator(seconds) }));
  const { because, since } = judged.find(({ limited }) => limited) ?? judged[0];
  const held = judged.flatMap(({ serverHeldConnectionsSince: second }) => second ?? []);
  const cpu = judged.map(({ seconds }) => {
    const ms = seconds.reduce((total, second) => total + second.ms, 0);
    return ms === 0 ? 0 : (100 * seconds.reduce((total, { cpuMs }) => total + cpuMs, 0)) / ms;
  });
  return {
    cpuPercent: round(Math.max(...cpu)),
    maxLatenessMs: Math.max(
      0,
      ...judged.flatMap(({ seconds }) => seconds.map(({ latenessMs }) => latenessMs)),
    ),
    limited: because !== null,
    because,
    since,
    serverHeldConnectionsSince: held.length === 0 ? null : Math.min(...held),
  };
}

function merged(encoded: readonly string[]): Histogram {
  const histogram = emptyHistogram();
  for (const text of encoded) addEncoded(histogram, text);
  return histogram;
}

function percentiles(histogram: Histogram): Percentiles {
  const at = (percent: number) =>
    histogram.totalCount === 0 ? null : percentileMs(histogram, percent);
  return { p50: at(50), p90: at(90), p95: at(95), p99: at(99), p999: at(99.9), max: at(100) };
}

function statusOf(lines: readonly RecordedSecond[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const { status } of lines)
    for (const [code, count] of Object.entries(status)) total[code] = (total[code] ?? 0) + count;
  return total;
}

function byName<Name extends string>(
  names: readonly Name[],
  count: (name: Name) => number,
): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>;
}

function rounded({ mean, max }: { mean: number; max: number }): { mean: number; max: number } {
  return { mean: round(mean), max: round(max) };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
