/** What a number of connections came to. */
export interface SaturateStep {
  readonly connections: number;
  /** Seconds, once it had settled, over which it was measured. */
  readonly seconds: number;
  readonly completed: number;
  readonly failed: FailedInStep;
  /** From one answer on a connection to its next, in equal slices of time: their number and their sum. */
  readonly cycles: readonly { readonly count: number; readonly seconds: number }[];
  /** Mean, from the send to the whole answer. */
  readonly responseTimeMs: number;
  /** How much of the time the generator's thread was at work. */
  readonly generatorBusyPercent: number;
}

interface FailedInStep {
  /** No whole answer came: refused, reset, closed, timed out. */
  readonly unanswered: number;
  /** Answers of 500 and above. */
  readonly status5xx: number;
}

/** Answers per second: as many as there are connections in the time from one answer to the next. */
export function throughputOf({ connections, cycles }: SaturateStep): number {
  const { count, seconds } = sumOf(cycles);
  return count === 0 ? 0 : (connections * count) / seconds;
}

/** How far chance may have moved the throughput: the standard error of its logarithm, from slice to slice. */
export function relativeError({ cycles }: SaturateStep): number {
  const { count, seconds } = sumOf(cycles);
  const filled = cycles.filter((slice) => slice.count > 0);
  if (filled.length < 2) return 1;
  const mean = seconds / count;
  // The variance of a ratio: each slice by how far its sum is from its number of mean cycles.
  const squares = filled.reduce((sum, slice) => sum + (slice.seconds - mean * slice.count) ** 2, 0);
  return Math.sqrt((squares * filled.length) / (filled.length - 1)) / seconds;
}

export function failedShare({ completed, failed }: SaturateStep): number {
  const bad = failed.unanswered + failed.status5xx;
  return bad === 0 ? 0 : bad / (completed + failed.unanswered);
}

/** Above this the thread is at work so much of its time that it, and not the server, sets the pace. */
const BUSY_PERCENT = 90;

export function isGeneratorLimited({ generatorBusyPercent }: SaturateStep): boolean {
  return generatorBusyPercent >= BUSY_PERCENT;
}

function sumOf(cycles: SaturateStep['cycles']): { count: number; seconds: number } {
  let count = 0;
  let seconds = 0;
  for (const slice of cycles) {
    count += slice.count;
    seconds += slice.seconds;
  }
  return { count, seconds };
}
