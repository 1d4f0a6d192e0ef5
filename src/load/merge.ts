import { PlimsollError } from '../error.ts';
import type { RecordedSecond, Recording, RecordingEnd, RecordingHeader } from './recording.ts';

/** What one shard recorded, put together from all the files that hold some of it. */
export interface MergedShard {
  readonly header: RecordingHeader;
  /** Sorted, each once. */
  readonly seconds: readonly RecordedSecond[];
  readonly end: RecordingEnd['end'] | undefined;
}

/** A run, put together from the recordings of its generators. */
export interface MergedRun {
  /** Of the first shard there is. */
  readonly header: RecordingHeader;
  readonly shards: readonly MergedShard[];
  /** Shards of which there is no recording. */
  readonly missingShards: readonly number[];
  /** Seconds of a shard that no recording holds, though the shard ran before and after, or was to go on. */
  readonly missingSeconds: number;
  /** Seconds that two generators of the same shard sent; the one that started first counts. */
  readonly overlappingSeconds: number;
}

/**
 * Puts recordings together, in any order, however often each is given: the same
 * line of the same generator counts once.
 *
 * Throws a `PlimsollError` (`usage`) when they are of different runs, or of runs that
 * were divided differently.
 */
export function mergeRecordings(recordings: readonly Recording[]): MergedRun {
  refuseStrangers(recordings);
  const indexes = [...new Set(recordings.map(({ header }) => header.shard.index))];
  const merged = indexes
    .sort((a, b) => a - b)
    .map((index) => mergeShard(recordings.filter(({ header }) => header.shard.index === index)));
  const { of } = merged[0].shard.header.shard;
  const sum = (of: (one: MergeOfShard) => number) =>
    merged.reduce((total, one) => total + of(one), 0);
  return {
    header: merged[0].shard.header,
    shards: merged.map(({ shard }) => shard),
    missingShards: Array.from({ length: of }, (_, index) => index).filter(
      (index) => !indexes.includes(index),
    ),
    missingSeconds: sum(({ missing }) => missing),
    overlappingSeconds: sum(({ overlapping }) => overlapping),
  };
}

interface MergeOfShard {
  readonly shard: MergedShard;
  readonly missing: number;
  readonly overlapping: number;
}

function refuseStrangers(recordings: readonly Recording[]): void {
  const [first] = recordings;
  for (const { source, header } of recordings) {
    const { runId, shard } = header;
    if (runId !== first.header.runId)
      throw new PlimsollError(
        'usage',
        `${source} is of run ${runId}, ${first.source} of run ${first.header.runId}; report each run by itself, and give generators that belong together the same --run-id`,
      );
    if (shard.of !== first.header.shard.of)
      throw new PlimsollError(
        'usage',
        `${source} is shard ${shard.index + 1} of ${shard.of}, ${first.source} one of ${first.header.shard.of}: they do not add up to one curve`,
      );
  }
}

function mergeShard(recordings: readonly Recording[]): MergeOfShard {
  // By what they hold and not by how they are given, so that any order merges to the same.
  const sorted = recordings.toSorted(
    (a, b) =>
      compare(a.header.startedAt, b.header.startedAt) ||
      compare(a.header.generator, b.header.generator),
  );
  const seconds = new Map<number, { readonly generator: string; readonly line: RecordedSecond }>();
  const overlapping = new Set<number>();
  for (const { header, seconds: lines } of sorted)
    for (const line of lines) {
      const there = seconds.get(line.second);
      if (there === undefined) seconds.set(line.second, { generator: header.generator, line });
      else if (there.generator !== header.generator) overlapping.add(line.second);
    }
  const { header } = sorted[0];
  const end = sorted.find(({ end }) => end !== undefined)?.end;
  const last = Math.max(-1, ...seconds.keys());
  const until = end === undefined ? Math.max(last + 1, Math.ceil(header.seconds)) : last + 1;
  const lines = [...seconds.values()].map(({ line }) => line);
  return {
    shard: { header, seconds: lines.sort((a, b) => a.second - b.second), end },
    missing: until - seconds.size,
    overlapping: overlapping.size,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
