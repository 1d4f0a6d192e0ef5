import { quantileSorted } from 'simple-statistics';
import { measure, type StrategyResult } from './measure.ts';
import type { Plan } from './plan.ts';
import { type Prepared, simulate } from './simulate.ts';
import type { Timeline } from './timeline.ts';

/** How far a strategy's figures spread when chance falls otherwise. */
export interface Replications {
  /** Seeds that were run: the plan's and those that follow it. */
  readonly count: number;
  readonly costUsd: Interval;
  readonly sloViolationMinutes: Interval;
  readonly failedPercent: Interval;
  /** Percent of the replications that meet the SLO. */
  readonly meetsSloPercent: number;
}

/** The mean, and the bounds between which 95 % of the replications lie. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Runs a strategy again with other seeds; yields after each of them.
 *
 * @param first what it came to with the plan's own seed
 */
export function* replicate(
  plan: Plan,
  first: StrategyResult,
  count: number,
  prepared: Prepared,
): Generator<Replications | undefined, Replications> {
  const strategy = plan.strategies.find(({ name }) => name === first.name);
  if (strategy === undefined) throw new Error(`no strategy is named ${first.name}`);
  const results = [first];
  let timeline: Timeline | undefined;
  for (let i = 1; i < count; i++) {
    const reseeded = { ...plan, seed: plan.seed + i };
    const simulation = simulate(reseeded, strategy, prepared, timeline);
    timeline = simulation.timeline;
    results.push(measure(reseeded, simulation));
    yield undefined;
  }
  return {
    count,
    costUsd: interval(results.map(({ costUsd }) => costUsd.total)),
    sloViolationMinutes: interval(results.map((result) => result.sloViolationMinutes)),
    failedPercent: interval(results.map(failedPercent)),
    meetsSloPercent: (100 * results.filter(({ meetsSlo }) => meetsSlo).length) / count,
  };
}

function interval(values: readonly number[]): Interval {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    low: quantileSorted(sorted, 0.025),
    high: quantileSorted(sorted, 0.975),
  };
}

function failedPercent({ requests }: StrategyResult): number {
  return requests.offered === 0 ? 0 : (100 * requests.failed) / requests.offered;
}
