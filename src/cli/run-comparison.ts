import { ACTIVITIES_HEADER, activityRows } from '../report/activities-csv.ts';
import { FORECASTS_HEADER, forecastRows } from '../report/forecasts-csv.ts';
import { TIMELINE_HEADER, timelineRows } from '../report/timeline-csv.ts';
import {
  type Comparison,
  runStrategies,
  type StrategyOutcome,
  summarize,
} from '../simulate/compare.ts';
import type { Plan } from '../simulate/plan.ts';
import { predictiveResults } from '../simulate/predictive.ts';
import { replicate } from '../simulate/replicate.ts';
import { alternatives, type Sensitivity, sensitivity } from '../simulate/sensitivity.ts';
import { type Prepared, prepare } from '../simulate/simulate.ts';
import type { Interruption } from './interruption.ts';
import { Progress } from './progress.ts';
import { WholeFile } from './write-whole.ts';

export interface RunOptions {
  /** Files to write, if any. */
  readonly timeline?: string;
  readonly activities?: string;
  readonly forecasts?: string;
  readonly replications: number;
  readonly sensitivity: boolean;
  readonly quiet: boolean;
  readonly interruption: Interruption;
}

/** A comparison, and the best strategy's capacity against the demand. */
export interface RunOutcome {
  readonly comparison: Comparison;
  readonly demand: Float64Array;
  readonly capacity: Int32Array;
}

/**
 * Runs all strategies of a plan, their replications and the sensitivities, and
 * writes timelines while it goes, so that no more than one stands in memory. Once
 * interrupted it stops after the run at hand and makes do with what there is.
 */
export async function runComparison(plan: Plan, options: RunOptions): Promise<RunOutcome> {
  const prepared = prepare(plan);
  const progress = new Progress('runs', countRuns(plan, options), options.quiet);
  const timeline = await open(options.timeline, TIMELINE_HEADER);
  const activities = await open(options.activities, ACTIVITIES_HEADER);
  const forecasts = await open(options.forecasts, FORECASTS_HEADER);
  try {
    const outcomes: StrategyOutcome[] = [];
    const capacities = new Map<string, Int32Array>();
    for (const { simulation, result, warnings } of runStrategies(plan, prepared)) {
      await timeline?.write(timelineRows(result.name, simulation.timeline));
      await activities?.write(activityRows(result.name, simulation.activities));
      await forecasts?.write(forecastRows(result.name, simulation.forecasts));
      capacities.set(result.name, simulation.timeline.inService.slice());
      const predictive = predictiveResults(plan, simulation, result, prepared);
      outcomes.push({ result, warnings, predictive });
      await progress.step();
      if (options.interruption.requested) break;
    }
    const replicated = await runReplications(plan, outcomes, prepared, options, progress);
    const sensitivities = options.sensitivity
      ? await runSensitivity(plan, options, progress)
      : undefined;
    await timeline?.finish();
    await activities?.finish();
    await forecasts?.finish();
    const comparison = summarize(plan, replicated, prepared, {
      sensitivity: sensitivities,
      interrupted: options.interruption.requested,
    });
    const capacity = capacities.get(comparison.best) ?? new Int32Array();
    return { comparison, demand: prepared.required, capacity };
  } catch (error) {
    await timeline?.abandon();
    await activities?.abandon();
    await forecasts?.abandon();
    throw error;
  } finally {
    progress.end();
  }
}

async function open(path: string | undefined, header: string): Promise<WholeFile | undefined> {
  if (path === undefined) return undefined;
  const file = await WholeFile.open(path);
  await file.write([header]);
  return file;
}

function countRuns(
  { strategies, assumptions }: Plan,
  { replications, sensitivity }: RunOptions,
): number {
  const extra = sensitivity ? alternatives(assumptions).length : 0;
  return strategies.length * replications + extra;
}

async function runReplications(
  plan: Plan,
  outcomes: readonly StrategyOutcome[],
  prepared: Prepared,
  { replications, interruption }: RunOptions,
  progress: Progress,
): Promise<StrategyOutcome[]> {
  if (replications === 1) return [...outcomes];
  const replicated: StrategyOutcome[] = [];
  for (const outcome of outcomes) {
    const runs = replicate(plan, outcome.result, replications, prepared);
    let step = runs.next();
    while (step.done !== true && !interruption.requested) {
      await progress.step();
      step = runs.next();
    }
    replicated.push(step.done === true ? { ...outcome, replications: step.value } : outcome);
  }
  return replicated;
}

async function runSensitivity(
  plan: Plan,
  { interruption }: RunOptions,
  progress: Progress,
): Promise<Sensitivity[]> {
  const found: Sensitivity[] = [];
  for (const one of sensitivity(plan)) {
    found.push(one);
    await progress.step();
    if (interruption.requested) break;
  }
  return found;
}
