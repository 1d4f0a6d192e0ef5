/** What a number of connections came to. */
export interface SaturateStep {
  readonly connections: number;
  /** Seconds, once it had settled, over which it was measured. */
  readonly seconds: number;
  readonly completed: number;
  readonly failed: FailedInStep;
  /** From one answer on a connection to its next, in equal slices of time: their number and their sum. */
  readonly cycles: readonly { readonly count: number; readonly seconds: number }[];
  /** Whole answers by their status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** How much of the time the generator's thread was at work. */
  readonly generatorBusyPercent: number;
}

interface FailedInStep {
  /** No whole answer came: refused, reset, closed without a word, timed out. */
  readonly unanswered: number;
  /** Answers of 500 and above. */
  readonly status5xx: number;
}

/**
 * Answers per second: as many as there are connections in the time from one answer to
 * the next. That is the mean of the middle half of the slices, so that what befalls
 * this machine or the way for a moment is not held against the target.
 */
export function throughputOf({ connections, cycles }: SaturateStep): number {
  const { length, mean } = middleHalf(cycles);
  return length === 0 ? 0 : connections / mean;
}

/** Mean seconds from one answer on a connection to its next; Infinity where none was seen. */
export function cycleSeconds(step: SaturateStep): number {
  return step.connections / throughputOf(step);
}

/**
 * How far chance may have moved the throughput: the standard error of its logarithm.
 * Source: Tukey & McLaughlin, 1963, the error of a trimmed mean: what was trimmed
 * counts as the outermost that was not.
 */
export function relativeError({ cycles }: SaturateStep): number {
  const { length, mean, means, trimmed } = middleHalf(cycles);
  if (length < 4) return 1;
  const [low, high] = [means[trimmed], means[length - 1 - trimmed]];
  const squares = means.reduce(
    (sum, value) => sum + (Math.min(high, Math.max(low, value)) - mean) ** 2,
    0,
  );
  const deviation = Math.sqrt(squares / (length - 1));
  return (deviation * length) / ((length - 2 * trimmed) * Math.sqrt(length) * mean);
}

/** By which share the throughput differs from that of all slices. */
export function trimmedShare(step: SaturateStep): number {
  const { cycles, connections } = step;
  const count = cycles.reduce((sum, slice) => sum + slice.count, 0);
  const seconds = cycles.reduce((sum, slice) => sum + slice.seconds, 0);
  return count === 0 ? 0 : Math.abs((connections * count) / seconds / throughputOf(step) - 1);
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

function middleHalf(cycles: SaturateStep['cycles']) {
  const means = cycles
    .filter(({ count }) => count > 0)
    .map(({ count, seconds }) => seconds / count)
    .sort((a, b) => a - b);
  const { length } = means;
  const trimmed = Math.floor(length / 4);
  const middle = means.slice(trimmed, length - trimmed);
  const mean = middle.reduce((sum, value) => sum + value, 0) / middle.length;
  return { length, mean, means, trimmed };
}
