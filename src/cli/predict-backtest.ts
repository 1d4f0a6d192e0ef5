import type { Command } from 'commander';
import type { GlobalOptions } from './global-options.ts';
import { positiveNumber } from './option-values.ts';

interface PredictBacktestOptions {
  readonly history: string;
  readonly horizon: string;
  readonly perInstance?: number;
}

/** Adds `plimsoll predict backtest`. */
export function predictBacktest(predict: Command): void {
  predict
    .command('backtest')
    .description('whether a load is predictable: forecasts every 6 hours, held against what came')
    .argument('<history>', 'curve CSV of any step (timestamp,requests_per_second), or - for stdin')
    .option('--horizon <duration>', 'how far ahead each forecast looks', '48h')
    .option('--history <duration>', 'how far back; AWS looks back 14 days', '14d')
    .option(
      '--per-instance <rate>',
      'requests per second planned for one instance (default: a twentieth of the peak)',
      positiveNumber,
    )
    .action(async (file: string, options: PredictBacktestOptions, command: Command) => {
      await backtestLoad(file, options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function backtestLoad(
  file: string,
  options: PredictBacktestOptions,
  global: GlobalOptions,
): Promise<void> {
  const { parseCurve } = await import('../curve/parse.ts');
  const { toHours } = await import('../curve/hours.ts');
  const { backtestOf } = await import('../predict/backtest-of.ts');
  const { backtestRows, backtestText, backtestValue } = await import('../report/backtest.ts');
  const { openOutput } = await import('./output.ts');
  const { readInput } = await import('./input.ts');
  const { readHours } = await import('./option-times.ts');

  const output = await openOutput(global);
  const settings = {
    horizon: readHours('--horizon', options.horizon, MOST_HOURS),
    history: readHours('--history', options.history, MOST_HOURS),
    perInstance: options.perInstance,
  };
  const { text, source } = await readInput(file);
  const result = backtestOf(toHours(parseCurve(text, source)), settings, source);
  await output.write({
    value: backtestValue(result),
    table: () => backtestText(result),
    csv: () => backtestRows(result),
  });
}

const MOST_HOURS = 60 * 24;
