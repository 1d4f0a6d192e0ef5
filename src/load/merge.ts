import { PlimsollError } from '../error.ts';
import { type MergedShard, mergeShard } from './merge-shard.ts';
import type { Recording, RecordingHeader } from './recording.ts';
import { mergeSamples, type RecordedWatch } from './watch/merge-samples.ts';

/** A run, put together from the recordings of its generators. */
export interface MergedRun {
  /** Of the first shard there is. */
  readonly header: RecordingHeader;
  readonly shards: readonly MergedShard[];
  /** Shards of which there is no recording. */
  readonly missingShards: readonly number[];
  /** Of all shards. */
  readonly missingSeconds: number;
  /** Of all shards. */
  readonly overlappingSeconds: number;
  /** undefined where no group was watched. */
  readonly watch: RecordedWatch | undefined;
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
  const shards = indexes
    .sort((a, b) => a - b)
    .map((index) => mergeShard(recordings.filter(({ header }) => header.shard.index === index)));
  const [{ header }] = shards;
  const { of } = header.shard;
  const sum = (of: (shard: MergedShard) => number) =>
    shards.reduce((total, shard) => total + of(shard), 0);
  return {
    header,
    shards,
    missingShards: Array.from({ length: of }, (_, index) => index).filter(
      (index) => !indexes.includes(index),
    ),
    missingSeconds: sum(({ missingSeconds }) => missingSeconds),
    overlappingSeconds: sum(({ overlappingSeconds }) => overlappingSeconds),
    watch: mergeSamples(recordings),
  };
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
