import { resolve } from 'node:path';
import type { Command } from 'commander';
import { PlimsollError } from '../error.ts';
import type { Comparison } from '../simulate/compare.ts';
import { ExitCode } from './exit-code.ts';
import type { GlobalOptions } from './global-options.ts';
import { wholeNumber } from './option-values.ts';

interface SimulateCompareOptions {
  readonly timeline?: string;
  readonly activities?: string;
  readonly forecasts?: string;
  readonly replications: number;
  readonly sensitivity?: boolean;
}

/** Adds `plimsoll simulate compare`. */
export function simulateCompare(simulate: Command): void {
  simulate
    .command('compare')
    .description('replay a load curve against every strategy of a scenario and rank them')
    .argument('<scenario>', 'scenario YAML, or - for stdin')
    .option('--timeline <file>', 'write what happened minute by minute as CSV')
    .option('--activities <file>', 'write every scaling action with its cause as CSV')
    .option('--forecasts <file>', 'write every hour that a predictive policy forecast as CSV')
    .option(
      '--replications <count>',
      'run every strategy with so many seeds and show how far the figures spread',
      wholeNumber(1, 10_000),
      1,
    )
    .option('--sensitivity', 'show how the verdict moves with each assumption')
    .action(async (file: string, options: SimulateCompareOptions, command: Command) => {
      await compareScenario(file, options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function compareScenario(
  file: string,
  options: SimulateCompareOptions,
  global: GlobalOptions,
): Promise<void> {
  const { dirname } = await import('node:path');
  const { openOutput } = await import('./output.ts');
  const { readInput } = await import('./input.ts');
  const { Interruption } = await import('./interruption.ts');
  const { parseScenario } = await import('../scenario/parse.ts');
  const { runComparison } = await import('./run-comparison.ts');
  const { comparisonText } = await import('../report/comparison.ts');
  const { comparisonRows } = await import('../report/comparison-rows.ts');

  refuseOneDestination(options);
  const output = await openOutput(global);
  const { text, source } = await readInput(file);
  const baseDir = file === '-' ? process.cwd() : dirname(file);
  const plan = parseScenario(text, { baseDir, source });
  const interruption = Interruption.watch();
  const { comparison, demand, capacity } = await runComparison(plan, {
    ...options,
    sensitivity: options.sensitivity === true,
    quiet: global.quiet === true,
    interruption,
  });
  interruption.end();
  await output.write({
    value: comparison,
    table: ({ width, color }) =>
      comparisonText(comparison, { slo: plan.slo, demand, capacity, width, color }),
    csv: () => comparisonRows(comparison),
  });
  process.exitCode = exitCode(comparison);
}

/** Two outputs into one file would leave one of them; stdout is the result's. */
function refuseOneDestination({ timeline, activities, forecasts }: SimulateCompareOptions): void {
  const paths = Object.entries({ timeline, activities, forecasts });
  for (const [index, [flag, path]] of paths.entries()) {
    if (path === undefined) continue;
    if (path === '-') {
      throw new PlimsollError('usage', `--${flag} -: the comparison goes to stdout; name a file`);
    }
    const taken = paths
      .slice(0, index)
      .find(([, other]) => other !== undefined && resolve(other) === resolve(path));
    if (taken === undefined) continue;
    throw new PlimsollError(
      'usage',
      `--${taken[0]} and --${flag} both name ${taken[1]}; name two files`,
    );
  }
}

function exitCode({ interrupted, strategies }: Comparison): ExitCode {
  if (interrupted) return ExitCode.Interrupted;
  return strategies.some(({ meetsSlo }) => meetsSlo) ? ExitCode.Done : ExitCode.Missed;
}
