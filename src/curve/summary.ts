import type { MinuteLoad } from './curve.ts';
import { formatTimestamp } from './timestamp.ts';

/** What there is to say of a curve in a few numbers; rates are requests per second, times ISO 8601 in UTC, ends exclusive. */
export interface CurveSummary {
  readonly start: string;
  readonly end: string;
  /** Wall-clock minutes, gaps included. */
  readonly minutes: number;
  /** Whole requests in the known minutes. */
  readonly requests: number;
  /** Over the known minutes. */
  readonly requestsPerSecond: {
    readonly mean: number;
    readonly p50: number;
    readonly p95: number;
    readonly peak: number;
  };
  /** The first minute at the peak. */
  readonly peakAt: string;
  readonly zeroMinutes: number;
  readonly gapMinutes: number;
  readonly gaps: readonly Gap[];
  readonly busiestHour: BusiestHour;
  /** null where the load never rises to its mean or above. */
  readonly steepestRise: SteepestRise | null;
}

export interface Gap {
  readonly from: string;
  readonly to: string;
  readonly minutes: number;
}

interface BusiestHour {
  /** 0 to 23. */
  readonly hourUtc: number;
  /** Its mean over all days. */
  readonly requestsPerSecond: number;
}

export interface SteepestRise {
  /** The minute from which it rises. */
  readonly at: string;
  readonly minutes: number;
  /** How many times the load is higher afterwards; null when it rises from nothing. */
  readonly ratio: number | null;
  readonly fromRequestsPerSecond: number;
  readonly toRequestsPerSecond: number;
}

/** Sums up a load of which at least one minute is known. */
export function summarize(load: MinuteLoad): CurveSummary {
  const rates = load.requestsPerSecond;
  const sorted = rates.filter((rate) => !Number.isNaN(rate)).sort();
  const total = sorted.reduce((sum, rate) => sum + rate, 0);
  const mean = total / sorted.length;
  const peak = sorted[sorted.length - 1];
  return {
    start: timeOf(load, 0),
    end: timeOf(load, rates.length),
    minutes: rates.length,
    requests: Math.round(total * 60),
    requestsPerSecond: {
      mean,
      p50: nearestRank(sorted, 0.5),
      p95: nearestRank(sorted, 0.95),
      peak,
    },
    peakAt: timeOf(load, rates.indexOf(peak)),
    zeroMinutes: sorted.lastIndexOf(0) + 1,
    gapMinutes: rates.length - sorted.length,
    gaps: findGaps(load),
    busiestHour: findBusiestHour(load),
    steepestRise: findSteepestRise(load, mean),
  };
}

function timeOf(load: MinuteLoad, index: number): string {
  return formatTimestamp((load.startMinute + index) * 60);
}

/** The least value that is not exceeded by `share` of them: one that did occur. */
function nearestRank(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

function findGaps(load: MinuteLoad): Gap[] {
  const rates = load.requestsPerSecond;
  const gaps: Gap[] = [];
  for (let i = 0; i < rates.length; i++) {
    if (!Number.isNaN(rates[i])) continue;
    const from = i;
    while (i < rates.length && Number.isNaN(rates[i])) i++;
    gaps.push({ from: timeOf(load, from), to: timeOf(load, i), minutes: i - from });
  }
  return gaps;
}

function findBusiestHour(load: MinuteLoad): BusiestHour {
  const sums = new Float64Array(24);
  const counts = new Float64Array(24);
  load.requestsPerSecond.forEach((rate, i) => {
    if (Number.isNaN(rate)) return;
    const hoursSinceEpoch = Math.floor((load.startMinute + i) / 60);
    const hour = ((hoursSinceEpoch % 24) + 24) % 24; // before 1970 too
    sums[hour] += rate;
    counts[hour]++;
  });
  const means = sums.map((sum, hour) => (counts[hour] === 0 ? 0 : sum / counts[hour]));
  const hour = means.indexOf(Math.max(...means));
  return { hourUtc: hour, requestsPerSecond: means[hour] };
}

/**
 * The largest ratio between a minute and the one five minutes before, about the
 * time in which a group can answer. Only rises to the mean or above count: that
 * a quiet night's load doubles asks nothing of a group.
 */
function findSteepestRise(load: MinuteLoad, mean: number): SteepestRise | null {
  const rates = load.requestsPerSecond;
  let steepest = 1;
  let at = -1;
  for (let i = 0; i + RISE_MINUTES < rates.length; i++) {
    const after = rates[i + RISE_MINUTES];
    const ratio = after / rates[i];
    if (after < mean || !(ratio >= steepest)) continue;
    // Of several rises from nothing, all infinite, the highest.
    if (ratio > steepest || after > rates[at + RISE_MINUTES]) {
      steepest = ratio;
      at = i;
    }
  }
  if (at < 0) return null;
  return {
    at: timeOf(load, at),
    minutes: RISE_MINUTES,
    ratio: Number.isFinite(steepest) ? steepest : null,
    fromRequestsPerSecond: rates[at],
    toRequestsPerSecond: rates[at + RISE_MINUTES],
  };
}

const RISE_MINUTES = 5;
