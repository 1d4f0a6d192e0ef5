import type { Recording } from '../recording.ts';
import type { GroupSample } from './group-sample.ts';

/** What one generator saw of a group. */
export interface RecordedWatch {
  /** When its run began, ISO 8601: its samples count from there. */
  readonly startedAt: string;
  readonly samples: readonly GroupSample[];
}

/**
 * One watch of all recordings, however often they are given: that of the generator which
 * started first of those that watched. undefined where none did.
 */
export function mergeSamples(recordings: readonly Recording[]): RecordedWatch | undefined {
  const [first] = recordings
    .filter(({ group }) => group.length > 0)
    .sort(
      (a, b) =>
        compare(a.header.startedAt, b.header.startedAt) ||
        compare(a.header.generator, b.header.generator) ||
        // Of copies of one file, the one that holds most.
        b.group.length - a.group.length,
    );
  return first && { startedAt: first.header.startedAt, samples: first.group };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
