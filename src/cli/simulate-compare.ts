import type { Command } from 'commander';
import { ExitCode } from './exit-code.ts';
import type { GlobalOptions } from './global-options.ts';

interface SimulateCompareOptions {
  readonly timeline?: string;
  readonly activities?: string;
}

/** Adds `plimsoll simulate compare`. */
export function simulateCompare(simulate: Command): void {
  simulate
    .command('compare')
    .description('replay a load curve against every strategy of a scenario and rank them')
    .argument('<scenario>', 'scenario YAML, or - for stdin')
    .option('--timeline <file>', 'write what happened minute by minute as CSV')
    .option('--activities <file>', 'write every scaling action with its cause as CSV')
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
  const { writeWhole } = await import('./write-whole.ts');
  const { parseScenario } = await import('../scenario/parse.ts');
  const { compareInDetail } = await import('../simulate/compare.ts');
  const { activitiesCsv } = await import('../report/activities-csv.ts');
  const { comparisonText } = await import('../report/comparison.ts');
  const { comparisonRows } = await import('../report/comparison-rows.ts');
  const { timelineCsv } = await import('../report/timeline-csv.ts');

  const output = await openOutput(global);
  const { text, source } = await readInput(file);
  const baseDir = file === '-' ? process.cwd() : dirname(file);
  const scenario = parseScenario(text, { baseDir, source });
  const { comparison, runs } = compareInDetail(scenario);
  if (options.timeline !== undefined) await writeWhole(options.timeline, timelineCsv(runs));
  if (options.activities !== undefined) await writeWhole(options.activities, [activitiesCsv(runs)]);

  const best = runs.find(({ strategy }) => strategy === comparison.best) ?? runs[0];
  await output.write({
    value: comparison,
    table: ({ width, color }) =>
      comparisonText(comparison, { slo: scenario.slo, timeline: best.timeline, width, color }),
    csv: () => comparisonRows(comparison),
  });
  if (!comparison.strategies.some(({ meetsSlo }) => meetsSlo)) process.exitCode = ExitCode.Missed;
}
