import { formatTimestamp } from '../../curve/timestamp.ts';
import { type History, PERIOD_SECONDS } from './history.ts';
import { pairCorrelation } from './pair-correlation.ts';

export interface Spread {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/** A history in figures. */
export interface HistorySummary {
  /** ISO 8601; `end` is when the last period ends. */
  readonly start: string;
  readonly end: string;
  readonly periods: number;
  readonly requests: number;
  readonly requestsPerSecond: Spread;
  readonly instances: Spread;
  /** The mean is over instances, as CloudWatch has it. */
  readonly utilizationPercent: Spread;
  /** Periods in which the instances were fully busy, so that the metric shows less than the load. */
  readonly saturatedPeriods: number;
  /** Periods in which the group was too small to hold its target; null where it had none. */
  readonly aboveTargetPeriods: number | null;
  /** As `pairCorrelation` says; null where it is undefined. */
  readonly requestsCorrelation: number | null;
}

/** @param targetPercent of CPU that the instances were to hold; undefined: none */
export function summarizeHistory(
  history: History,
  targetPercent: number | undefined,
): HistorySummary {
  const { start, instances, utilizationPercent, requests } = history;
  const periods = requests.length;
  const correlation = pairCorrelation(history);
  const work = utilizationPercent.reduce((sum, percent, i) => sum + percent * instances[i], 0);
  return {
    start: formatTimestamp(start),
    end: formatTimestamp(start + periods * PERIOD_SECONDS),
    periods,
    requests: sum(requests),
    requestsPerSecond: spread(requests.map((count) => count / PERIOD_SECONDS)),
    instances: spread(instances),
    utilizationPercent: { ...spread(utilizationPercent), mean: work / sum(instances) },
    saturatedPeriods: utilizationPercent.filter((percent) => percent === 100).length,
    aboveTargetPeriods:
      targetPercent === undefined
        ? null
        : utilizationPercent.filter((percent) => percent > targetPercent + ROUNDING).length,
    requestsCorrelation: Number.isNaN(correlation) ? null : correlation,
  };
}

/** Percents are written to four decimals. */
const ROUNDING = 1e-4;

function spread(values: Float64Array): Spread {
  return { mean: sum(values) / values.length, min: Math.min(...values), max: Math.max(...values) };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
