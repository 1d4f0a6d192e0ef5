import { formatTimestamp } from '../curve/timestamp.ts';
import { ASSUMPTIONS, type Assumptions } from '../model/assumptions.ts';
import type { Activity } from './activity.ts';
import { type Elasticity, elasticSpeedup } from './elasticity.ts';
import { measure, type StrategyResult } from './measure.ts';
import type { Plan } from './plan.ts';
import { prepare, type Simulation, simulate } from './simulate.ts';
import type { Timeline } from './timeline.ts';
import { type Warning, warnings } from './warnings.ts';

/** What `simulate compare --output json` prints. Times are ISO 8601 in UTC, fields carry their unit. */
export interface Comparison {
  readonly schemaVersion: 1;
  readonly curve: {
    readonly start: string;
    readonly end: string;
    readonly stepSeconds: number;
    readonly requests: number;
    readonly peakRequestsPerSecond: number;
    readonly gapMinutes: number;
  };
  /** Wall-clock minutes, gaps included. */
  readonly evaluated: { readonly start: string; readonly end: string; readonly minutes: number };
  readonly seed: number;
  readonly pricesAsOf: string;
  readonly assumptions: readonly {
    readonly name: string;
    readonly value: number | boolean;
    readonly source: string;
  }[];
  readonly strategies: readonly ComparedStrategy[];
  readonly ideal: {
    readonly instanceHours: number;
    readonly costUsd: { readonly total: number; readonly ec2: number };
  };
  /** The cheapest strategy that meets the SLO, or the one with the fewest violations where none does. */
  readonly best: string;
}

export interface ComparedStrategy extends Omit<StrategyResult, 'elasticity'> {
  readonly elasticity: ReportedElasticity;
  readonly comparedToFirst: {
    readonly costPercent: number | null;
    readonly sloViolationMinutes: number;
  };
  readonly warnings: readonly Warning[];
}

type ReportedElasticity = {
  readonly [Name in keyof Omit<Elasticity, 'thetaU' | 'thetaO'> | 'speedup']: number | null;
};

/** A comparison with the timelines and activities behind it, strategies in the plan's order. */
export interface ComparisonDetails {
  readonly comparison: Comparison;
  readonly runs: readonly {
    readonly strategy: string;
    readonly timeline: Timeline;
    readonly activities: readonly Activity[];
  }[];
}

/** Replays the plan's load against every strategy and says which is best. */
export function compare(plan: Plan): Comparison {
  return compareInDetail(plan).comparison;
}

export function compareInDetail(plan: Plan): ComparisonDetails {
  const prepared = prepare(plan);
  const simulations = plan.strategies.map((strategy) => simulate(plan, strategy, prepared));
  return {
    comparison: summarize(plan, simulations, prepared.required),
    runs: simulations.map(({ strategy, timeline, activities }) => ({
      strategy: strategy.name,
      timeline,
      activities,
    })),
  };
}

function summarize(
  plan: Plan,
  simulations: readonly Simulation[],
  required: Float64Array,
): Comparison {
  const results = simulations.map((simulation) => measure(plan, simulation));
  const first = results[0];
  const strategies = results.map((result, i) => ({
    ...result,
    elasticity: reportedElasticity(result.elasticity, first.elasticity),
    comparedToFirst: {
      costPercent: percentChange(first.costUsd.total, result.costUsd.total),
      sloViolationMinutes: result.sloViolationMinutes - first.sloViolationMinutes,
    },
    warnings: warnings(simulations[i], result),
  }));
  return {
    schemaVersion: 1,
    curve: curveFacts(plan),
    evaluated: evaluatedWindow(plan),
    seed: plan.seed,
    pricesAsOf: plan.prices.asOf,
    assumptions: listAssumptions(plan.assumptions),
    strategies,
    ideal: idealCost(plan, required),
    best: bestOf(strategies).name,
  };
}

/** Of equals the one that comes first. */
function bestOf(strategies: readonly ComparedStrategy[]): ComparedStrategy {
  const meeting = strategies.filter(({ meetsSlo }) => meetsSlo);
  if (meeting.length > 0) {
    return meeting.reduce((best, other) =>
      other.costUsd.total < best.costUsd.total ? other : best,
    );
  }
  return strategies.reduce((best, other) =>
    other.sloViolationMinutes < best.sloViolationMinutes ||
    (other.sloViolationMinutes === best.sloViolationMinutes &&
      other.requests.failed < best.requests.failed)
      ? other
      : best,
  );
}

function reportedElasticity(
  measured: Elasticity | null,
  first: Elasticity | null,
): ReportedElasticity {
  return {
    accuracyU: measured?.accuracyU ?? null,
    accuracyO: measured?.accuracyO ?? null,
    timeshareU: measured?.timeshareU ?? null,
    timeshareO: measured?.timeshareO ?? null,
    instability: measured?.instability ?? null,
    speedup: measured === null || first === null ? null : elasticSpeedup(first, measured),
  };
}

/** What was simulated, from the whole curve's start to its end. */
function curveFacts({ load, curve }: Plan): Comparison['curve'] {
  const { startMinute, requestsPerSecond } = load;
  let requests = 0;
  let peak = 0;
  let gapMinutes = 0;
  for (const rate of requestsPerSecond) {
    if (Number.isNaN(rate)) {
      gapMinutes++;
      continue;
    }
    requests += 60 * rate;
    if (rate > peak) peak = rate;
  }
  return {
    start: formatTimestamp(60 * startMinute),
    end: formatTimestamp(60 * (startMinute + requestsPerSecond.length)),
    stepSeconds: curve.stepSeconds,
    requests,
    peakRequestsPerSecond: peak,
    gapMinutes,
  };
}

function evaluatedWindow({ load, evaluateFrom }: Plan): Comparison['evaluated'] {
  const startMinute = load.startMinute + evaluateFrom;
  const minutes = load.requestsPerSecond.length - evaluateFrom;
  return {
    start: formatTimestamp(60 * startMinute),
    end: formatTimestamp(60 * (startMinute + minutes)),
    minutes,
  };
}

function listAssumptions(assumptions: Assumptions): Comparison['assumptions'] {
  return (Object.keys(ASSUMPTIONS) as (keyof Assumptions)[]).map((name) => ({
    name,
    value: assumptions[name],
    source: ASSUMPTIONS[name].source,
  }));
}

function idealCost(plan: Plan, required: Float64Array): Comparison['ideal'] {
  let instanceMinutes = 0;
  for (const instances of required) if (!Number.isNaN(instances)) instanceMinutes += instances;
  const instanceHours = instanceMinutes / 60;
  const ec2 = instanceHours * plan.prices.ec2UsdPerHour;
  return { instanceHours, costUsd: { total: ec2, ec2 } };
}

function percentChange(from: number, to: number): number | null {
  return from === 0 ? null : (100 * (to - from)) / from;
}
