import { errorsOf } from './errors-of.ts';
import type { MergedRun } from './merge.ts';
import type { RecordedSecond } from './recording.ts';
import { sumOfCounts } from './sum-of-counts.ts';

/** A second of a run, all shards together. */
export interface RunSecond {
  readonly second: number;
  readonly planned: number;
  readonly sent: number;
  readonly dropped: number;
  readonly completed: number;
  readonly failed: number;
  /** Failures and answers of 500 and above. */
  readonly errors: number;
  readonly newConnections: number;
  /** The most at a time of each shard, added up: together there may have been fewer. */
  readonly openConnections: number;
  readonly waiting: number;
  readonly bytes: number;
  /** Encoded histograms, one a shard. */
  readonly response: readonly string[];
}

/** The seconds of a run, in order, added up over its shards. */
export function addSeconds({ shards }: MergedRun): RunSecond[] {
  const bySecond = new Map<number, RecordedSecond[]>();
  for (const { seconds } of shards)
    for (const line of seconds) {
      const there = bySecond.get(line.second);
      if (there === undefined) bySecond.set(line.second, [line]);
      else there.push(line);
    }
  return [...bySecond]
    .sort(([a], [b]) => a - b)
    .map(([second, lines]) => {
      const sum = (of: (line: RecordedSecond) => number) =>
        lines.reduce((total, line) => total + of(line), 0);
      return {
        second,
        planned: sum(({ planned }) => planned),
        sent: sum(({ sent }) => sent),
        dropped: sum(({ dropped }) => sumOfCounts(dropped)),
        completed: sum(({ completed }) => completed),
        failed: sum(({ failed }) => sumOfCounts(failed)),
        errors: sum(errorsOf),
        newConnections: sum(({ newConnections }) => newConnections),
        openConnections: sum(({ openConnections }) => openConnections),
        waiting: sum(({ waiting }) => waiting),
        bytes: sum(({ bytes }) => bytes),
        response: lines.map(({ response }) => response),
      };
    });
}
