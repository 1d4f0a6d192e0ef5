import { mergeEncoded } from './histogram.ts';
import type { RecordedSecond } from './recording.ts';
import { sumOfCounts } from './sum-of-counts.ts';

/** Whose fault it is where requests left late. */
export interface GeneratorJudgement {
  /** Whether the generator itself fell short, so that its figures must not be held against the server. */
  readonly limited: boolean;
  /**
   * - `cpu`: the thread was at work all the time, or came to its work late
   * - `connections`: none was free although the server was fast: too few were allowed
   * - `sockets`: this machine had none left
   */
  readonly because: 'cpu' | 'connections' | 'sockets' | null;
  /** The second in which it began; null where it did not. */
  readonly since: number | null;
  /** The first second from which on requests waited for connections that the server held; null where none did. */
  readonly serverHeldConnectionsSince: number | null;
}

/**
 * Judges the seconds of one generator, in order, by every three of them: late is what
 * left, or was dropped, more than 20 ms after its time, and too much of it is more than
 * 5 % of what left or was dropped in these seconds, if it is more than ten requests.
 * The plan is no measure, since what waits leaves in seconds that planned less, or
 * nothing any more. A request is late by the generator's own fault as `isOwnLateness`
 * says; otherwise it waited for a connection, which is the server's doing unless the
 * server answered within 10 ms on average and nothing failed. Where both happened, the
 * larger is the finding.
 */
export function judgeGenerator(seconds: readonly RecordedSecond[]): GeneratorJudgement {
  let limit: Pick<GeneratorJudgement, 'because' | 'since'> = { because: null, since: null };
  let held: number | null = null;
  const last = Math.max(1, seconds.length - JUDGED_SECONDS + 1);
  for (let start = 0; start < Math.min(last, seconds.length); start++) {
    const finding = judge(seconds.slice(start, start + JUDGED_SECONDS));
    const since = seconds[start].second;
    if (finding === 'server') held ??= since;
    else if (finding !== null && limit.because === null) limit = { because: finding, since };
  }
  return { limited: limit.because !== null, ...limit, serverHeldConnectionsSince: held };
}

/** How many seconds are judged together: what goes wrong is told after as many. */
export const JUDGED_SECONDS = 3;

type Finding = Exclude<GeneratorJudgement['because'], null> | 'server' | null;

function judge(seconds: readonly RecordedSecond[]): Finding {
  const sum = (of: (second: RecordedSecond) => number) =>
    seconds.reduce((total, second) => total + of(second), 0);
  if (sum(({ dropped }) => dropped.noSocket ?? 0) > 0) return 'sockets';
  const left = sum(({ sent, dropped }) => sent + sumOfCounts(dropped));
  const tooMany = Math.max(FEWEST, TOO_MANY * left);
  const bySelf = sum(({ lateBySelf }) => lateBySelf);
  const byConnections = sum(({ lateByConnections }) => lateByConnections);
  if (Math.max(bySelf, byConnections) <= tooMany) return null;
  if (bySelf >= byConnections) return 'cpu';
  const failures = sum(({ failed }) => sumOfCounts(failed));
  return failures === 0 && meanServiceMs(seconds) <= FAST_MS ? 'connections' : 'server';
}

function meanServiceMs(seconds: readonly RecordedSecond[]): number {
  const histogram = mergeEncoded(seconds.map(({ service }) => service));
  return histogram.totalCount === 0 ? Number.POSITIVE_INFINITY : histogram.mean / 1000;
}

const TOO_MANY = 0.05;
/** So few may be one hiccup of the machine. */
const FEWEST = 10;
const FAST_MS = 10;
