import type { RecordedSecond, Recording, RecordingEnd, RecordingHeader } from './recording.ts';

/** What one shard recorded, put together from all the files that hold some of it. */
export interface MergedShard {
  /** Of the generator that started first. */
  readonly header: RecordingHeader;
  /** Sorted, each once. */
  readonly seconds: readonly RecordedSecond[];
  /** How each generator ended whose seconds count; undefined: it was killed, or is still running. */
  readonly ends: readonly (RecordingEnd['end'] | undefined)[];
  readonly unfinished: Unfinished;
  /** Seconds that no recording holds, though the shard ran before and after, or was to go on. */
  readonly missingSeconds: number;
  /** Seconds that two generators sent; those of the one that started first count. */
  readonly overlappingSeconds: number;
}

/** What has no outcome in the seconds of a shard. */
export interface Unfinished {
  readonly waiting: number;
  readonly inFlight: number;
}

/**
 * Puts the recordings of one shard together. A second counts as the generator that
 * started first tells it; once a generator has come to the end of the curve, those of
 * others do not count any more.
 */
export function mergeShard(recordings: readonly Recording[]): MergedShard {
  const generators = generatorsOf(recordings);
  const { taken, overlapping } = takeSeconds(generators);
  const last = taken.at(-1);
  const counting = taken.length === 0 ? generators : new Set(taken.map(({ from }) => from));
  const { header } = generators[0];
  const lasts = last === undefined ? 0 : last.line.second + 1;
  const isEnded = (last?.from ?? generators[0]).end !== undefined;
  return {
    header,
    seconds: taken.map(({ line }) => line),
    ends: [...counting].map(({ end }) => end),
    unfinished: unfinishedOf(taken),
    missingSeconds: (isEnded ? lasts : Math.max(lasts, Math.ceil(header.seconds))) - taken.length,
    overlappingSeconds: overlapping,
  };
}

/** One process that sent, from all the files that hold some of it. */
interface Generator {
  readonly header: RecordingHeader;
  readonly lines: Map<number, RecordedSecond>;
  lastSecond: number;
  end: RecordingEnd['end'] | undefined;
}

/** In the order in which they started, whatever order they are given in. */
function generatorsOf(recordings: readonly Recording[]): Generator[] {
  const found = new Map<string, Generator>();
  for (const { header, seconds, end } of recordings) {
    const generator = found.get(header.generator) ?? {
      header,
      lines: new Map<number, RecordedSecond>(),
      lastSecond: -1,
      end: undefined,
    };
    found.set(header.generator, generator);
    for (const line of seconds) {
      generator.lines.set(line.second, line);
      generator.lastSecond = Math.max(generator.lastSecond, line.second);
    }
    generator.end ??= end;
  }
  return [...found.values()].sort(
    (a, b) =>
      compare(a.header.startedAt, b.header.startedAt) ||
      compare(a.header.generator, b.header.generator),
  );
}

interface Taken {
  readonly from: Generator;
  readonly line: RecordedSecond;
}

function takeSeconds(generators: readonly Generator[]): {
  readonly taken: readonly Taken[];
  readonly overlapping: number;
} {
  const bySecond = new Map<number, Taken>();
  const overlapping = new Set<number>();
  for (const from of generators)
    for (const [second, line] of from.lines) {
      if (bySecond.has(second)) overlapping.add(second);
      else bySecond.set(second, { from, line });
    }
  const all = [...bySecond.values()].sort((a, b) => a.line.second - b.line.second);
  const isWhole = ({ from, line }: Taken) => from.end === 'done' && line.second === from.lastSecond;
  const end = all.findIndex(isWhole);
  return { taken: end < 0 ? all : all.slice(0, end + 1), overlapping: overlapping.size };
}

/**
 * What each generator left behind where its seconds cease to count, less what the one
 * that goes on there had brought along itself from seconds that do not count.
 */
function unfinishedOf(taken: readonly Taken[]): Unfinished {
  let waiting = 0;
  let inFlight = 0;
  taken.forEach(({ from, line }, i) => {
    if (i > 0 && taken[i - 1].from !== from) {
      const before = from.lines.get(line.second - 1);
      waiting -= before?.waiting ?? 0;
      inFlight -= before?.inFlight ?? 0;
    }
    if (taken[i + 1]?.from === from) return;
    waiting += line.waiting;
    inFlight += line.inFlight;
  });
  return { waiting, inFlight };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
