import { formatTimestamp } from '../curve/timestamp.ts';
import { ASSUMPTIONS, type Assumptions } from '../model/assumptions.ts';
import { instanceUsdPerHour, loadBalancerUsd } from '../model/cost.ts';
import { type Elasticity, elasticSpeedup } from './elasticity.ts';
import { measure, type StrategyResult } from './measure.ts';
import type { Plan } from './plan.ts';
import { type PredictiveResult, predictiveResults } from './predictive.ts';
import type { Replications } from './replicate.ts';
import type { Simulation } from './run.ts';
import type { Sensitivity } from './sensitivity.ts';
import { type Prepared, prepare, simulate } from './simulate.ts';
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
    readonly instanceHours: number | null;
    readonly costUsd: { readonly total: number | null; readonly ec2: number | null };
  };
  /** The cheapest strategy that meets the SLO, or the one with the fewest violations where none does. */
  readonly best: string;
  /** With `--sensitivity`. */
  readonly sensitivity?: readonly Sensitivity[];
  /** It was stopped before all was done: strategies, replications or sensitivities are missing. */
  readonly interrupted?: boolean;
}

export interface ComparedStrategy extends Omit<StrategyResult, 'elasticity'> {
  readonly elasticity: ReportedElasticity;
  readonly comparedToFirst: {
    readonly costPercent: number | null;
    readonly sloViolationMinutes: number;
  };
  readonly warnings: readonly Warning[];
  /** Of each predictive policy, where there are any. */
  readonly predictive?: readonly PredictiveResult[];
  /** With `--replications`. */
  readonly replications?: Replications;
}

type ReportedElasticity = {
  readonly [Name in keyof Omit<Elasticity, 'thetaU' | 'thetaO'> | 'speedup']: number | null;
};

/** What one strategy came to. */
export interface StrategyOutcome {
  readonly result: StrategyResult;
  readonly warnings: readonly Warning[];
  readonly predictive?: readonly PredictiveResult[];
  readonly replications?: Replications;
}

/** One strategy's run, and what it came to. */
export interface StrategyRun extends StrategyOutcome {
  readonly simulation: Simulation;
}

/** What a comparison may hold beside the strategies themselves. */
export interface Extras {
  readonly sensitivity?: readonly Sensitivity[] | undefined;
  readonly interrupted?: boolean;
}

/** Replays the plan's load against every strategy and says which is best. */
export function compare(plan: Plan): Comparison {
  const prepared = prepare(plan);
  const outcomes: StrategyOutcome[] = [];
  // Not the simulations: the timelines of many strategies fill the memory.
  for (const { simulation, result, warnings } of runStrategies(plan, prepared)) {
    const predictive = predictiveResults(plan, simulation, result, prepared);
    outcomes.push({ result, warnings, predictive });
  }
  return summarize(plan, outcomes, prepared);
}

/** The plan's strategies one after another, in its order; each run writes over the timeline of the one before. */
export function* runStrategies(plan: Plan, prepared: Prepared): Generator<StrategyRun> {
  let timeline: Timeline | undefined;
  for (const strategy of plan.strategies) {
    const simulation = simulate(plan, strategy, prepared, timeline);
    timeline = simulation.timeline;
    const result = measure(plan, simulation);
    yield { simulation, result, warnings: warnings(simulation, result) };
  }
}

/** @param outcomes of one or more of the plan's strategies, the first of them first */
export function summarize(
  plan: Plan,
  outcomes: readonly StrategyOutcome[],
  { required }: Prepared,
  { sensitivity, interrupted = false }: Extras = {},
): Comparison {
  const first = outcomes[0].result;
  const strategies = outcomes.map(({ result, warnings, predictive, replications }) => ({
    ...result,
    elasticity: reportedElasticity(result.elasticity, first.elasticity),
    comparedToFirst: {
      costPercent: percentChange(first.costUsd.total, result.costUsd.total),
      sloViolationMinutes: result.sloViolationMinutes - first.sloViolationMinutes,
    },
    warnings,
    ...(predictive && predictive.length > 0 && { predictive }),
    ...(replications && { replications }),
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
    ...(sensitivity && { sensitivity }),
    ...(interrupted && { interrupted }),
  };
}

/** The cheapest that meets the SLO, or the one with the fewest violations; of equals the one that comes first. */
export function bestOf<Result extends Ranked>(strategies: readonly Result[]): Result {
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

type Ranked = Pick<
  StrategyResult,
  'name' | 'costUsd' | 'meetsSlo' | 'sloViolationMinutes' | 'requests'
>;

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

/** Null where some minute's load is beyond any number of instances. */
function idealCost(plan: Plan, required: Float64Array): Comparison['ideal'] {
  const { load, evaluateFrom, prices, service, loadBalancer, assumptions } = plan;
  const evaluated = load.requestsPerSecond.subarray(evaluateFrom);
  let instanceMinutes = 0;
  let requests = 0;
  for (let minute = 0; minute < required.length; minute++) {
    if (Number.isNaN(evaluated[minute])) continue;
    if (Number.isNaN(required[minute]))
      return { instanceHours: null, costUsd: { total: null, ec2: null } };
    instanceMinutes += required[minute];
    requests += 60 * evaluated[minute];
  }
  const instanceHours = instanceMinutes / 60;
  const ec2 = instanceHours * instanceUsdPerHour(prices, service);
  const total =
    ec2 + loadBalancerUsd(requests, evaluated.length, loadBalancer, prices, assumptions);
  return { instanceHours, costUsd: { total, ec2 } };
}

function percentChange(from: number, to: number): number | null {
  return from === 0 ? null : (100 * (to - from)) / from;
}
